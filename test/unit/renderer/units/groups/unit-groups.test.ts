import { describe, expect, it } from 'vitest';
import { groupings } from '../../../../../electron/contract/table.ts';
import { pressGroup, turnGroup } from '../../../../../renderer/units/groups/group-keys.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { slowStore, storeOf, unit } from '../sample.ts';
import { shownRows } from './group-model.ts';

/** Three sites: nobody is out in Airport, one is in Tower, and in Mall somebody is trapped. */
function grouped(): UnitStore {
  const store = storeOf(
    unit('a1', { site: 'Airport' }),
    unit('t1', { site: 'Tower' }),
    unit('t2', { site: 'Tower', condition: 'out-of-service' }),
    unit('m1', { site: 'Mall', condition: 'entrapment' }),
    unit('x1', { site: '' }),
  );
  store.groups.set('site');
  return store;
}
const all = [
  '- Mall: 1 of 1, 1 trapped',
  'm1',
  '- Tower: 1 of 2, 0 trapped',
  't2',
  't1',
  '- Airport: 0 of 1, 0 trapped',
  'a1',
  '- : 0 of 1, 0 trapped',
  'x1',
];

describe('a grouped table', () => {
  it('has the worst group first, then by name, and units without a site last', () => {
    expect(shownRows(grouped())).toEqual(all);
  });

  it('counts rows and units apart', () => {
    const store = grouped();
    expect([store.shown, store.matching, store.groups.count]).toEqual([9, 5, 4]);
    store.groups.foldAll(true);
    expect([store.shown, store.matching, store.groups.count]).toEqual([4, 5, 4]);
    expect(store.matches().map(({ id }) => id)).toEqual(['m1', 't2', 't1', 'a1', 'x1']);
  });

  it('has no group without a row: search and filters come first', () => {
    const store = grouped();
    store.setQuery('tower');
    expect(shownRows(store)).toEqual(['- Tower: 1 of 2, 0 trapped', 't2', 't1']);
    store.setQuery('');
    store.setFilters({ conditions: ['entrapment'] });
    expect(shownRows(store)).toEqual(['- Mall: 1 of 1, 1 trapped', 'm1']);
  });

  it('counts a live update at once, and moves its groups later', () => {
    const store = grouped();
    store.apply([{ id: 'a1', at: 1, condition: 'entrapment' }]);
    expect(shownRows(store)[5]).toBe('- Airport: 1 of 1, 1 trapped');
    expect(store.stale).toBe(true);
    store.renew();
    expect(shownRows(store)[0]).toBe('- Airport: 1 of 1, 1 trapped');
  });

  it('shows a unit in each group of its tags, and counts it there and once in all', () => {
    const store = grouped();
    store.setNotes([
      { id: 't2', tags: ['VIP', 'night'], note: '' },
      { id: 'a1', tags: ['VIP'], note: '' },
    ]);
    store.groups.set('tag');
    expect(shownRows(store)).toEqual([
      '- : 1 of 3, 1 trapped',
      'm1',
      't1',
      'x1',
      '- night: 1 of 1, 0 trapped',
      't2',
      '- VIP: 1 of 2, 0 trapped',
      't2',
      'a1',
    ]);
    expect([store.matching, store.matches().length]).toEqual([5, 5]);
    expect(store.shownIds(0, store.shown).sort()).toEqual(['a1', 'm1', 't1', 't2', 'x1']);
    store.apply([{ id: 't2', at: 1, condition: 'in-service' }]);
    expect(shownRows(store).filter((row) => row.startsWith('-'))).toEqual([
      '- : 1 of 3, 1 trapped',
      '- night: 0 of 1, 0 trapped',
      '- VIP: 0 of 2, 0 trapped',
    ]);
  });

  it('stays grouped and folded when the list is read again', () => {
    const store = grouped();
    store.groups.fold('Tower', true);
    store.replace([unit('t1', { site: 'Tower' }), unit('n1', { site: 'New' })]);
    expect(shownRows(store)).toEqual(['- New: 0 of 1, 0 trapped', 'n1', '+ Tower: 0 of 1, 0 trapped']);
  });

  it('groups what arrives page by page', () => {
    const store = grouped();
    store.append([unit('t3', { site: 'Tower' })]);
    expect(shownRows(store)[2]).toBe('- Tower: 1 of 3, 0 trapped');
  });

  it.each(groupings)('by %s shows what it showed until the groups are made, a few units at a time', (by) => {
    const { store, goOn, finish } = slowStore();
    const place = (index: number) => `Place ${index % 3_000}`;
    const ids = Array.from({ length: 20_000 }, (_, index) => String(index));
    store.append(ids.map((id, index) => unit(id, { site: place(index), city: place(index) })));
    store.setNotes(ids.map((id, index) => ({ id, tags: [place(index)], note: '' })));
    finish();
    store.groups.set(by);
    let tasks = 0;
    while (store.busy) {
      expect([store.groups.isShown, store.shown]).toEqual([false, 20_000]);
      goOn();
      tasks += 1;
    }
    expect([store.groups.isShown, store.shown]).toEqual([true, 23_000]);
    expect(tasks).toBeGreaterThan(20_000 / 256);
  });
});

describe('the active row of a grouped table', () => {
  it('is found again by its name: a group, a unit, and a unit in the group in which it was', () => {
    const store = grouped();
    expect(store.groups.place(store.groups.keyAt(2) ?? '', 0)).toBe(2);
    expect(store.groups.place('t1', 0)).toBe(4);
    store.groups.fold('Mall', true);
    expect(store.groups.place(store.groups.keyAt(1) ?? '', 2)).toBe(1);
    store.setNotes([{ id: 't2', tags: ['VIP', 'night'], note: '' }]);
    store.groups.set('tag');
    const second = shownRows(store).lastIndexOf('t2');
    expect(store.groups.place('t2', second)).toBe(second);
    expect(store.groups.place('t2', 0)).toBe(shownRows(store).indexOf('t2'));
  });

  it('is that of its group where a unit is folded away, and none where it is not shown', () => {
    const store = grouped();
    store.groups.fold('Tower', true);
    expect([store.indexOf('t1'), store.groups.place('t1', 4)]).toEqual([-1, 2]);
    store.setQuery('airport');
    expect(store.groups.place('t1', 0)).toBe(-1);
    expect(store.groups.place('unknown', 0)).toBe(-1);
  });
});

describe('the keys of a grouped table', () => {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  const control = { ...none, ctrlKey: true };
  /** Presses a key with this row being the active one; the row that is active then, or null if it was no such key. */
  function press(store: UnitStore, row: number, key: string, how = none): number | null {
    let active = row;
    const isTaken = pressGroup({ key, ...how }, store, row, (next) => {
      active = next;
    });
    return isTaken ? active : null;
  }

  it('fold and unfold the group: Left, Right, Enter and Space', () => {
    const store = grouped();
    const isFolded = () => store.groups.at(2)?.folded;
    for (const [key, folded] of [
      ['ArrowRight', false],
      ['ArrowLeft', true],
      ['ArrowLeft', true],
      ['ArrowRight', false],
      ['Enter', true],
      [' ', false],
    ] as const) {
      expect(press(store, 2, key)).toBe(2);
      expect([key, isFolded()]).toEqual([key, folded]);
    }
    expect(shownRows(store)).toEqual(all);
  });

  it('fold and unfold all groups with Ctrl, from any row, which stays the active one or gives way to its group', () => {
    const store = grouped();
    expect(press(store, 4, 'ArrowLeft', control)).toBe(1);
    expect(shownRows(store).every((row) => row.startsWith('+'))).toBe(true);
    expect(press(store, 1, 'ArrowRight', control)).toBe(2);
    expect(shownRows(store)).toEqual(all);
  });

  it('are those of the table elsewhere: on units, with other modifiers, and where nothing is grouped', () => {
    const store = grouped();
    for (const [row, key, how] of [
      [1, 'ArrowLeft', none],
      [1, 'Enter', none],
      [0, 'ArrowDown', none],
      [0, 'a', control],
      [0, 'ArrowLeft', { ...none, shiftKey: true }],
    ] as const)
      expect(press(store, row, key, how)).toBeNull();
    store.groups.set(null);
    expect(press(store, 0, 'ArrowLeft', control)).toBeNull();
    expect(press(store, 0, 'ArrowLeft')).toBeNull();
  });

  it('a click on the row of a group does the same, and makes it the active one', () => {
    const store = grouped();
    const moved: number[] = [];
    expect(turnGroup(store, 1, (row) => moved.push(row))).toBe(false);
    expect(turnGroup(store, 2, (row) => moved.push(row))).toBe(true);
    expect([moved, shownRows(store)[2]]).toEqual([[2], '+ Tower: 1 of 2, 0 trapped']);
  });
});
