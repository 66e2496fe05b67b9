import { describe, expect, it, vi } from 'vitest';
import { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { englishText, shownIds, storeOf, unit } from '../sample.ts';

describe('live updates', () => {
  it('change what they name, in place, and leave the rest as it was', () => {
    const store = storeOf(unit('1', { floor: '3', direction: 'up', lastEventAt: 50 }), unit('2'));
    store.apply([{ id: '1', at: 100, floor: '4' }]);
    expect(store.find('1')).toEqual(unit('1', { floor: '4', direction: 'up', lastEventAt: 100 }));
    expect(store.find('2')).toEqual(unit('2'));
  });

  it('are one notification, however many they are, and none when they are about units of nobody', () => {
    const store = storeOf(unit('1'), unit('2'));
    const listener = vi.fn();
    store.subscribe(listener);
    const layout = store.layout();
    store.apply([
      { id: '1', at: 1, floor: '1' },
      { id: '2', at: 1, floor: '2' },
      { id: '1', at: 2, floor: '3' },
    ]);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.layout()).toBe(layout);
    store.apply([{ id: 'unknown', at: 1 }]);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('leave rows where they are until the order is renewed', () => {
    const store = storeOf(unit('1', { floor: '1' }), unit('2', { floor: '2' }));
    store.sortBy('floor');
    store.apply([{ id: '1', at: 1, floor: '9' }]);
    expect(shownIds(store)).toEqual(['1', '2']);
    expect(store.stale).toBe(true);
    store.renew();
    expect(shownIds(store)).toEqual(['2', '1']);
    expect(store.stale).toBe(false);
  });

  it('make nothing stale that they do not touch', () => {
    const store = storeOf(unit('1'), unit('2'));
    store.sortBy('city');
    store.setFilters({ conditions: ['in-service'] });
    store.apply([{ id: '1', at: 1, floor: '9' }]);
    expect(store.stale).toBe(false);
  });

  it('bring units into a search and a filter, and out of it, when that is renewed', () => {
    const store = storeOf(unit('1'), unit('2', { condition: 'out-of-service' }));
    store.setFilters({ conditions: ['out-of-service'] });
    store.apply([{ id: '1', at: 1, condition: 'out-of-service' }]);
    expect(shownIds(store)).toEqual(['2']);
    expect(store.scope().conditions['out-of-service']).toBe(2);
    store.renew();
    expect(shownIds(store)).toEqual(['1', '2']);
    store.setFilters({ conditions: [] });
    store.setQuery('lobby');
    store.apply([{ id: '2', at: 2, floor: 'Lobby' }]);
    store.renew();
    expect(shownIds(store)).toEqual(['2']);
  });

  it('never make the last event older than it is known to be', () => {
    const store = storeOf(unit('1', { lastEventAt: 500 }));
    store.apply([{ id: '1', at: 400, floor: '2' }]);
    expect(store.find('1')).toMatchObject({ floor: '2', lastEventAt: 500 });
  });
});

describe('live updates while a list is read', () => {
  it('win over the rows of pages that come later', () => {
    const store = storeOf();
    store.begin();
    store.apply([{ id: '1', at: 100, floor: '7' }]);
    store.append([unit('1', { floor: '1' }), unit('2', { floor: '1' })]);
    store.end();
    expect(store.find('1')?.floor).toBe('7');
    expect(store.find('2')?.floor).toBe('1');
  });

  it('win over the list that takes the place of the old one', () => {
    const store = storeOf(unit('1', { floor: '1' }));
    store.begin();
    store.apply([{ id: '1', at: 100, floor: '7' }]);
    store.apply([{ id: '1', at: 101, direction: 'up' }]);
    store.replace([unit('1', { floor: '2', city: 'Wien' })]);
    store.end();
    expect(store.find('1')).toMatchObject({ floor: '7', direction: 'up', city: 'Wien' });
  });

  it('that came before it began do not outlive it', () => {
    const store = storeOf(unit('1'));
    store.apply([{ id: '1', at: 100, floor: '7' }]);
    store.begin();
    store.replace([unit('1', { floor: '2' })]);
    store.end();
    expect(store.find('1')?.floor).toBe('2');
  });

  it('are not lost while the rows are being exchanged, wherever that has come to', () => {
    const waiting: (() => void)[] = [];
    const later = (run: () => void) => {
      waiting.push(run);
      return () => waiting.splice(waiting.indexOf(run), 1);
    };
    const store = new UnitStore(englishText, { budget: 0, now: () => 0, later });
    const list = Array.from({ length: 600 }, (_, index) => unit(String(index), { floor: '1' }));
    store.begin();
    store.replace(list);
    store.end();
    let floor = 1;
    while (waiting.length > 0) {
      floor += 1;
      store.apply(list.map(({ id }) => ({ id, at: floor, floor: String(floor) })));
      waiting.shift()?.();
    }
    expect(store.size).toBe(600);
    expect(new Set(list.map(({ id }) => store.find(id)?.floor))).toEqual(new Set([String(floor)]));
  });
});
