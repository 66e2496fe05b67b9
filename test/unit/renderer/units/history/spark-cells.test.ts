import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { en } from '../../../../../renderer/ui/strings/en.ts';
import { exportColumns, exportRow, tableOf } from '../../../../../renderer/units/export/export-table.ts';
import { createRowPool, rowHeights } from '../../../../../renderer/units/grid/row-pool.ts';
import { createUnitSparks } from '../../../../../renderer/units/history/unit-sparks.ts';
import { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { FakeElement, fakeDocument } from '../../../../fakes/element.ts';
import { shownIds, unit } from '../sample.ts';

const marks = {
  active: -1,
  cell: null,
  selected: new Set<string>(),
  current: null,
  watched: 'watched',
  groupText: { name: () => '', count: () => '', trapped: () => null },
};

function table() {
  const sparks = createUnitSparks();
  const store = new UnitStore(createUnitText('en', en.units.labels, undefined, sparks), {
    budget: Number.POSITIVE_INFINITY,
  });
  store.append([unit('b'), unit('a', { name: 'Alpha' })]);
  store.setColumns(['name', 'history']);
  const [grid, body] = [new FakeElement(), new FakeElement()];
  grid.clientHeight = 5 * rowHeights.comfortable;
  const pool = createRowPool(grid as unknown as HTMLElement, body as unknown as HTMLElement, store);
  pool.render(marks, true, () => undefined);
  const cell = (row: number) => {
    const found = body.children[row];
    return found instanceof FakeElement ? found.children[1] : undefined;
  };
  return { sparks, store, pool, cell };
}

const pictureIn = (cell: FakeElement['children'][number] | undefined) =>
  cell instanceof FakeElement && cell.children[0] instanceof FakeElement
    ? cell.children[0].style['backgroundImage']
    : undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', fakeDocument);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('what comes for a row in sight is written, though its unit has not changed', () => {
  const { sparks, store, pool, cell } = table();
  expect(pool.hasNews).toBe(false);
  sparks.set(unit('b'), [1, 3], 0);
  store.retell();
  expect(pool.hasNews).toBe(true);
  pool.refresh();
  expect(pool.hasNews).toBe(false);
  expect(pictureIn(cell(0))).toContain('var(--spark-out) 50%');
  expect((cell(0) as FakeElement).textContent).toBe('Out of service 1/2, In service 1/2');
  expect(pictureIn(cell(1))).toBeUndefined();
});

it('another order of the same numbers is another picture', () => {
  const { sparks, store, pool, cell } = table();
  sparks.set(unit('b'), [1, 3], 0);
  pool.refresh();
  sparks.set(unit('b'), [3, 1], 0);
  expect(pool.hasNews).toBe(true);
  pool.refresh();
  expect(pictureIn(cell(0))).toContain('var(--spark-out) 0%');
  expect(store.text.sparkTitle(unit('b'))).toBe(
    'The worst of every 6 hours: Out of service 1/2, In service 1/2',
  );
  expect(store.text.sparkTitle(unit('a'))).toBe('');
});

it('nothing is ordered by the column, and no file has it', () => {
  const { sparks, store } = table();
  sparks.set(unit('b'), [3], 0);
  sparks.set(unit('a'), [1], 0);
  // A view of another version may say so.
  store.setSort({ column: 'history', descending: false });
  expect(shownIds(store)).toEqual(['b', 'a']);
  expect(exportColumns(store.columns)).toEqual(['name']);
  const file = tableOf(store, ['Name'], 'csv');
  expect(file.units.map((each) => exportRow(file, each))).toEqual([['Unit b'], ['Alpha']]);
  store.setColumns(['history']);
  expect(exportColumns(store.columns)).toEqual(['id']);
});
