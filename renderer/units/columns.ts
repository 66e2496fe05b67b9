/** The columns of the table, in their order. */
export const columns = [
  'name',
  'id',
  'site',
  'address',
  'city',
  'country',
  'type',
  'status',
  'floor',
  'direction',
  'availability',
  'lastEvent',
] as const;

/** The name of a column. */
export type Column = (typeof columns)[number];
