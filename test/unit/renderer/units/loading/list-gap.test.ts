import { describe, expect, it } from 'vitest';
import { gapOf, noGap } from '../../../../../renderer/units/loading/list-gap.ts';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { wholeList } from '../whole-list.ts';

/** Of two rows. */
const gap = (list: Partial<ListState>, isLive = false, now = 500) =>
  gapOf({ ...wholeList, ...list }, 2, isLive, now);

describe('the rows', () => {
  it('of a list that has just been read are all there is, and current', () => {
    expect(gap({})).toEqual(noGap);
    expect(gap({ total: 2 })).toEqual(noGap);
  });

  it.each<[string, Partial<ListState>, number | null]>([
    ['loading was stopped', { incomplete: true, total: 5 }, 5],
    ['loading was stopped, and nobody knows how many there are', { incomplete: true }, null],
    ['a later refresh has counted fewer', { incomplete: true, total: 1 }, null],
    ['the service counts otherwise', { shortfall: { received: 2, total: 3 } }, 3],
    ['the service counts fewer', { shortfall: { received: 2, total: 1 } }, 1],
    ['the list of the last start is still being read', { awaited: 7 }, 7],
    ['the first list is still coming', { phase: 'loading', fetchedAt: null, total: 9 }, 9],
    ['it comes in silence after a failure', { phase: 'failed', fetchedAt: null }, null],
    ['some have no id', { withoutId: 3 }, 5],
    ['one has the id of another', { withoutId: 3, sameId: 1 }, 6],
  ])('are a part when %s (R41)', (_when, list, total) =>
    expect(gap(list)).toEqual({ part: { received: 2, total }, asOf: null }),
  );

  it('are whole while a refresh is under way, and after one that failed', () => {
    expect(gap({ phase: 'loading', received: 1, total: 5 })).toEqual(noGap);
    expect(gap({ phase: 'failed', received: 1, total: 5 })).toEqual(noGap);
  });

  it('are old after a minute, unless live updates keep them current', () => {
    expect(gap({}, false, 60_499)).toEqual(noGap);
    expect(gap({}, false, 60_500)).toEqual({ part: null, asOf: 500 });
    expect(gap({ phase: 'failed' }, false, 10_000_000)).toEqual({ part: null, asOf: 500 });
    expect(gap({}, true, 10_000_000)).toEqual(noGap);
  });

  it('from a time that is still to come, by this clock, have it told', () => {
    expect(gap({ fetchedAt: 100_000 })).toEqual({ part: null, asOf: 100_000 });
  });

  it('of a list that broke off long ago are a part, and old', () => {
    expect(gap({ incomplete: true, total: 5 }, false, 10_000_000)).toEqual({
      part: { received: 2, total: 5 },
      asOf: 500,
    });
  });
});
