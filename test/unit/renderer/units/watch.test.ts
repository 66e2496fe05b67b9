import { describe, expect, it, vi } from 'vitest';
import { isWatchedOnly, watchedCounts, watchUnits } from '../../../../renderer/units/watch.tsx';
import { storeOf, unit } from './sample.ts';

it('many units are watched in messages that main takes, each unit once', async () => {
  const sent: string[][] = [];
  const call = vi.fn(async (_name: string, { ids }: { ids: string[] }) => void sent.push(ids));
  const ids = Array.from({ length: 12_000 }, (_, index) => String(index));
  await watchUnits({ call: call as never }, ids, true);
  expect(sent.map((each) => each.length)).toEqual([5_000, 5_000, 2_000]);
  expect(sent.flat()).toEqual(ids);
  expect(call).toHaveBeenLastCalledWith('watchUnits', { ids: ids.slice(10_000), watched: true });
});

describe('the watched units', () => {
  const out = { condition: 'out-of-service' } as const;
  const units = () =>
    storeOf(unit('1', out), unit('2', { condition: 'entrapment' }), unit('3', out), unit('4'));

  it('are counted as far as the list has them, whatever the table is narrowed to', () => {
    const store = units();
    store.setFilters({ types: ['other'] }, 'nothing is called this');
    expect(watchedCounts(store, ['1', '2', '4', 'gone'])).toEqual({ listed: 3, trapped: 1, out: 1 });
    expect(watchedCounts(store, ['gone'])).toEqual({ listed: 0, trapped: 0, out: 0 });
  });

  it('are all that is shown only while nothing else narrows the table', () => {
    const store = units();
    expect(isWatchedOnly(store)).toBe(false);
    store.setFilters({ watchedOnly: true });
    expect(isWatchedOnly(store)).toBe(true);
    store.setFilters({ types: ['elevator'] });
    expect(isWatchedOnly(store)).toBe(false);
    store.setFilters({ types: [] }, 'unit');
    expect(isWatchedOnly(store)).toBe(false);
  });
});
