import { unitColumns } from '../../../electron/contract/names.ts';
import type { Column } from './columns.ts';

/** Moves a column to the place of another; what lies between makes room. */
export function moveTo(shown: readonly Column[], column: Column, target: Column): Column[] {
  const place = shown.indexOf(target);
  const rest = shown.filter((each) => each !== column);
  return place < 0 || rest.length === shown.length ? [...shown] : rest.toSpliced(place, 0, column);
}

/** Moves a column by one place; -1 is to the left. At the end it stays where it is. */
export function moveBy(shown: readonly Column[], column: Column, by: -1 | 1): Column[] {
  const target = shown[shown.indexOf(column) + by];
  return target === undefined ? [...shown] : moveTo(shown, column, target);
}

/** Shows a column, behind the one that it usually follows, or hides it. The last one stays. */
export function toggle(shown: readonly Column[], column: Column): Column[] {
  if (shown.includes(column)) {
    return shown.length === 1 ? [...shown] : shown.filter((each) => each !== column);
  }
  const before = unitColumns.slice(0, unitColumns.indexOf(column)).findLast((each) => shown.includes(each));
  return shown.toSpliced(before === undefined ? 0 : shown.indexOf(before) + 1, 0, column);
}
