/** A row as shown: its indentation depth, the key of a member, and its value or bracket with a comma. */
export interface Row {
  readonly depth: number;
  readonly key: string;
  readonly value: string;
  readonly kind: 'string' | 'number' | 'word' | 'plain';
}

/** The rows of a text. */
export type Lines = ReturnType<typeof createLines>;

/** Maximum characters of a row; a longer one continues in the next row. */
const longestRow = 1_000;
const mostRows = 5_000_000;
/** Characters between two yields. */
const step = 32 * 1024;

const scalar = 0;
const rest = 1;
/** The texts of the kinds from 2 on. */
const fixed = ['', '', '{', '[', '{}', '[]', '}', ']'];
const plain = 8;
const comma = 0x80;

type Key = readonly [start: number, end: number];

/**
 * Creates an empty list, which `arrange` fills. Row strings are created only on request: the text of a large response is
 * stored once, and each row only as a start and an end.
 */
export function createLines(source: string) {
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

  const place = (index: number, which: number) => places[index * 4 + which] ?? 0;

  function keyOf(index: number): string {
    const [from, to] = [place(index, 2), place(index, 3)];
    return to > from ? `${source.slice(from, to)}: ` : '';
  }

  function textOf(index: number): string {
    const kind = kinds[index] ?? 0;
    const text = fixed[kind & ~comma] || source.slice(place(index, 0), place(index, 1));
    return (kind & comma) === 0 ? text : `${text},`;
  }

  return {
    count: (): number => count,
    /** No more rows can be added: the text may have more than can be shown. */
    isFull: (): boolean => count >= mostRows,
    /** The row as one text without indentation. */
    text: (index: number): string => keyOf(index) + textOf(index),
    row(index: number): Row {
      const kind = (kinds[index] ?? 0) & ~comma;
      const value = textOf(index);
      return { depth: depths[index] ?? 0, key: keyOf(index), value, kind: kindOf(kind, value) };
    },
    add(kind: number, depth: number, start: number, end: number, key?: Key): void {
      if (count === capacity) grow();
      places.set([start, end, key?.[0] ?? 0, key?.[1] ?? 0], count * 4);
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

function kindOf(kind: number, value: string): Row['kind'] {
  if (kind === rest) return 'string';
  if (kind !== scalar) return 'plain';
  if (value.startsWith('"')) return 'string';
  if (/^[-\d]/.test(value)) return 'number';
  return /^(true|false|null)\b/.test(value) ? 'word' : 'plain';
}

/**
 * Adds the rows of a text in steps shorter than a frame: pretty-printed if it is JSON, otherwise line by line.
 * @param json whether to try JSON
 */
export function* arrange(source: string, json: boolean, lines: Lines): Generator<undefined, void> {
  if (json && (yield* jsonRows(source, lines))) return;
  lines.clear();
  yield* plainRows(source, lines);
}

function* plainRows(source: string, lines: Lines): Generator<undefined, void> {
  let pause = step;
  let from = 0;
  while (from < source.length && !lines.isFull()) {
    const found = source.indexOf('\n', from);
    const next = found < 0 ? source.length : found;
    const end = next > from && source.charCodeAt(next - 1) === 13 ? next - 1 : next;
    addLong(lines, [plain, plain], 0, from, end);
    from = next + 1;
    if (from > pause) {
      pause = from + step;
      yield;
    }
  }
}

/** @param kinds of the first row and of the rows that continue it */
function addLong(
  lines: Lines,
  kinds: readonly [number, number],
  depth: number,
  start: number,
  end: number,
  key?: Key,
): void {
  lines.add(kinds[0], depth, start, Math.min(end, start + longestRow), key);
  for (let from = start + longestRow; from < end && !lines.isFull(); from += longestRow) {
    lines.add(kinds[1], depth, from, Math.min(end, from + longestRow));
  }
}

const [quote, openBrace, closeBrace, openBracket, closeBracket] = [34, 123, 125, 91, 93];

/** Only brackets, commas and colons are checked; whether a number is well-formed does not matter here. */
function* jsonRows(source: string, lines: Lines): Generator<undefined, boolean> {
  /** The closing bracket of each open one. */
  const open: number[] = [];
  let at = skipSpace(source, 0);
  let pause = step;
  let wanted: 'value' | 'end' | 'value or close' = 'value';
  while (at < source.length) {
    if (lines.isFull()) return true;
    if (at > pause) {
      pause = at + step;
      yield;
    }
    const code = source.charCodeAt(at);
    const depth = open.length;
    if (code === closeBrace || code === closeBracket) {
      if (wanted === 'value' || open.pop() !== code) return false;
      lines.add(code === closeBrace ? 6 : 7, depth - 1, 0, 0);
      wanted = 'end';
      at = skipSpace(source, at + 1);
      continue;
    }
    if (wanted === 'end') {
      if (code !== 44 || depth === 0) return false;
      lines.punctuate();
      wanted = 'value';
      at = skipSpace(source, at + 1);
      continue;
    }
    let key: Key | undefined;
    if (open[depth - 1] === closeBrace) {
      const end = code === quote ? stringEnd(source, at) : -1;
      const colon = end < 0 ? -1 : skipSpace(source, end);
      if (colon < 0 || source.charCodeAt(colon) !== 58 || end - at > longestRow) return false;
      key = [at, end];
      at = skipSpace(source, colon + 1);
    }
    const opening = source.charCodeAt(at);
    if (opening === openBrace || opening === openBracket) {
      const closing = opening === openBrace ? closeBrace : closeBracket;
      const inside = skipSpace(source, at + 1);
      const kind = opening === openBrace ? 2 : 3;
      if (source.charCodeAt(inside) === closing) {
        lines.add(kind + 2, depth, 0, 0, key);
        wanted = 'end';
        at = skipSpace(source, inside + 1);
      } else {
        lines.add(kind, depth, 0, 0, key);
        open.push(closing);
        wanted = 'value or close';
        at = inside;
      }
      continue;
    }
    const end = opening === quote ? stringEnd(source, at) : wordEnd(source, at);
    if (end <= at) return false;
    addLong(lines, [scalar, rest], depth, at, end, key);
    wanted = 'end';
    at = skipSpace(source, end);
  }
  return open.length === 0 && wanted === 'end';
}

function skipSpace(source: string, from: number): number {
  let at = from;
  for (let code = source.charCodeAt(at); code === 32 || (code >= 9 && code <= 13) || code === 0xfeff; ) {
    at += 1;
    code = source.charCodeAt(at);
  }
  return at;
}

/** The index after the closing quote; -1 if there is none. */
function stringEnd(source: string, from: number): number {
  for (let at = source.indexOf('"', from + 1); at >= 0; at = source.indexOf('"', at + 1)) {
    let slashes = 0;
    while (source.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

const word = /(?:true|false|null|-?\d[\d.eE+-]*)/y;

function wordEnd(source: string, from: number): number {
  word.lastIndex = from;
  return word.test(source) ? word.lastIndex : -1;
}

/** Adds the rows that contain a text, ignoring case, to `hits` in steps. */
export function* findLines(lines: Lines, query: string, hits: number[]): Generator<undefined, void> {
  const wanted = query.toLowerCase();
  for (let index = 0; index < lines.count(); index++) {
    if (lines.text(index).toLowerCase().includes(wanted)) hits.push(index);
    if (index % 500 === 499) yield;
  }
}
