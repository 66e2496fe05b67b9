import type { Unit } from '../contract/units.ts';
import { csvLine } from '../core/export/csv.ts';
import { type Columns, formatTable } from './table.ts';

export const unitFormats = ['table', 'json', 'csv', 'ndjson'] as const;
export type UnitFormat = (typeof unitFormats)[number];

const columns: Columns<Unit> = {
  ID: (u) => u.id,
  Name: (u) => u.name,
  Site: (u) => u.site,
  City: (u) => u.city,
  Type: (u) => u.type,
  Status: (u) => u.status,
  Floor: (u) => u.floor,
  Direction: (u) => u.direction,
};
const csvColumns: Columns<Unit> = {
  ...columns,
  Address: (u) => u.address,
  Country: (u) => u.country,
  Availability: (u) => u.availability?.toString() ?? null,
  'Last event': (u) => (u.lastEventAt === null ? null : new Date(u.lastEventAt).toISOString()),
};

/** Converts a list to text: before the first unit, for every page, and after the last page. */
interface UnitFormatter {
  head(): string;
  page(units: readonly Unit[]): string;
  tail(): string;
}

/** A formatter for one list. Each page is written at once, except by `table`, which needs all cells for its widths. */
export function createUnitFormatter(format: UnitFormat): UnitFormatter {
  const ndjson = () => lines('', (unit) => `${JSON.stringify(unit)}\n`);
  return { table: tableFormatter, json: jsonFormatter, csv: csvFormatter, ndjson }[format]();
}

function lines(head: string, line: (unit: Unit) => string, tail = ''): UnitFormatter {
  return { head: () => head, page: (units) => units.map(line).join(''), tail: () => tail };
}

function csvFormatter(): UnitFormatter {
  const values = Object.values(csvColumns);
  return lines(csvLine(Object.keys(csvColumns)), (unit) => csvLine(values.map((value) => value(unit) ?? '')));
}

function jsonFormatter(): UnitFormatter {
  let before = '\n';
  function line(unit: Unit): string {
    const text = before + JSON.stringify(unit);
    before = ',\n';
    return text;
  }
  return lines('[', line, '\n]\n');
}

const isTrapped = ({ condition }: Unit) => condition === 'entrapment';

function tableFormatter(): UnitFormatter {
  const all: Unit[] = [];
  return {
    head: () => '',
    page(units) {
      for (const unit of units) all.push(unit);
      return '';
    },
    // Who is trapped comes first; the other formats are written as the list comes.
    tail: () => formatTable(columns, [...all.filter(isTrapped), ...all.filter((unit) => !isTrapped(unit))]),
  };
}
