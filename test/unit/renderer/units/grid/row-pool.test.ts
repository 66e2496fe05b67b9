import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRowPool, rowHeights } from '../../../../../renderer/units/grid/row-pool.ts';
import { FakeElement, fakeDocument } from '../../../../fakes/element.ts';
import { storeOf, unit } from '../sample.ts';

const rowHeight = rowHeights.comfortable;
const rowsInSight = 5;
const groupText = { name: () => '', count: () => '', trapped: () => null };
const noMarks = {
  active: -1,
  cell: null,
  selected: new Set<string>(),
  current: null,
  watched: 'watched',
  groupText,
};
const idOf = (position: number) => String(position).padStart(3, '0');

/** A table of 100 units, of which a few are in sight, with the pool that fills it. */
function table() {
  const store = storeOf(...Array.from({ length: 100 }, (_, position) => unit(idOf(position))));
  const [grid, body] = [new FakeElement(), new FakeElement()];
  grid.clientHeight = rowsInSight * rowHeight;
  const pool = createRowPool(grid as unknown as HTMLElement, body as unknown as HTMLElement, store);
  const render = () => void pool.render(noMarks, false, render);
  const rows = () => body.children.filter((row) => row instanceof FakeElement);
  const positions = () => rows().map((row) => Number(row.getAttribute('aria-rowindex')) - 2);
  const row = (position: number) =>
    rows().find((each) => each.getAttribute('aria-rowindex') === String(position + 2));
  return { store, grid, pool, render, rows, positions, row };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', fakeDocument);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a live update is news where its row is in sight, and is written with the next news where it is not', () => {
  const { store, pool, render, row } = table();
  render();
  vi.runAllTimers();
  expect(pool.hasNews).toBe(false);
  store.apply([{ id: idOf(8), at: 1, floor: '18' }]);
  expect(pool.hasNews).toBe(false);
  store.apply([{ id: idOf(2), at: 1, floor: '12' }]);
  expect(pool.hasNews).toBe(true);
  pool.refresh();
  expect(pool.hasNews).toBe(false);
  expect(row(2)?.textContent).toContain('12');
  expect(row(8)?.textContent).toContain('18');
});

it('another order writes the rows in sight, and those around them when the table rests', () => {
  const { store, render, row } = table();
  render();
  vi.runAllTimers();
  store.sortBy('id');
  store.sortBy('id');
  render();
  // A mark that changes meanwhile, or whatever else has the table rendered, leaves it at that.
  render();
  expect(row(0)?.textContent).toContain(idOf(99));
  expect(row(8)?.textContent).toContain(idOf(8));
  vi.runAllTimers();
  expect(row(8)?.textContent).toContain(idOf(91));
});

it('a scroll does not wait for that', () => {
  const { store, grid, render, row } = table();
  render();
  vi.runAllTimers();
  store.sortBy('id');
  store.sortBy('id');
  render();
  grid.scrollTop = rowHeight;
  render();
  expect(row(8)?.textContent).toContain(idOf(91));
});

it('rows come in the order of the table, also when all of them are made anew further down', () => {
  const { store, grid, render, positions } = table();
  render();
  vi.runAllTimers();
  grid.scrollTop = 50 * rowHeight;
  render();
  vi.runAllTimers();
  store.setDensity('compact');
  render();
  vi.runAllTimers();
  expect(positions().length).toBeGreaterThan(rowsInSight);
  expect(positions()).toEqual([...positions()].sort((a, b) => a - b));
});

it('rows and cells say what they are to assistive technology', () => {
  const { store, render, row } = table();
  render();
  const cells = row(0)?.children.filter((cell) => cell instanceof FakeElement) ?? [];
  expect(row(0)?.getAttribute('role')).toBe('row');
  expect(row(0)?.getAttribute('aria-selected')).toBe('false');
  expect(cells.map((cell) => cell.getAttribute('role'))).toEqual(store.columns.map(() => 'gridcell'));
  expect(cells.map((cell) => cell.getAttribute('aria-colindex'))).toEqual(
    store.columns.map((_, index) => String(index + 1)),
  );
  expect(cells.map(({ className }) => className)).toEqual(
    store.columns.map((column) => `unit-cell column-${column}`),
  );
});

it('says which rows are in sight, also at the end of the table', () => {
  const { grid, pool } = table();
  const sight = () => pool.render(noMarks, false, () => undefined);
  expect(sight()).toEqual({ from: 0, to: rowsInSight });
  grid.scrollTop = 40 * rowHeight;
  expect(sight()).toEqual({ from: 40, to: 40 + rowsInSight });
  grid.scrollTop = 98 * rowHeight;
  expect(sight()).toEqual({ from: 98, to: 100 });
});

it('rows that leave the view on one side come back on the other, up and down', () => {
  const { grid, render, rows, positions, row } = table();
  grid.scrollTop = 40 * rowHeight;
  render();
  vi.runAllTimers();
  const before = new Set(rows());
  for (const top of [42, 41, 38, 39]) {
    grid.scrollTop = top * rowHeight;
    render();
    vi.runAllTimers();
    expect(positions()).toEqual([...positions()].sort((a, b) => a - b));
    expect(row(top)?.textContent).toContain(idOf(top));
    expect(row(top + rowsInSight)?.textContent).toContain(idOf(top + rowsInSight));
    // None was made anew.
    expect(rows().every((each) => before.has(each))).toBe(true);
  }
});

it('tells assistive technology the active row, or its cell while the keys move by cell', () => {
  const { grid, pool, row } = table();
  const pointsAt = (active: number, cell: 'city' | 'name' | null) => {
    pool.render({ ...noMarks, active, cell }, false, () => undefined);
    return grid.getAttribute('aria-activedescendant');
  };
  expect(pointsAt(1, null)).toBe('unit-row-1');
  expect(pointsAt(1, 'city')).toBe('unit-row-1-city');
  expect(row(1)?.children.filter((cell) => 'id' in cell && cell.id !== '')).toHaveLength(1);
  expect(pointsAt(2, 'name')).toBe('unit-row-2-name');
  expect(row(1)?.children.filter((cell) => 'id' in cell && cell.id !== '')).toEqual([]);
  expect(pointsAt(2, null)).toBe('unit-row-2');
  expect(pointsAt(90, 'name')).toBeNull();
});

it('marks the unit that the details show, which is neither the selected nor the active one', () => {
  const { pool, row } = table();
  const marks = { ...noMarks, active: 0, selected: new Set([idOf(1)]), current: idOf(2) };
  pool.render(marks, false, () => undefined);
  const [first, second, third] = [row(0), row(1), row(2)];
  expect(third?.getAttribute('aria-current')).toBe('true');
  expect([first?.hasAttribute('aria-current'), second?.hasAttribute('aria-current')]).toEqual([false, false]);
  expect([second, third].map((each) => each?.getAttribute('aria-selected'))).toEqual(['true', 'false']);
  pool.render({ ...marks, current: null }, false, () => undefined);
  expect(third?.hasAttribute('aria-current')).toBe(false);
});

it('a first column that is as wide as the table does not cover the others', () => {
  const { store, grid, render } = table();
  const isPinned = () => grid.hasAttribute('data-pinned');
  grid.clientWidth = 600;
  render();
  expect(isPinned()).toBe(true);
  store.setWidths({ name: 500 });
  render();
  expect(isPinned()).toBe(false);
});
