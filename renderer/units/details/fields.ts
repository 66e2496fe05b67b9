import { haystackOf, wordsOf } from '../../../electron/contract/fold.ts';

/** One line of the field list: a value, or the heading of nested fields. */
export interface Field {
  /** The path in the API's data, for instance "doors[0].state"; identifies the line. */
  readonly path: string;
  /** The API's name for the field, or the index in an array, from 1. */
  readonly name: string;
  /** Nesting depth; 0 for the unit's own fields. */
  readonly depth: number;
  /** Null for the heading of an object or an array. */
  readonly value: FieldValue | null;
  /** How many entries an array or an object has; 0 for a value. */
  readonly entries: number;
}

/** A value: the text as the API sent it, or which kind of missing value it is. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string; readonly time: number | null }
  | { readonly kind: 'null' | 'empty' };

/** Deeper values are shown as JSON: nobody reads ten levels of indentation. */
const deepest = 6;

/**
 * The fields of a unit as lines, in the API's order. An array of plain values is one line. A date keeps its text and
 * also gets `time` (ms since 1970).
 */
export function fieldsOf(sent: Readonly<Record<string, unknown>>): Field[] {
  return Object.entries(sent).flatMap(([name, value]) =>
    linesOf(value, { path: pathTo('', name), name, depth: 0 }),
  );
}

/** Quotes names with a dot, for instance, so that no two fields have the same path. */
function pathTo(parent: string, name: string): string {
  if (!/^[\p{L}\p{N}_-]+$/u.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

type Place = Pick<Field, 'path' | 'name' | 'depth'>;

function linesOf(value: unknown, place: Place): Field[] {
  const nested = nestedIn(value);
  if (nested === null || place.depth >= deepest) return [{ ...place, value: valueIn(value), entries: 0 }];
  const isArray = Array.isArray(value);
  const below = nested.flatMap(([key, entry], index) =>
    linesOf(entry, {
      path: isArray ? `${place.path}[${index}]` : pathTo(place.path, key),
      name: isArray ? String(index + 1) : key,
      depth: place.depth + 1,
    }),
  );
  return [{ ...place, value: null, entries: nested.length }, ...below];
}

/** The entries to show below a value; null if it fits on its own line. */
function nestedIn(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  if (entries.length === 0 || (Array.isArray(value) && value.every(isPlain))) return null;
  return entries;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function valueIn(value: unknown): FieldValue {
  if (value === null || value === undefined) return { kind: 'null' };
  const text = textOf(value);
  return text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text, time: timeOf(value) };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(isPlain)) return value.map(String).join(', ');
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// Without a time zone, a date cannot be converted.
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !isoTime.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/**
 * The fields with every word of the query in their name, path or value, and the headings above them. An empty query
 * finds all.
 */
export function matchingFields(fields: readonly Field[], query: string): readonly Field[] {
  const words = wordsOf(query);
  if (words.length === 0) return fields;
  const found: Field[] = [];
  let headings: Field[] = [];
  for (const field of fields) {
    headings = headings.filter(({ depth }) => depth < field.depth);
    if (field.value === null) headings = [...headings, field];
    else if (matches(field, words)) {
      found.push(...headings.filter((heading) => !found.includes(heading)), field);
    }
  }
  return found;
}

/** "last event" also finds "lastEventAt". */
function matches({ path, value }: Field, words: readonly string[]): boolean {
  const spaced = path.replace(/([a-z\d])([A-Z])/gu, '$1 $2');
  const text = value?.kind === 'text' ? value.text : '';
  const haystack = haystackOf(`${path}\n${spaced}\n${text}`);
  return words.every((word) => haystack.includes(word));
}
