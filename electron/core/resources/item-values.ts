/** The single values of an item whose shape nobody knows, as it was written (R42, R43). */
import { withNumbersAsTexts } from '../json.ts';
import { textIn } from '../units/unit-values.ts';

/** By their path in lower case, with the path as it is spelled. Names are joined by dots; lists have no place. */
export type ItemValues = ReadonlyMap<string, { readonly path: string; readonly value: unknown }>;

/** Values nested deeper are left out. */
const deepest = 6;
const mostColumns = 50;

/**
 * Numbers that would be written otherwise once they are parsed: many digits, exponents, zeros at the end. An exponent
 * belongs to what starts as a number: the letters of a GUID are none.
 */
const suspicious = /\d{16}|\.\d{14}|(?:^|[\s:,[])-?\d[\d.]*[eE]|\.\d*0\b|-0\b/;
/** Beyond fifteen digits a spreadsheet, or the next program, would lose some. */
const isOtherwise = (number: string) => /\d{16}/.test(number) || String(Number(number)) !== number;

/**
 * @param item parsed from `json`
 * @param json has the digits of numbers that JavaScript would write otherwise
 */
export function itemValues(item: unknown, json: string): ItemValues {
  const values = new Map<string, { path: string; value: unknown }>();
  const exact = suspicious.test(json) ? exactly(item, json) : item;
  if (typeof exact === 'object') collect(values, exact, '', 0);
  else values.set('value', { path: 'value', value: exact });
  return values;
}

function exactly(item: unknown, json: string): unknown {
  try {
    return withNumbersAsTexts(json, isOtherwise);
  } catch {
    // It is nested so deeply that nobody will read it.
    return item;
  }
}

function collect(
  values: Map<string, { path: string; value: unknown }>,
  from: object | null,
  prefix: string,
  depth: number,
): void {
  if (from === null || Array.isArray(from) || depth > deepest) return;
  for (const [name, value] of Object.entries(from)) {
    const path = prefix + name;
    const known = path.toLowerCase();
    if (typeof value === 'object' && value !== null) collect(values, value, `${path}.`, depth + 1);
    else if ((values.get(known)?.value ?? null) === null) values.set(known, { path, value });
  }
}

/** The cell of a column: a text as it came, a number only where it is written as JavaScript does, null for none. */
export function cellIn(values: ItemValues, column: string): string | number | null {
  const value = values.get(column.toLowerCase())?.value;
  return typeof value === 'number' ? value : (textIn(value) ?? null);
}

/** The columns of items whose columns are not declared: their properties in the order in which they were found. */
export function columnsOf(items: readonly ItemValues[]): string[] {
  const found = new Map<string, { path: string; isEmpty: boolean }>();
  for (const values of items) {
    for (const [known, { path, value }] of values) {
      const column = found.get(known) ?? { path, isEmpty: true };
      if (value !== null) column.isEmpty = false;
      found.set(known, column);
    }
  }
  const holders = new Set([...found.keys()].flatMap(holdersOf));
  return [...found]
    .filter(([known]) => !/(?:^|\.)@|@odata\./.test(known))
    .filter(([known, { isEmpty }]) => !isEmpty || !holders.has(known))
    .slice(0, mostColumns)
    .map(([, { path }]) => path);
}

/** The objects around a value: of `a.b.c` that is `a` and `a.b`. */
function holdersOf(path: string): string[] {
  return [...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index));
}
