import type { Cell } from '../contract/exports.ts';
import { type UnitColumn, unitColumns } from '../contract/names.ts';
import { type TimeColumn, timeAt } from '../contract/unit-times.ts';
import type { Unit } from '../contract/units.ts';
import { AppError } from '../core/errors.ts';
import type { Regional } from '../core/export/csv.ts';
import { conditionOf } from '../core/units/unit-status.ts';
import { createListFormatter, type ListFormatter, type ListLayout } from './list-formats.ts';
import type { ListFormat } from './options.ts';

interface UnitField {
  title: string;
  /** Its property in JSON. */
  key: keyof Unit;
  value: (unit: Unit) => string | number | null;
  /** For people. */
  text: (unit: Unit) => string | null;
  /** What it is in CSV. */
  cell: (unit: Unit) => Cell;
}

function field(title: string, key: Exclude<UnitColumn, TimeColumn>): UnitField {
  const value = (unit: Unit) => unit[key];
  return { title, key, value, text: (unit) => unit[key]?.toString() ?? null, cell: value };
}

function timeField(title: string, key: keyof Unit, column: TimeColumn): UnitField {
  const value = (unit: Unit) => timeAt(unit, column);
  const at = <T>(unit: Unit, as: (ms: number) => T) => {
    const ms = value(unit);
    return ms === null ? null : as(ms);
  };
  return {
    title,
    key,
    value,
    text: (unit) => at(unit, (ms) => new Date(ms).toISOString()),
    cell: (unit) => at(unit, (ms) => ({ at: ms })),
  };
}

const fields: Record<UnitColumn, UnitField> = {
  id: field('ID', 'id'),
  name: field('Name', 'name'),
  site: field('Site', 'site'),
  city: field('City', 'city'),
  type: field('Type', 'type'),
  status: { ...field('Status', 'status'), text: meantStatus },
  outSince: timeField('Out since', 'outSince', 'outSince'),
  floor: field('Floor', 'floor'),
  direction: field('Direction', 'direction'),
  address: field('Address', 'address'),
  country: field('Country', 'country'),
  availability: field('Availability', 'availability'),
  lastEvent: timeField('Last event', 'lastEventAt', 'lastEvent'),
  lastSeen: timeField('Last seen', 'lastSeenAt', 'lastSeen'),
};
const inTable = ['id', 'name', 'site', 'city', 'type', 'status', 'floor', 'direction'] as const;
const inCsv = [...inTable, 'address', 'country', 'availability', 'lastEvent'] as const;

/** With its meaning, where only the connection knows that: "6" tells nobody that somebody is trapped. */
function meantStatus({ status, condition }: Unit): string {
  return conditionOf(status) === condition ? status : `${status} (${condition})`;
}

interface UnitFormat {
  /** What Excel expects on this computer, for `excel`. */
  regional?: Regional | undefined;
  /** Only these, in this order. */
  columns?: readonly UnitColumn[] | undefined;
  /** The units come as somebody wants them. */
  isSorted?: boolean;
}

/** A formatter for one list of units. */
export function createUnitFormatter(
  format: ListFormat,
  { regional, columns, isSorted = false }: UnitFormat = {},
): ListFormatter<Unit> {
  const table = (columns ?? inTable).map((column) => fields[column]);
  const csv = (columns ?? inCsv).map((column) => fields[column]);
  const json = (unit: Unit) => Object.fromEntries(table.map(({ key, value }) => [key, value(unit)]));
  const layout: ListLayout<Unit> = {
    columns: Object.fromEntries(table.map(({ title, text }) => [title, text])),
    csvColumns: Object.fromEntries(csv.map(({ title, cell }) => [title, cell])),
    ...(columns ? { json } : {}),
    // Who is trapped comes first.
    ...(isSorted ? {} : { isFirst: ({ condition }) => condition === 'entrapment' }),
  };
  return createListFormatter(format, layout, regional);
}

/** The columns of `--columns id,city`; undefined if it was not given. Throws `usage`. */
export function chosenColumns(text: string | undefined): UnitColumn[] | undefined {
  return text === undefined
    ? undefined
    : [...new Set(namesIn(text).map((name) => column('--columns', name)))];
}

/** The order of `--sort city,name:desc`; undefined if it was not given. Units without a value come last. Throws `usage`. */
export function chosenOrder(text: string | undefined): ((a: Unit, b: Unit) => number) | undefined {
  if (text === undefined) return undefined;
  // The same order wherever it runs; 9 comes before 10.
  const { compare } = new Intl.Collator('en', { numeric: true });
  const orders = namesIn(text).map((name) => {
    const [, named = '', direction] = /^(.*?)(?::(asc|desc))?$/i.exec(name) ?? [];
    return {
      value: fields[column('--sort', named)].value,
      sign: direction?.toLowerCase() === 'desc' ? -1 : 1,
    };
  });
  return (a, b) => {
    for (const { value, sign } of orders) {
      const [one, other] = [value(a) ?? '', value(b) ?? ''];
      const isMissing = Number(one === '') - Number(other === '');
      const difference = isMissing || sign * compared(one, other, compare);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function compared(a: string | number, b: string | number, compare: (a: string, b: string) => number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
}

function namesIn(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function column(option: string, name: string): UnitColumn {
  const found = unitColumns.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new AppError('usage', `${option} knows no column "${name}".`, {
    hint: `Known are: ${unitColumns.join(', ')}.`,
  });
}
