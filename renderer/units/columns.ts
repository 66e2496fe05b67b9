import type { unitColumns } from '../../electron/contract.ts';

/** The name of a column. */
export type Column = (typeof unitColumns)[number];

/** The columns of the table, in their usual order; the contract's list, which the page may not import at run time. */
export const columns = [
  'name',
  'status',
  'site',
  'city',
  'floor',
  'direction',
  'type',
  'id',
  'address',
  'country',
  'availability',
  'lastEvent',
] as const satisfies typeof unitColumns;

/** True for a column that live updates change. */
export function isLive(column: Column): boolean {
  return column === 'status' || column === 'floor' || column === 'direction' || column === 'lastEvent';
}
