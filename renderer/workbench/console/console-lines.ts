/** A row as shown: its indentation depth, the key of a member, and its value or bracket with a comma. */
export interface Row {
  readonly depth: number;
  readonly key: string;
  readonly value: string;
  readonly kind: 'string' | 'number' | 'word' | 'plain';
}

/** What can be folded at a row: an object, an array, or a part of a long one. */
export interface Block {
  readonly kind: 'object' | 'array' | 'part';
  /** The last row that belongs to it. */
  readonly end: number;
  /** The members from `first` up to, but not including, `next`, counted from 0. */
  readonly first: number;
  readonly next: number;
}

/** The rows of a text. */
export type Lines = ReturnType<typeof createLines>;

const mostRows = 5_000_000;

/** What a row holds; `rest` continues a value that is too long for a row. */
export const rowKinds = {
  scalar: 0,
  rest: 1,
  opensObject: 2,
  opensArray: 3,
  emptyObject: 4,
  emptyArray: 5,
  closesObject: 6,
  closesArray: 7,
  plain: 8,
  part: 9,
} as const;
const { scalar, rest, opensObject, opensArray, closesObject, closesArray, part } = rowKinds;
/** The texts of the kinds that are always the same. */
const fixed = ['', '', '{', '[', '{}', '[]', '}', ']'];
const comma = 0x80;

/** Where the key of a member is in the text. */
export type Key = readonly [start: number, end: number];

/** Rows as numbers, in arrays that grow: each has a kind, a depth and four places in the text or among the rows. */
function createRowTable() {
  let capacity = 1_024;
  let count = 0;
  let places = new Int32Array(capacity * 4);
  let depths = new Uint16Array(capacity);
  let kinds = new Uint8Array(capacity);

  function grow(): void {
    capacity *= 2;
    const [oldPlaces, oldDepths, oldKinds] = [places, depths, kinds];
    places = new Int32Array(capacity * 4);
    depths = new Uint16Array(capacity);
    kinds = new Uint8Array(capacity);
    places.set(oldPlaces);
    depths.set(oldDepths);
    kinds.set(oldKinds);
  }

  return {
    count: (): number => count,
    kind: (index: number): number => (kinds[index] ?? 0) & ~comma,
    depth: (index: number): number => depths[index] ?? 0,
    hasComma: (index: number): boolean => ((kinds[index] ?? 0) & comma) !== 0,
    place: (index: number, which: number): number => places[index * 4 + which] ?? 0,
    setPlace(index: number, which: number, value: number): void {
      places[index * 4 + which] = value;
    },
    add(kind: number, depth: number, ...place: [number, number, number, number]): void {
      if (count === capacity) grow();
      places.set(place, count * 4);
      depths[count] = Math.min(depth, 0xffff);
      kinds[count] = kind;
      count += 1;
    },
    /** Adds a comma to the last row. */
    punctuate(): void {
      kinds[count - 1] = (kinds[count - 1] ?? 0) | comma;
    },
    clear(): void {
      count = 0;
    },
  };
}

/**
 * Creates an empty list, which `arrange` fills. Row strings are created only on request: the text of a large response is
 * stored once, and each row only as a start and an end.
 */
export function createLines(source: string) {
  const table = createRowTable();
  const { count, kind: kindAt, depth, place, punctuate } = table;
  let parts: number[] = [];

  function keyOf(index: number): string {
    const [from, to] = [place(index, 2), place(index, 3)];
    return to > from && kindAt(index) !== part ? `${source.slice(from, to)}: ` : '';
  }

  function textOf(index: number): string {
    const kind = kindAt(index);
    if (kind === part) return '';
    const text = fixed[kind] || source.slice(place(index, 0), place(index, 1));
    return table.hasComma(index) ? `${text},` : text;
  }

  function add(kind: number, rowDepth: number, start: number, end: number, key?: Key): void {
    table.add(kind, rowDepth, start, end, key?.[0] ?? 0, key?.[1] ?? 0);
  }

  return {
    count,
    depth,
    add,
    punctuate,
    /** No more rows can be added: the text may have more than can be shown. */
    isFull: (): boolean => count() >= mostRows,
    /** The row as one text without indentation. */
    text: (index: number): string => keyOf(index) + textOf(index),
    row(index: number): Row {
      const value = textOf(index);
      return { depth: depth(index), key: keyOf(index), value, kind: kindOf(kindAt(index), value) };
    },
    /** What begins at a row, once all of it is there. */
    block(index: number): Block | undefined {
      const kind = kindAt(index);
      const end = place(index, 0);
      if (end === 0) return undefined;
      if (kind === part) return { kind: 'part', end, first: place(index, 1), next: place(index, 2) };
      if (kind !== opensObject && kind !== opensArray) return undefined;
      return { kind: kind === opensObject ? 'object' : 'array', end, first: 0, next: place(index, 1) };
    },
    /** The row where the object or array began that ends at this one. */
    opener: (index: number): number | undefined =>
      kindAt(index) === closesObject || kindAt(index) === closesArray ? place(index, 0) : undefined,
    /** Whether the first row begins an object or an array. */
    isTree: (): boolean => count() > 0 && (kindAt(0) === opensObject || kindAt(0) === opensArray),
    isPart: (index: number): boolean => kindAt(index) === part,
    /** The rows at which the parts of long objects and arrays begin, in order; the first part of each has none. */
    parts: (): readonly number[] => parts,
    /** Adds the row of a part that begins with this member. */
    addPart(rowDepth: number, first: number): number {
      const index = count();
      add(part, rowDepth, 0, first);
      parts.push(index);
      return index;
    },
    /** Ends a part with the last row so far, before the member `next`. */
    endPart(index: number, next: number): void {
      table.setPlace(index, 0, count() - 1);
      table.setPlace(index, 2, next);
    },
    /** Says that the last row ends what began at `opener`, which has this many members. */
    endBlock(opener: number, members: number): void {
      table.setPlace(opener, 0, count() - 1);
      table.setPlace(opener, 1, members);
      table.setPlace(count() - 1, 0, opener);
    },
    clear(): void {
      table.clear();
      parts = [];
    },
  };
}

function kindOf(kind: number, value: string): Row['kind'] {
  if (kind === rest) return 'string';
  if (kind !== scalar) return 'plain';
  if (value.startsWith('"')) return 'string';
  if (/^[-\d]/.test(value)) return 'number';
  return /^(true|false|null)\b/.test(value) ? 'word' : 'plain';
}
