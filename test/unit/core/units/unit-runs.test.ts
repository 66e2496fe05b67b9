import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import { createUnitRuns } from '../../../../electron/core/units/unit-runs.ts';
import { type FakeAnswer, fakeApi } from '../../../fakes/api.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const reading = { page: vi.fn((units: Unit[]) => units), complete: vi.fn(), failed: vi.fn() };
const keep = vi.fn(async () => undefined);
const onPage = vi.fn();
const clock = fakeClock(1_000);
beforeEach(() => {
  vi.clearAllMocks();
});

function newRuns(answer: FakeAnswer) {
  const { api } = fakeApi({ '/units': answer });
  /** The list does not come before this. */
  const comes = Promise.withResolvers<void>();
  const late: typeof api = {
    async open(target, signal) {
      await comes.promise;
      return api.open(target, signal);
    },
  };
  const runs = createUnitRuns({
    api: late as Parameters<typeof createUnitRuns>[0]['api'],
    path: '/units',
    clock,
    onPage,
    live: { listBegins: () => reading },
    keepFor: () => keep,
  });
  return { runs, comes: comes.resolve };
}
const two = { value: [{ id: 'a', name: 'A' }, { id: 'b' }, { id: 'b' }, { name: 'nobody' }] };

describe('a list of units', () => {
  test('comes in pages, makes the units live, and is kept for the next start', async () => {
    const { runs, comes } = newRuns({ json: { ...two, count: 3 } });
    comes();
    expect(await runs.list(7)).toEqual({
      received: 2,
      withoutId: 1,
      sameId: 1,
      fetchedAt: 1_000,
      shortfall: null,
    });
    const pages = onPage.mock.calls.map(([page]) => page as { run: number; received: number; units: Unit[] });
    expect(pages.every(({ run }) => run === 7)).toBe(true);
    expect(pages.flatMap(({ units }) => units.map(({ id }) => id))).toEqual(['a', 'b']);
    expect(pages.at(-1)?.received).toBe(2);
    expect(reading.complete.mock.calls).toEqual([[expect.objectContaining({ size: 2 }), true]]);
    expect(reading.failed).not.toHaveBeenCalled();
    expect(keep).toHaveBeenCalledWith({
      units: [expect.objectContaining({ id: 'a' }), expect.objectContaining({ id: 'b' })],
      fetchedAt: 1_000,
    });
    expect(await runs.fields('a')).toEqual({ id: 'a', name: 'A' });
  });

  test('that is not whole is not kept: it would replace one that is (R41)', async () => {
    const { runs, comes } = newRuns({ json: { ...two, count: 9 } });
    comes();
    expect(await runs.list(1)).toMatchObject({ shortfall: { received: 3, total: 9 } });
    expect(reading.complete.mock.calls).toEqual([[expect.objectContaining({ size: 2 }), false]]);
    expect(keep).not.toHaveBeenCalled();
  });

  test('that fails lets the live updates ask for another one', async () => {
    const { runs, comes } = newRuns({ body: Buffer.from('{') });
    comes();
    await expect(runs.list(1)).rejects.toMatchObject({ code: 'api-bad-answer' });
    expect(reading.failed).toHaveBeenCalledOnce();
    expect(reading.complete).not.toHaveBeenCalled();
    expect(keep).not.toHaveBeenCalled();
  });

  test('that was cancelled does not', async () => {
    const { runs, comes } = newRuns({ json: two });
    const list = runs.list(1);
    runs.cancel(1);
    comes();
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    for (const call of [reading.failed, reading.complete, keep, onPage]) expect(call).not.toHaveBeenCalled();
  });

  test('is not cancelled by the number of another one', async () => {
    const { runs, comes } = newRuns({ json: two });
    const list = runs.list(2);
    runs.cancel(1);
    comes();
    await expect(list).resolves.toMatchObject({ received: 2 });
  });

  test('replaces the one that is under way', async () => {
    const { runs, comes } = newRuns({ json: two });
    const lists = [runs.list(1), runs.list(2)];
    comes();
    const [first, second] = await Promise.allSettled(lists);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect(second?.status).toBe('fulfilled');
    expect(onPage.mock.calls.map(([{ run }]) => run as number)).not.toContain(1);
  });

  test('is empty and under way no more once it is cleared', async () => {
    const { runs, comes } = newRuns({ json: two });
    comes();
    await runs.list(1);
    const next = runs.list(2);
    runs.clear();
    await expect(next).rejects.toMatchObject({ code: 'cancelled' });
    expect(await runs.fields('a')).toBeNull();
  });
});
