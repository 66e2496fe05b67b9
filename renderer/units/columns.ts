/** The columns of the table, in their order: what it is, how it is, where it is, and then the rest. */
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
] as const;

/** The name of a column. */
export type Column = (typeof columns)[number];
