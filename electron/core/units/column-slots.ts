/** How a column is found in what a service sends, in a list or in an event: by name in any letter case, also in nested objects. */
import { writtenNumber } from '../json.ts';

/** A column, and while an object is read the best value so far. */
export interface ColumnSlot<T> {
  /** Where it may be, the best place first: names of properties with dots between. */
  paths: readonly string[];
  /** Undefined for what is no value of this column: then another path may have one. */
  readonly read: (value: unknown) => T | undefined;
  value: T | undefined;
  /** The index of the value's path. */
  rank: number;
  /** The name that it was found under, as it was spelled. */
  name: string;
}

export function columnSlot<T>(
  read: (value: unknown) => T | undefined,
  ...paths: readonly string[]
): ColumnSlot<T> {
  return { paths, read, value: undefined, rank: paths.length, name: '' };
}

/** A property that leads to columns. */
interface Branch {
  /** The columns that its own value may be, with the rank of that. */
  readonly ends: { column: ColumnSlot<unknown>; rank: number }[];
  /** The properties of an object in it, by name in lower case. */
  readonly inner: Map<string, Branch>;
  /** The same by name as it was spelled, so that a list's names are put into lower case once; null for no branch. */
  readonly spelled: Map<string, Branch | null>;
}

/** Items may have made-up names without end. */
const mostSpelled = 1_000;

function branch(): Branch {
  return { ends: [], inner: new Map(), spelled: new Map() };
}

function treeOf(columns: readonly ColumnSlot<unknown>[]): Branch {
  const trunk = branch();
  for (const column of columns) {
    for (const [rank, path] of column.paths.entries()) {
      let at = trunk;
      for (const name of path.toLowerCase().split('.')) {
        const next = at.inner.get(name) ?? branch();
        at.inner.set(name, next);
        at = next;
      }
      at.ends.push({ column, rank });
      // Some services write an inner name flat, with the dot in it.
      trunk.inner.set(path.toLowerCase(), at);
    }
  }
  return trunk;
}

/** Fills these slots, whose paths stay what they are, with what objects say. */
export function createSlotFiller(slots: readonly ColumnSlot<unknown>[]) {
  const root = treeOf(slots);

  /** The slots hold what the object says until the next call. */
  function fill(item: object): void {
    for (const column of slots) {
      column.value = undefined;
      column.rank = column.paths.length;
    }
    collect(root, item as Fields);
  }

  return {
    fill,
    /**
     * The value of a slot; a number as a text, digit for digit as it is written (R42), and undefined if that cannot be
     * told. Afterwards the slots hold the object, as before.
     * @param item what the slots hold
     * @param json the text that it was parsed from; without, a number is written as JavaScript does
     * @param itemIn where the object is in what the text says
     */
    written<T>(
      column: ColumnSlot<T>,
      item: object,
      json: (() => string) | undefined,
      itemIn = (parsed: unknown) => parsed,
    ): Exclude<T, number> | string | undefined {
      const { value, name } = column;
      if (typeof value !== 'number') return value as Exclude<T, number> | undefined;
      if (json === undefined) return String(value);
      return writtenNumber(json(), name, value, (parsed) => {
        fill(Object(itemIn(parsed)));
        const written = column.value;
        fill(item);
        return written;
      });
    },
  };
}

type Fields = Record<string, unknown>;

function collect(from: Branch, fields: Fields): void {
  for (const name of Object.keys(fields)) {
    const next = follow(from, name);
    const value = next && fields[name];
    if (next === null || value === null) continue;
    offer(next, name, value);
    if (typeof value === 'object' && next.inner.size > 0) collect(next, value as Fields);
  }
}

function follow(from: Branch, name: string): Branch | null {
  let next = from.spelled.get(name);
  if (next === undefined) {
    next = from.inner.get(name.toLowerCase()) ?? null;
    if (from.spelled.size < mostSpelled) from.spelled.set(name, next);
  }
  return next;
}

function offer({ ends }: Branch, name: string, value: unknown): void {
  for (const { column, rank } of ends) {
    const read = rank < column.rank ? column.read(value) : undefined;
    if (read === undefined) continue;
    column.value = read;
    column.rank = rank;
    column.name = name;
  }
}
