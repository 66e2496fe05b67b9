import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { createOpenUnits } from '../../../../../renderer/incidents/open-units.ts';
import { observable } from '../../../../../renderer/observable.ts';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { newestOf } from '../../../../../renderer/units/outages/newest.ts';
import { createOpenOutages } from '../../../../../renderer/units/outages/open-outages.ts';
import { createTurns, turnsBetween } from '../../../../../renderer/units/outages/turns.ts';
import { createUnitRows } from '../../../../../renderer/units/table/unit-rows.ts';
import { englishText, storeOf, unit } from '../sample.ts';

const out = (id: string, outSince: number, part: Partial<Unit> = {}) =>
  unit(id, { condition: 'out-of-service', status: 'Out Of Service', outSince, ...part });
const ids = (units: readonly Unit[]) => units.map(({ id }) => id);
const goesOut = (id: string, at: number) =>
  ({ id, at, condition: 'out-of-service', status: 'Fault' }) as const;
const traps = (id: string, at: number) =>
  ({ id, at, condition: 'entrapment', status: 'Entrapment' }) as const;
const comesBack = (id: string, at: number) => ({ id, at, condition: 'in-service', status: 'OK' }) as const;

describe('the first of the outages', () => {
  it('are entrapments, then the newest', () => {
    const units = [out('a', 1), out('b', 3), out('c', 1, { condition: 'entrapment' }), out('d', 2)];
    expect(ids(newestOf(units, 8))).toEqual(['c', 'b', 'd', 'a']);
    expect(ids(newestOf(units, 2))).toEqual(['c', 'b']);
    expect(ids(newestOf(units.toReversed(), 2))).toEqual(['c', 'b']);
  });

  it('are the same as of all of them sorted', () => {
    const units = Array.from({ length: 500 }, (_, n) =>
      out(String(n), (n * 7_919) % 97, n % 50 === 7 ? { condition: 'entrapment' } : {}),
    );
    const all = ids(newestOf(units, units.length));
    expect(new Set(all).size).toBe(500);
    expect(ids(newestOf(units, 8))).toEqual(all.slice(0, 8));
  });
});

describe('the open outages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const whole = { fetchedAt: 1, awaited: null, incomplete: false } as ListState;
  function follow(...units: Unit[]) {
    const store = storeOf(...units);
    const list = observable<ListState>({ ...whole, fetchedAt: null });
    const open = createOpenUnits(store);
    const outages = createOpenOutages(store, list, open.look);
    const pass = () => vi.advanceTimersByTime(400);
    return { store, list, outages, pass, state: outages.state.get };
  }

  it('are known to be none once a whole list has been looked at, also while the next one is read', () => {
    const { store, list, pass, state } = follow(unit('a'));
    store.apply([{ id: 'a', at: 1, floor: '1' }]);
    pass();
    expect(state()).toMatchObject({ total: 0, isKnown: false });
    list.set(whole);
    pass();
    expect(state()).toMatchObject({ total: 0, isKnown: true });
    list.set({ ...whole, awaited: 1 });
    pass();
    expect(state().isKnown).toBe(true);
  });

  it('are counted, and follow the live updates', () => {
    const { store, list, pass, state } = follow(out('a', 1), unit('b'), unit('c'));
    list.set(whole);
    pass();
    expect(state()).toMatchObject({ total: 1 });
    store.apply([goesOut('b', 5), comesBack('a', 6)]);
    pass();
    expect(ids(state().first)).toEqual(['b']);
    store.apply([comesBack('b', 7)]);
    pass();
    expect(state()).toMatchObject({ total: 0, first: [] });
  });

  it('stay while nobody knows what their units are, as they were, and are not new when that is known again', () => {
    const { store, list, pass, state } = follow(out('a', 1), unit('b'));
    list.set(whole);
    pass();
    store.apply([traps('b', 5)]);
    pass();
    store.apply(['a', 'b'].map((id) => ({ id, at: 6, condition: 'unknown', status: 'No connection' })));
    pass();
    expect(state()).toMatchObject({ total: 2, isKnown: true });
    expect(state().first).toMatchObject([
      { id: 'b', condition: 'entrapment', outSince: 5 },
      { id: 'a', condition: 'out-of-service', outSince: 1 },
    ]);
    store.apply([traps('b', 7)]);
    pass();
    expect([...state().fresh], 'it was new before').toEqual(['b']);
    store.apply([comesBack('b', 8)]);
    pass();
    expect(ids(state().first)).toEqual(['a']);
  });

  it('are not new at first, but when they come later, until somebody has seen them', () => {
    const { store, list, outages, pass, state } = follow(out('a', 1), unit('b'), unit('c'));
    store.apply([{ id: 'b', at: 1, floor: '1' }]);
    pass();
    // The list is not whole yet.
    expect(state()).toMatchObject({ total: 1, isKnown: false });
    list.set(whole);
    pass();
    expect([...state().fresh]).toEqual([]);
    store.apply([goesOut('b', 5), goesOut('c', 6)]);
    pass();
    expect([...state().fresh].sort()).toEqual(['b', 'c']);
    outages.seen(['b', 'x']);
    expect([...state().fresh]).toEqual(['c']);
    outages.seen();
    expect([...state().fresh]).toEqual([]);
    store.apply([comesBack('c', 7)]);
    pass();
    store.apply([goesOut('c', 8)]);
    pass();
    expect([...state().fresh]).toEqual(['c']);
    store.apply([comesBack('c', 9)]);
    pass();
    expect([...state().fresh]).toEqual([]);
  });

  it('are not new after nobody knew the condition of their units', () => {
    const { store, list, pass, state } = follow(out('a', 1), out('b', 1), unit('c'));
    list.set(whole);
    pass();
    store.apply(['a', 'b', 'c'].map((id) => ({ id, at: 5, condition: 'unknown', status: '?' }) as const));
    pass();
    expect(state()).toMatchObject({ total: 2, first: [{ id: 'a' }, { id: 'b' }] });
    store.apply([comesBack('b', 6)]);
    pass();
    store.apply(['a', 'b', 'c'].map((id) => goesOut(id, 7)));
    pass();
    expect([...state().fresh].sort()).toEqual(['b', 'c']);
    expect(state().first.map(({ id, outSince }) => [id, outSince])).toEqual([
      ['b', 7],
      ['c', 7],
      ['a', 1],
    ]);
    store.apply([{ id: 'c', at: 8, condition: 'unknown', status: '?' }]);
    pass();
    expect([...state().fresh].sort(), 'it goes on being shown').toEqual(['b', 'c']);
    store.apply([goesOut('c', 9)]);
    pass();
    expect([...state().fresh].sort(), 'nobody has seen it yet').toEqual(['b', 'c']);
  });

  it('are new again when somebody is trapped', () => {
    const { store, list, pass, state } = follow(out('a', 1));
    list.set(whole);
    pass();
    store.apply([traps('a', 5)]);
    pass();
    expect([...state().fresh]).toEqual(['a']);
  });

  it('of another account are not new, and those of the former are gone', () => {
    const { store, list, pass, state } = follow(unit('a'));
    list.set(whole);
    pass();
    store.apply([goesOut('a', 1)]);
    pass();
    store.clear();
    list.set({ ...whole, fetchedAt: null });
    pass();
    expect(state()).toEqual({ total: 0, first: [], fresh: new Set(), isKnown: false });
    store.append([out('z', 1)]);
    list.set(whole);
    pass();
    expect(state()).toMatchObject({ total: 1, fresh: new Set() });
  });

  it('keep their state as it is while other units move', () => {
    const { store, list, pass, state } = follow(out('a', 1), unit('b'));
    list.set(whole);
    pass();
    const before = state();
    store.apply([{ id: 'b', at: 5, floor: '4' }]);
    pass();
    expect(state()).toBe(before);
  });

  it('are told of together, and not again within ten seconds, entrapments first', () => {
    const units = ['a', 'b', 'c', 'd'].map((id) => unit(id));
    const { store, list, outages, pass } = follow(...units);
    const told: string[][] = [];
    outages.spoken.subscribe(() => told.push(ids(outages.spoken.get())));
    list.set(whole);
    pass();
    told.length = 0;
    store.apply([goesOut('a', 1)]);
    pass();
    store.apply([traps('b', 2)]);
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual([['b', 'a']]);
    store.apply([goesOut('c', 3)]);
    vi.advanceTimersByTime(5_000);
    store.apply([goesOut('d', 4)]);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(6_000);
    expect(told.slice(1)).toEqual([['c', 'd']]);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveLength(2);
  });
});

describe('a change of condition', () => {
  const change = (id: string, from: Unit['condition'], to: Unit['condition']) => ({
    before: unit(id, { condition: from }),
    after: unit(id, { condition: to }),
  });

  it('is marked as worse or better for a while, a change of floor is not', () => {
    let now = 0;
    const turns = createTurns(() => now);
    turns.note(change('a', 'in-service', 'out-of-service'));
    turns.note(change('b', 'entrapment', 'out-of-service'));
    turns.note(change('c', 'limited', 'limited'));
    expect(['a', 'b', 'c', 'd'].map(turns.of)).toEqual(['worse', 'better', null, null]);
    now = 5_000;
    turns.note(change('a', 'out-of-service', 'in-service'));
    now = 13_000;
    expect(['a', 'b'].map(turns.of)).toEqual(['better', null]);
    now = 20_000;
    expect(turns.of('a')).toBeNull();
  });

  it('in the store is known wherever the row is', () => {
    const store = storeOf(unit('a'), unit('b'));
    store.apply([goesOut('b', 1), { id: 'a', at: 1, floor: '2' }]);
    expect([store.turns.of('a'), store.turns.of('b')]).toEqual([null, 'worse']);
  });

  it('from one list to the next is one too, as far as outages begin or end', () => {
    const rows = (...units: Unit[]) => {
      const made = createUnitRows(englishText);
      for (const each of units) made.add(each);
      return made;
    };
    const before = rows(out('a', 1), out('b', 1), unit('c'), out('gone', 1));
    const after = rows(unit('a'), out('b', 1), out('c', 2), out('new', 1));
    const turns = createTurns(() => 0);
    for (const each of turnsBetween(before, after)) turns.note(each);
    expect(['a', 'b', 'c', 'gone', 'new'].map(turns.of)).toEqual(['better', null, 'worse', null, null]);
  });
});
