import type { Unit } from '../contract/units.ts';
import type { Regional } from '../core/export/csv.ts';
import { conditionOf } from '../core/units/unit-status.ts';
import { createListFormatter, type ListFormat, type ListFormatter, type ListLayout } from './list-formats.ts';

const columns: ListLayout<Unit>['columns'] = {
  ID: (u) => u.id,
  Name: (u) => u.name,
  Site: (u) => u.site,
  City: (u) => u.city,
  Type: (u) => u.type,
  Status: (u) => u.status,
  Floor: (u) => u.floor,
  Direction: (u) => u.direction,
};
const shape: ListLayout<Unit> = {
  columns: { ...columns, Status: meantStatus },
  csvColumns: {
    ...columns,
    Address: (u) => u.address,
    Country: (u) => u.country,
    Availability: (u) => u.availability,
    'Last event': (u) => (u.lastEventAt === null ? null : { at: u.lastEventAt }),
  },
  // Who is trapped comes first.
  isFirst: ({ condition }) => condition === 'entrapment',
};

/** With its meaning, where only the connection knows that: "6" tells nobody that somebody is trapped. */
function meantStatus({ status, condition }: Unit): string {
  return conditionOf(status) === condition ? status : `${status} (${condition})`;
}

/** A formatter for one list of units. @param regional what Excel expects on this computer, for `excel` */
export function createUnitFormatter(format: ListFormat, regional?: Regional): ListFormatter<Unit> {
  return createListFormatter(format, shape, regional);
}
