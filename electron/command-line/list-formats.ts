/** How a list is printed, whatever its items are. */
import type { Cell } from '../contract/exports.ts';
import { byteOrderMark, csvLine, type Regional } from '../core/export/csv.ts';
import { regionalOf } from '../core/export/regional.ts';
import { printableJson } from '../core/printable.ts';
import type { ListFormat } from './options.ts';
import { type Columns, formatTable } from './table.ts';

/** What the items of a list are made of. */
export interface ListLayout<T> {
  /** For people. */
  columns: Columns<T>;
  csvColumns: Readonly<Record<string, (item: T) => Cell>>;
  /** For programs; the item itself unless given. */
  json?: (item: T) => unknown;
  /** What people have to see first; the other formats are written as the list comes. */
  isFirst?: (item: T) => boolean;
}

/** Converts a list to text: before the first item, for every page, and after the last page. */
export interface ListFormatter<T> {
  head(): string;
  page(items: readonly T[]): string;
  tail(): string;
}

/** What Excel expects on this computer; undefined for other formats. The locale is that of POSIX, else the system's. */
export async function regionalFor(format: ListFormat, env: NodeJS.ProcessEnv): Promise<Regional | undefined> {
  if (format !== 'excel') return undefined;
  const locale = env['LC_ALL'] || env['LC_NUMERIC'] || env['LANG'];
  return regionalOf(locale || new Intl.NumberFormat().resolvedOptions().locale);
}

/**
 * A formatter for one list. Each page is written at once, except by `table`, which needs all cells for its widths.
 * @param regional of `regionalFor`
 */
export function createListFormatter<T>(
  format: ListFormat,
  shape: ListLayout<T>,
  regional?: Regional,
): ListFormatter<T> {
  const { json = (item: T) => item } = shape;
  const ndjson = () => escaped(lines('', (item: T) => `${JSON.stringify(json(item))}\n`));
  const csv = () => csvFormatter('', shape);
  const excel = () => csvFormatter(byteOrderMark, shape, regional);
  const table = () => tableFormatter(shape);
  return { table, json: () => escaped(jsonFormatter(json)), csv, excel, ndjson }[format]();
}

function lines<T>(head: string, line: (item: T) => string, tail = ''): ListFormatter<T> {
  return { head: () => head, page: (items) => items.map(line).join(''), tail: () => tail };
}

/** A page at a time: line by line it would take longer. */
function escaped<T>(formatter: ListFormatter<T>): ListFormatter<T> {
  return { ...formatter, page: (items) => printableJson(formatter.page(items)) };
}

function csvFormatter<T>(mark: string, { csvColumns }: ListLayout<T>, regional?: Regional): ListFormatter<T> {
  const values = Object.values(csvColumns);
  const row = (cells: readonly Cell[]) => csvLine(cells, regional);
  return lines(mark + row(Object.keys(csvColumns)), (item) => row(values.map((value) => value(item))));
}

function jsonFormatter<T>(json: (item: T) => unknown): ListFormatter<T> {
  let before = '\n';
  function line(item: T): string {
    const text = before + JSON.stringify(json(item));
    before = ',\n';
    return text;
  }
  return lines('[', line, '\n]\n');
}

function tableFormatter<T>({ columns, isFirst }: ListLayout<T>): ListFormatter<T> {
  const all: T[] = [];
  return {
    head: () => '',
    page(items) {
      for (const item of items) all.push(item);
      return '';
    },
    tail: () =>
      formatTable(columns, isFirst ? [...all.filter(isFirst), ...all.filter((item) => !isFirst(item))] : all),
  };
}
