import { type Key, type Lines, rowKinds } from './console-lines.ts';

/** Maximum characters of a row; a longer one continues in the next row. */
const longestRow = 1_000;
/** Members of an object or an array after which another part begins. */
const partLength = 100;
/** Characters between two yields. */
const step = 32 * 1024;
const { scalar, rest, plain, opensObject, opensArray, emptyObject, emptyArray, closesObject, closesArray } =
  rowKinds;

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

/** An object or an array whose end is not reached. */
interface Open {
  /** Its closing bracket. */
  readonly closing: number;
  readonly row: number;
  members: number;
  /** The row of its current part; 0 for the first part, which has no row. */
  part: number;
}

/** Only brackets, commas and colons are checked; whether a number is well-formed does not matter here. */
function* jsonRows(source: string, lines: Lines): Generator<undefined, boolean> {
  const open: Open[] = [];
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
      const ended = wanted === 'value' ? undefined : open.pop();
      if (ended?.closing !== code) return false;
      if (ended.part > 0) lines.endPart(ended.part, ended.members);
      lines.add(code === closeBrace ? closesObject : closesArray, depth - 1, 0, 0);
      lines.endBlock(ended.row, ended.members);
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
    const parent = open[depth - 1];
    if (parent !== undefined) countMember(parent, depth, lines);
    if (parent?.closing === closeBrace) {
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
      const kind = opening === openBrace ? opensObject : opensArray;
      if (source.charCodeAt(inside) === closing) {
        lines.add(opening === openBrace ? emptyObject : emptyArray, depth, 0, 0, key);
        wanted = 'end';
        at = skipSpace(source, inside + 1);
      } else {
        open.push({ closing, row: lines.count(), members: 0, part: 0 });
        lines.add(kind, depth, 0, 0, key);
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

/** Counts a member, which may be the first one of another part. */
function countMember(parent: Open, depth: number, lines: Lines): void {
  const { members } = parent;
  parent.members += 1;
  if (members === 0 || members % partLength !== 0) return;
  if (parent.part > 0) lines.endPart(parent.part, members);
  parent.part = lines.addPart(depth, members);
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
