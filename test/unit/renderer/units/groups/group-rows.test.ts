import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { createRowPool, rowHeights } from '../../../../../renderer/units/grid/row-pool.ts';
import { groupTextIn } from '../../../../../renderer/units/groups/use-group-text.ts';
import { FakeElement, fakeDocument } from '../../../../fakes/element.ts';
import { storeOf, unit } from '../sample.ts';

const rowHeight = rowHeights.comfortable;
const rowsInSight = 5;
const groupText = groupTextIn(createTranslations('en').t);

/** A table of 40 units on four sites, with the pool that fills it. */
function table() {
  const store = storeOf(
    ...Array.from({ length: 40 }, (_, index) =>
      unit(String(index).padStart(2, '0'), { site: `Site ${index % 4}` }),
    ),
  );
  const [grid, body] = [new FakeElement(), new FakeElement()];
  grid.clientHeight = rowsInSight * rowHeight;
  const pool = createRowPool(grid as unknown as HTMLElement, body as unknown as HTMLElement, store);
  let active = 0;
  const render = () =>
    void pool.render(
      { active, cell: null, selected: new Set(['00']), current: null, watched: 'watched', groupText },
      false,
      render,
    );
  const rows = () => body.children.filter((row) => row instanceof FakeElement);
  const row = (position: number) =>
    rows().find((each) => each.getAttribute('aria-rowindex') === String(position + 2));
  const activate = (position: number) => {
    active = position;
    render();
  };
  return { store, grid, pool, render, row, activate };
}
/** What of a row a screen reader hears. */
const said = (row: FakeElement | undefined) =>
  ['data-group', 'aria-level', 'aria-expanded', 'aria-selected'].map((name) => row?.getAttribute(name));
/** The text of the cells that the style sheet shows. */
const shown = (row: FakeElement | undefined) =>
  row?.children
    .filter((cell) => cell instanceof FakeElement)
    .filter((cell) => (cell.className === 'group-cell') === row.hasAttribute('data-group'))
    .map((cell) => cell.textContent)
    .join('|');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', fakeDocument);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('the row of a group says its name and counts, its level, and whether it is folded', () => {
  const { store, render, row } = table();
  store.groups.set('site');
  render();
  expect(shown(row(0))).toBe('Site 0 — 0 of 10 out');
  expect(said(row(0))).toEqual(['', '1', 'true', null]);
  expect(shown(row(1))).toContain('Unit 00');
  expect(said(row(1))).toEqual([null, '2', null, 'true']);
  store.groups.fold('Site 0', true);
  render();
  vi.runAllTimers();
  expect(said(row(0))).toEqual(['', '1', 'false', null]);
  expect(shown(row(1))).toBe('Site 1 — 0 of 10 out');
  expect(said(row(1))).toEqual(['', '1', 'true', null]);
  store.groups.fold('Site 0', false);
  render();
  vi.runAllTimers();
  expect(shown(row(1))).toContain('Unit 00');
  expect(said(row(1))).toEqual([null, '2', null, 'true']);
});

it('a table that is not grouped has no levels, also after it was', () => {
  const { store, render, row } = table();
  render();
  expect(said(row(0))).toEqual([null, null, null, 'true']);
  store.groups.set('site');
  render();
  store.groups.set(null);
  render();
  expect(said(row(0))).toEqual([null, null, null, 'true']);
});

it('the cell of a group is as wide as all columns', () => {
  const { store, render, row } = table();
  store.groups.set('site');
  render();
  const cell = row(0)?.children.find(
    (each) => each instanceof FakeElement && each.className === 'group-cell',
  ) as FakeElement;
  expect(cell.getAttribute('role')).toBe('gridcell');
  expect(cell.getAttribute('aria-colspan')).toBe(String(store.columns.length));
});

it('counts that a live update has changed are news, and are written where the row stands', () => {
  const { store, pool, render, row } = table();
  store.groups.set('site');
  render();
  vi.runAllTimers();
  // A unit out of sight.
  store.apply([{ id: '36', at: 1, condition: 'entrapment' }]);
  expect(pool.hasNews).toBe(true);
  pool.refresh();
  expect(pool.hasNews).toBe(false);
  expect(shown(row(0))).toBe('Site 0 — 1 of 10 out1 entrapment');
});

it('the grid points at the active row, a group or a unit, and at none that is not written', () => {
  const { store, grid, row, activate } = table();
  store.groups.set('site');
  activate(0);
  expect(grid.getAttribute('aria-activedescendant')).toBe(row(0)?.id);
  activate(1);
  expect(grid.getAttribute('aria-activedescendant')).toBe(row(1)?.id);
  activate(30);
  expect(grid.getAttribute('aria-activedescendant')).toBeNull();
});

it('rows that leave the view come back with what belongs there, groups and units', () => {
  const { store, grid, render, row } = table();
  store.groups.set('site');
  render();
  for (const top of [0, 9, 12, 33, 20, 11, 0]) {
    grid.scrollTop = top * rowHeight;
    render();
    vi.runAllTimers();
    for (let position = top; position < top + rowsInSight; position += 1) {
      const group = store.groups.at(position);
      const text = group === undefined ? (store.at(position)?.name ?? '?') : `${group.key} — `;
      expect(shown(row(position))).toContain(text);
    }
  }
});
