import { expect, it } from 'vitest';
import {
  changeColumn,
  columnCommandFor,
  isPossible,
} from '../../../../../renderer/units/grid/column-commands.ts';
import { columnRules, gridSizes } from '../../../../../renderer/units/grid/column-sizes.ts';
import { storeOf } from '../sample.ts';

/** A grid whose columns are 100 px wide on the screen. */
const grid = { querySelector: () => ({ offsetWidth: 100 }) } as unknown as HTMLElement;

it('a column is moved, made wider and narrower, and hidden', () => {
  const store = storeOf();
  store.setColumns(['name', 'city', 'site']);
  changeColumn('right', 'name', store, grid);
  expect(store.columns).toEqual(['city', 'name', 'site']);
  changeColumn('left', 'site', store, grid);
  expect(store.columns).toEqual(['city', 'site', 'name']);
  changeColumn('wider', 'city', store, grid);
  changeColumn('narrower', 'site', store, grid);
  expect(store.widths).toEqual({ city: 124, site: 76 });
  changeColumn('hide', 'site', store, grid);
  expect(store.columns).toEqual(['city', 'name']);
});

it('nothing is offered that would change nothing', () => {
  const shown = ['name', 'city', 'site'] as const;
  expect(isPossible('left', 'name', shown)).toBe(false);
  expect(isPossible('right', 'name', shown)).toBe(true);
  expect(isPossible('right', 'site', shown)).toBe(false);
  expect(isPossible('hide', 'site', shown)).toBe(true);
  expect(isPossible('hide', 'site', ['site'])).toBe(false);
  expect(isPossible('wider', 'site', ['site'])).toBe(true);
});

it('the keys need both Alt and Shift', () => {
  const press = (key: string, altKey: boolean, shiftKey: boolean) =>
    columnCommandFor({ key, altKey, shiftKey });
  expect(press('ArrowLeft', true, true)).toBe('left');
  expect(press('ArrowUp', true, true)).toBe('wider');
  expect(press('ArrowLeft', true, false)).toBeNull();
  expect(press('ArrowLeft', false, true)).toBeNull();
  expect(press('Enter', true, true)).toBeNull();
});

it('a width of the user holds: the column neither grows nor shrinks', () => {
  expect(columnRules(['name', 'site'], { site: 120 })).toEqual([
    '.unit-cell.column-name { flex: 1 0 var(--name-width); max-width: 340px; }',
    '.unit-cell.column-site { flex: 0 0 120px; max-width: none; }',
  ]);
  expect(gridSizes(['name', 'site'], { site: 120 })).toEqual({ '--columns-width': '384px' });
  expect(columnRules(['name'], { name: 400 })).toEqual([
    '.unit-cell.column-name { flex: 0 0 400px; max-width: none; }',
  ]);
  expect(gridSizes(['name'], { name: 400 })).toMatchObject({ '--name-width': '400px' });
});
