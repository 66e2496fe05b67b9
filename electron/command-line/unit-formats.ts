import type { Unit } from '../contract/units.ts';
import { csvLine } from '../core/export/csv.ts';
import { formatTable } from './table.ts';

export const unitFormats = ['table', 'json', 'csv', 'ndjson'] as const;
export type UnitFormat = (typeof unitFormats)[number];

type Column = readonly [title: string, value: (unit: Unit) => string];

const columns: readonly Column[] = [
  ['ID', (u) => u.id],
  ['Name', (u) => u.name],
  ['Site', (u) => u.site],
  ['City', (u) => u.city],
  ['Type', (u) => u.type],
  ['Status', (u) => u.status],
  ['Floor', (u) => u.floor ?? ''],
  ['Direction', (u) => u.direction ?? ''],
];
const csvColumns: readonly Column[] = [
  ...columns,
  ['Address', (u) => u.address],
  ['Country', (u) => u.country],
  ['Availability', (u) => (u.availability === null ? '' : String(u.availability))],
  ['Last event', (u) => (u.lastEventAt === null ? '' : new Date(u.lastEventAt).toISOString())],
];

/** Converts a list to text: before the first unit, for every page, and after the last page. */
export interface UnitFormatter {
  head(): string;
  page(units: readonly Unit[]): string;
  tail(): string;
}

/** A formatter for one list. Each page is written at once, except by `table`, which needs all cells for its widths. */
export function createUnitFormatter(format: UnitFormat): UnitFormatter {
  switch (format) {
    case 'table':
      return tableFormatter();
    case 'csv':
      return {
        head: () => csvLine(csvColumns.map(([title]) => title)),
        page: (units) => units.map(csvRow).join(''),
        tail: () => '',
      };
    case 'ndjson':
      return {
        head: () => '',
        page: (units) => units.map((u) => `${JSON.stringify(u)}\n`).join(''),
        tail: () => '',
      };
    case 'json':
      return jsonFormatter();
  }
}

function csvRow(unit: Unit): string {
  return csvLine(csvColumns.map(([, value]) => value(unit)));
}

function jsonFormatter(): UnitFormatter {
  let first = true;
  return {
    head: () => '[',
    page(units) {
      const text = units.map((unit, i) => `${first && i === 0 ? '' : ','}\n${JSON.stringify(unit)}`).join('');
      first &&= units.length === 0;
      return text;
    },
    tail: () => '\n]\n',
  };
}

function tableFormatter(): UnitFormatter {
  const rows: string[][] = [];
  return {
    head: () => '',
    page(units) {
      for (const unit of units) rows.push(columns.map(([, value]) => value(unit)));
      return '';
    },
    tail: () =>
      formatTable(
        columns.map(([title]) => title),
        rows,
      ),
  };
}
