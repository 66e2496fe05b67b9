import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createResourceRuns } from '../../../../electron/core/resources/resource-runs.ts';
import { type FakeAnswer, fakeApi } from '../../../fakes/api.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const connection = connectionWith({
  'api.resources': {
    orders: '/units/{unitId}/orders',
    documents: { path: '/units/{unitId}/documents', title: 'Papers', columns: ['Title'], document: 'href' },
    inbox: '/users/{userId}/inbox',
  },
});
const save = vi.fn(async (name: string, _kind: string, content: () => Uint8Array | Promise<Uint8Array>) => {
  await content();
  return { file: `/home/sam/${name}` };
});
beforeEach(() => {
  save.mockClear();
});

function newRuns(answers: Record<string, FakeAnswer>, userId: string | null = 'sam') {
  const fake = fakeApi(answers);
  const runs = createResourceRuns({
    api: fake.api,
    connection,
    saving: { save },
    userId: async () => userId,
  });
  const list = (resource: string, run = 1, from = 0) =>
    runs.calls.listRows({ run, resource, unitId: 'US-1', from });
  return { ...fake, runs, list };
}

test('the tabs of the window are those of the connection file, in its order', () => {
  expect(newRuns({}).runs.summaries).toEqual([
    { name: 'orders', title: 'orders', ofUnit: true },
    { name: 'documents', title: 'Papers', ofUnit: true },
    { name: 'inbox', title: 'inbox', ofUnit: false },
  ]);
});

describe('a list', () => {
  const pages: Record<string, FakeAnswer> = {
    '/units/US-1/orders': {
      json: { value: [{ id: 1 }, { id: 2, state: 'Open' }], nextLink: 'orders?page=2', count: 3 },
    },
    '/units/US-1/orders?page=2': { json: { value: [{ id: 3, other: 'x' }], count: 3 } },
  };

  test('comes page by page, with the columns of the first one', async () => {
    const { list, asked } = newRuns(pages);
    expect(await list('orders')).toEqual({
      columns: ['id', 'state'],
      rows: [
        { cells: [1, null], hasDocument: false },
        { cells: [2, 'Open'], hasDocument: false },
      ],
      total: 3,
      last: false,
      shortfall: null,
    });
    expect(asked).toHaveLength(1);
    expect(await list('orders', 1, 2)).toEqual({
      columns: ['id', 'state'],
      rows: [{ cells: [3, null], hasDocument: false }],
      total: 3,
      last: true,
      shortfall: null,
    });
  });

  test('says what is missing (R41)', async () => {
    const { list } = newRuns({ '/units/US-1/orders': { json: { value: [{ id: 1 }], count: 2 } } });
    expect(await list('orders')).toMatchObject({ last: true, shortfall: { received: 1, total: 2 } });
  });

  test('may be empty, and a page of it too', async () => {
    const { list } = newRuns({
      '/units/US-1/orders': { json: { value: [], nextLink: 'orders?page=2' } },
      '/units/US-1/orders?page=2': { json: [{ id: 1 }] },
      '/units/US-1/documents': { json: { value: [], nextLink: 'documents?page=2' } },
      '/units/US-1/documents?page=2': { json: [] },
    });
    expect(await list('orders')).toMatchObject({ columns: ['id'], rows: [{ cells: [1] }], last: true });
    expect(await list('documents', 2)).toMatchObject({ columns: ['Title'], rows: [], last: true });
  });

  test('of the user needs the id in the token', async () => {
    expect(await newRuns({ '/users/sam/inbox': { json: [] } }).list('inbox')).toMatchObject({ rows: [] });
    await expect(newRuns({}, null).list('inbox')).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'api.resources.inbox.path' },
    });
  });

  test('that is not there is named, with what to do (R37)', async () => {
    await expect(newRuns({}).list('orders')).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: 'api.example.com has no "orders" here (404).',
      hint: expect.stringContaining('"api.resources.orders"'),
      details: { resource: 'orders', status: '404' },
    });
  });

  test('goes on only as it was begun, and not for another account', async () => {
    const { list, runs } = newRuns(pages);
    runs.follow('sam');
    await list('orders', 1);
    await expect(list('orders', 1, 7)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(list('orders', 2, 2)).rejects.toMatchObject({ code: 'cancelled' });
    runs.follow('sam');
    await list('orders', 1, 2);
    await expect(list('orders', 1, 3)).rejects.toMatchObject({ code: 'bad-request' });
    runs.follow('tessa');
    await expect(list('orders', 1, 3)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('of a resource that is not declared is refused', async () => {
    await expect(newRuns({}).list('units')).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('a document', () => {
  const answers: Record<string, FakeAnswer> = {
    '/units/US-1/documents': { json: [{ title: 'Report', href: '/max/files/7' }, { title: 'Draft' }] },
    '/files/7': { body: Buffer.from('%PDF'), headers: { 'content-type': 'application/pdf' } },
  };

  test('is saved under the name that the service has for it', async () => {
    const { list, runs } = newRuns(answers);
    expect((await list('documents')).rows).toEqual([
      { cells: ['Report'], hasDocument: true },
      { cells: ['Draft'], hasDocument: false },
    ]);
    expect(await runs.calls.saveDocument({ run: 1, row: 0 })).toEqual({ file: '/home/sam/Report.pdf' });
    expect(save).toHaveBeenCalledWith('Report.pdf', 'document', expect.any(Function));
    await expect(runs.calls.saveDocument({ run: 1, row: 1 })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(runs.calls.saveDocument({ run: 2, row: 0 })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('that is not there is named, and nobody is asked where to save it', async () => {
    const { '/files/7': _gone, ...rest } = answers;
    const { list, runs } = newRuns(rest);
    await list('documents');
    await expect(runs.calls.saveDocument({ run: 1, row: 0 })).rejects.toMatchObject({
      message: 'api.example.com has no document "Report" here (404).',
    });
    expect(save).not.toHaveBeenCalled();
  });
});
