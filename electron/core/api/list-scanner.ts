import { createBytes, createItemBytes, documentText } from './json-bytes.ts';

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
/** 1 for the bytes that a scanner stops at outside strings. In UTF-8 none of them is part of another character. */
const isStop = new Uint8Array(256);
for (const byte of [quote, comma, openArray, closeArray, openObject, closeObject]) isStop[byte] = 1;

export interface ListScanner {
  /** The items completed by these bytes. */
  push(bytes: Uint8Array): Uint8Array[];
  /** The document received so far, with an empty list. */
  held(): Uint8Array;
  head(): unknown;
  foundList(): boolean;
  /** The list is complete. */
  isListOver(): boolean;
  /** How many of the document's properties are arrays. */
  arrays(): number;
  isInArray(): boolean;
}

/**
 * Looks at strings, commas and brackets only. JSON.parse checks the rest: each item, and the document with an empty
 * list. Together they accept exactly what JSON.parse accepts.
 * @param isList whether the array with this name is the list; the first match counts
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a state machine over bytes: its parts share where they are
export function createListScanner(isList: (name: string) => boolean): ListScanner {
  const document = createBytes();
  const item = createItemBytes();
  let items: Uint8Array[] = [];
  /** The current bytes, and where the part starts that the document or item has not taken yet. */
  let bytes: Uint8Array = new Uint8Array();
  let start = 0;
  let inString = false;
  let escaped = false;
  let depth = 0;
  /** The depth inside the list's brackets while in the list, else 0. */
  let listDepth = 0;
  let foundList = false;
  let arrays = 0;
  /** Where the last string is that may be a property name. */
  let name = { start: 0, end: 0 };
  let head: unknown;

  const mayBeName = () => depth === 1 && listDepth === 0;
  const isInList = () => listDepth > 0 && depth === listDepth;
  const placeOf = (i: number) => document.size() + i - start;

  /** Adds the bytes before `i` to the document. */
  function hold(i: number): void {
    document.add(bytes.subarray(start, i));
    start = i;
  }

  function beginsList(): boolean {
    if (depth === 0) return !foundList;
    arrays += 1;
    return !foundList && isList(nameIn(document.slice(name.start, name.end)));
  }

  function open(i: number): void {
    if (bytes[i] === openArray && listDepth === 0 && depth < 2) {
      hold(i);
      if (beginsList()) {
        hold(i + 1);
        foundList = true;
        listDepth = depth + 1;
        head = headOf(document.slice(), depth);
      }
    }
    depth += 1;
  }

  function close(i: number): void {
    if (isInList()) {
      if (bytes[i] !== closeArray) throw new SyntaxError('A list does not end as an object.');
      const last = item.last(bytes.subarray(start, i));
      if (last) items.push(last);
      start = i;
      listDepth = 0;
    }
    depth -= 1;
  }

  function stopAt(i: number): void {
    const byte = bytes[i];
    if (byte === quote) {
      inString = true;
      if (mayBeName()) name = { start: placeOf(i), end: 0 };
    } else if (byte === comma) {
      if (!isInList()) return;
      items.push(item.cut(bytes.subarray(start, i)));
      start = i + 1;
    } else if (byte === openArray || byte === openObject) open(i);
    else close(i);
  }

  /** The index after the string's end, or the end of these bytes. */
  function skipString(from: number): number {
    const { length } = bytes;
    let i = from;
    if (escaped && i < length) {
      escaped = false;
      i += 1;
    }
    for (; i < length; i += 1) {
      const byte = bytes[i];
      if (byte === backslash) i += 1;
      else if (byte === quote) {
        inString = false;
        if (mayBeName()) name.end = placeOf(i + 1);
        return i + 1;
      }
    }
    // One beyond the end means that the last byte was a backslash.
    escaped = i > length;
    return length;
  }

  function skipPlain(from: number): number {
    const { length } = bytes;
    let i = from;
    while (i < length && isStop[bytes[i] ?? 0] === 0) i += 1;
    return i;
  }

  return {
    push(chunk) {
      bytes = chunk;
      items = [];
      start = 0;
      for (let i = 0; i < bytes.length; ) {
        if (inString) i = skipString(i);
        else {
          i = skipPlain(i);
          if (i < bytes.length) stopAt(i);
          i += 1;
        }
      }
      if (listDepth > 0) item.add(bytes.subarray(start));
      else hold(bytes.length);
      return items;
    },
    held: () => document.slice(),
    head: () => head,
    foundList: () => foundList,
    isListOver: () => foundList && listDepth === 0,
    arrays: () => arrays,
    isInArray: () => depth > 1,
  };
}

/** Empty for invalid JSON; parsing the whole document reports that later. */
function nameIn(bytes: Uint8Array): string {
  const name = parsed(bytes, '');
  return typeof name === 'string' ? name : '';
}

/** The document's properties before its list. */
function headOf(document: Uint8Array, depth: number): unknown {
  return depth === 0 ? undefined : parsed(document, ']}');
}

function parsed(bytes: Uint8Array, end: string): unknown {
  try {
    return JSON.parse(documentText(bytes) + end);
  } catch {
    return undefined;
  }
}
