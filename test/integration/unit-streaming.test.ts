import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiClient } from '../../electron/core/api/client.ts';
import { AppError } from '../../electron/core/errors.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createUnitRuns } from '../../electron/core/units/unit-runs.ts';
import { readUnits, type UnitsPage } from '../../electron/core/units/units.ts';
import { connectionWith } from '../fakes/connection.ts';
import { serve, type TestServer } from '../fakes/server.ts';

let server: TestServer;
let answer: RequestListener;
/** Settled when the connection of the last request is closed. */
let closed: Promise<unknown>;

beforeEach(async () => {
  server = await serve((request, response) => {
    closed = once(request.socket, 'close');
    response.setHeader('content-type', 'application/json');
    answer(request, response);
  });
});
afterEach(() => server.close());

const newApi = (idle = 5_000) =>
  createApiClient({
    connection: connectionWith({ 'api.baseUrl': server.url }),
    http: fetch,
    token: async () => ({ accessToken: 'token', expiresAt: 0, scopes: [] }),
    subscriptionKey: async () => 'key',
    requestTimeout: idle,
  });
const unitNumber = (id: number) => `{"unitId":"${id}","name":"Säule ${id}","note":"${'x'.repeat(250)}"}`;
const unitTexts = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => unitNumber(from + i)).join(',');

/** Sends `count` units in one body, at the reader's pace. */
async function sendUnits(response: ServerResponse, count: number, step = 500): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.write(`{"count":${count},"value":[`);
  for (let from = 0; from < count && !gone.signal.aborted; from += step) {
    const text = (from === 0 ? '' : ',') + unitTexts(from, Math.min(step, count - from));
    if (!response.write(text)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  }
  response.end(']}');
}
async function all(pages: AsyncIterable<UnitsPage>): Promise<UnitsPage[]> {
  const found: UnitsPage[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe('a list in one body', () => {
  test('of 30 MB comes in pages of a thousand at most, at the reader’s pace, and others have their turn', async () => {
    const count = 100_000;
    const asked = Promise.withResolvers<ServerResponse>();
    answer = (_request, response) => {
      asked.resolve(response);
      void sendUnits(response, count);
    };
    const pages = readUnits(newApi(), '/units');
    const { value: first } = await pages.next();
    expect(first).toMatchObject({ total: count });
    // Nobody reads on, so the service cannot send on: what is in memory is what is between the two, not the list.
    const response = await asked.promise;
    await vi.waitFor(() => expect(response.writableNeedDrain).toBe(true));
    expect(response.socket?.bytesWritten).toBeLessThan(15_000_000);
    expect(response.writableEnded).toBe(false);

    let received = first?.units.length ?? 0;
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    for await (const { units } of pages) {
      expect(units.length).toBeLessThanOrEqual(1_000);
      received += units.length;
    }
    clearInterval(ticking);
    expect(received).toBe(count);
    // Read and parsed at once, it would leave a turn or two.
    expect(turns).toBeGreaterThan(20);
  });

  test('shows its first units before the rest was sent', async () => {
    const more = Promise.withResolvers<void>();
    answer = async (_request, response) => {
      response.write(`{"value":[${unitTexts(0, 3)},`);
      await more.promise;
      response.end(`${unitTexts(3, 2)}],"count":5}`);
    };
    const pages = readUnits(newApi(), '/units');
    const { value: first } = await pages.next();
    const idsOf = (page: UnitsPage) => page.units.map(({ id }) => id);
    expect(first ? idsOf(first) : []).toEqual(['0', '1', '2']);
    more.resolve();
    const rest = await all(pages);
    expect(rest.flatMap(idsOf)).toEqual(['3', '4']);
    expect(rest.at(-1)?.total).toBe(5);
  });

  test('gives the text of each unit as it was sent', async () => {
    answer = (_request, response) => response.end(`[ ${unitNumber(1)} , {"name":"no id"},${unitNumber(2)}]`);
    const [page] = await all(readUnits(newApi(), '/units'));
    expect(page?.units.map(({ id }) => id)).toEqual(['1', '2']);
    expect(page?.sources.map((each) => Buffer.from(each).toString().trim())).toEqual([
      unitNumber(1),
      unitNumber(2),
    ]);
  });
});

describe('a list that does not come to its end', () => {
  const begun = (response: ServerResponse) => response.write(`{"value":[${unitTexts(0, 3)},`);

  test.each<[string, (response: ServerResponse) => unknown, string]>([
    ['that is cut off', (response) => response.end(), 'api-bad-answer'],
    ['whose connection breaks', (response) => setTimeout(() => response.destroy(), 20), 'offline'],
    ['that turns into something else', (response) => response.end('<html>502</html>'), 'api-bad-answer'],
  ])('%s keeps what was read, and fails', async (_what, end, code) => {
    answer = (_request, response) => {
      begun(response);
      end(response);
    };
    await expect(all(readUnits(newApi(), '/units'))).rejects.toMatchObject({ code });
  });

  test('is given up when nothing comes any more', async () => {
    answer = (_request, response) => void begun(response);
    await expect(all(readUnits(newApi(100), '/units'))).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('did not answer in time'),
    });
    await closed;
  });

  test('is not given up while something comes, however long it takes', async () => {
    answer = async (_request, response) => {
      response.write('[');
      for (let i = 0; i < 25; i += 1) {
        response.write(`${i === 0 ? '' : ','}${unitNumber(i)}`);
        await new Promise((resolve) => setTimeout(resolve, 70));
      }
      response.end(']');
    };
    const pages = await all(readUnits(newApi(1_500), '/units'));
    expect(pages.flatMap(({ units }) => units)).toHaveLength(25);
  });

  test('that is longer than 200 MB is refused where the limit is', async () => {
    const megabyte = Buffer.from(`"${'x'.repeat(1024 * 1024)}",`);
    let chunks = 0;
    const http = async () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            chunks += 1;
            controller.enqueue(
              chunks === 1 ? Buffer.from('[') : Buffer.concat([megabyte, Buffer.from('1,')]),
            );
          },
        }),
      );
    const api = createApiClient({
      connection: connectionWith(),
      http,
      token: async () => ({ accessToken: 'token', expiresAt: 0, scopes: [] }),
      subscriptionKey: async () => 'key',
    });
    await expect(all(readUnits(api, '/units'))).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining('209715200'),
    });
    expect(chunks).toBeLessThan(203);
  });

  test.each(['aborted', 'left'])('closes its connection when it is %s', async (how) => {
    answer = (_request, response) => void begun(response);
    const abort = new AbortController();
    const reason = new AppError('cancelled', 'Enough.');
    const pages = readUnits(newApi(), '/units', abort.signal);
    await pages.next();
    if (how === 'aborted') {
      const next = pages.next();
      abort.abort(reason);
      await expect(next).rejects.toBe(reason);
    } else await pages.return(undefined);
    await closed;
  });

  test('is aborted in the middle of what has already come', async () => {
    const body = `[${unitTexts(0, 20_000)}]`;
    const api = createApiClient({
      connection: connectionWith(),
      http: async () => new Response(body),
      token: async () => ({ accessToken: 'token', expiresAt: 0, scopes: [] }),
      subscriptionKey: async () => 'key',
    });
    const abort = new AbortController();
    const reason = new AppError('cancelled', 'Enough.');
    let received = 0;
    const reading = (async () => {
      for await (const { units } of readUnits(api, '/units', abort.signal)) {
        received += units.length;
        setImmediate(() => abort.abort(reason));
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(received).toBeLessThan(20_000);
  });
});

describe('every field of a unit', () => {
  const newRuns = () =>
    createUnitRuns({
      api: newApi(),
      path: '/units',
      clock: systemClock,
      onPage: () => undefined,
      live: {
        listBegins: () => ({
          page: (units) => [...units],
          complete: () => undefined,
          failed: () => undefined,
        }),
      },
      keepFor: () => async () => undefined,
    });

  test('is there as it was sent, known or not, until the list is forgotten or read anew', async () => {
    const odd = { unitId: '7', Name: 'Nörd', nested: { a: [1, null] }, __note: '😀', big: 1e300, empty: '' };
    answer = (_request, response) =>
      void response.end(`{"x":1,"value":[${unitTexts(0, 3)},${JSON.stringify(odd)}]}`);
    const runs = newRuns();
    expect(await runs.fields('7')).toBeNull();
    await runs.list(1);
    expect(await runs.fields('7')).toEqual(odd);
    expect(await runs.fields('1')).toEqual(JSON.parse(unitNumber(1)));
    expect(await runs.fields('8')).toBeNull();
    answer = (_request, response) => void response.end(`[${unitTexts(0, 1)}]`);
    await runs.list(2);
    expect(await runs.fields('7')).toBeNull();
    expect(await runs.fields('0')).not.toBeNull();
    runs.clear();
    expect(await runs.fields('0')).toBeNull();
  });

  test('is that of the unit, whatever comes before it that is none or has an id of another', async () => {
    const repeated = '{"unitId":"1","name":"another"}';
    const texts = ['{"name":"no id"}', unitNumber(1), repeated, 'null', unitNumber(2)];
    answer = (request, response) =>
      void response.end(
        request.url?.endsWith('next')
          ? `[${repeated},${unitNumber(3)}]`
          : `{"value":[${texts.join(',')}],"nextLink":"/units/next"}`,
      );
    const runs = newRuns();
    expect(await runs.list(1)).toMatchObject({ received: 3, withoutId: 2, sameId: 2 });
    for (const id of [1, 2, 3]) expect(await runs.fields(String(id))).toEqual(JSON.parse(unitNumber(id)));
  });

  test('is there of what came before the list broke off', async () => {
    answer = (request, response) => {
      if (request.url?.endsWith('next')) response.statusCode = 500;
      response.end(`{"value":[${unitTexts(0, 3)}],"nextLink":"/units/next"}`);
    };
    const runs = newRuns();
    await expect(runs.list(1)).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(await runs.fields('2')).toEqual(JSON.parse(unitNumber(2)));
    expect(await runs.fields('3')).toBeNull();
  });

  test('is there for each of many units, and takes little room', async () => {
    const count = 20_000;
    answer = (_request, response) => {
      void sendUnits(response, count);
    };
    const runs = newRuns();
    await runs.list(1);
    for (const id of [0, 1, 999, 1_000, 1_001, count - 1]) {
      expect(await runs.fields(String(id))).toEqual(JSON.parse(unitNumber(id)));
    }
  });
});
