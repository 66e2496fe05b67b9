import { describe, expect, it } from 'vitest';
import { shownIds, slowStore, unit } from '../sample.ts';

/** More units than one slice takes, with a search under way that has looked at the first of them. */
function searching() {
  const { store, goOn, finish } = slowStore();
  store.append(Array.from({ length: 1_000 }, (_, index) => unit(String(index))));
  finish();
  store.setFilters({ types: ['elevator'] });
  goOn();
  expect(store.busy).toBe(true);
  return { store, finish };
}

describe('a live update during a search', () => {
  it('makes the result stale, because the search may have passed the unit already', () => {
    const { store, finish } = searching();
    expect(store.stale).toBe(false);
    store.apply([{ id: '0', at: 1, condition: 'limited' }]);
    finish();
    expect(store.stale).toBe(true);
    store.renew();
    finish();
    expect(store.stale).toBe(false);
    expect(store.scope().conditions).toMatchObject({ 'in-service': 999, limited: 1 });
  });

  it('for an unknown unit does not', () => {
    const { store, finish } = searching();
    store.apply([{ id: 'unknown', at: 1, condition: 'limited' }]);
    finish();
    expect(store.stale).toBe(false);
  });

  it('for a unit that only the next list has makes its result stale', () => {
    const { store, goOn, finish } = slowStore();
    store.sortBy('floor');
    finish();
    const list = Array.from({ length: 1_000 }, (_, index) => unit(String(index), { floor: '1' }));
    store.replace(list);
    // The rows are made, and are put in order next.
    while (store.busy && !store.stale) {
      goOn();
      store.apply([{ id: '999', at: 1, floor: '-1' }]);
    }
    expect(store.stale).toBe(true);
    finish();
    store.renew();
    finish();
    expect(shownIds(store)[0]).toBe('999');
  });
});
