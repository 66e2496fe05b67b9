import { AppError } from '../errors.ts';
import { jsonIn } from '../json.ts';

/** Limit for one item, and for everything beside the list: no list of units comes near it. Bytes */
export const mostHeld = 2 * 1024 * 1024;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
/** 1 for the bytes beside quotes that a scanner stops at. In UTF-8 none of them is part of another character. */
const isStop = new Uint8Array(256);
for (const byte of [comma, openArray, closeArray, openObject, closeObject]) isStop[byte] = 1;

/**
 * Looks at strings, commas and brackets only. JSON.parse checks the rest: each item, and the document with an empty
 * list. Together they accept exactly what JSON.parse accepts.
 * @param isList whether the array with this name is the list; the first match counts
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a state machine over bytes: its parts share where they are
export function createListScanner(isList: (name: string) => boolean) {
  const document = createBytes();
  const item = createItemBytes();
  let hasComma = false;
  let items: Uint8Array[] = [];
  /** The current bytes, the same as a text, and where the part starts that the document or item has not taken yet. */
  let bytes: Uint8Array = new Uint8Array();
  let characters = '';
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
    // Invalid JSON has no name; parsing the whole document reports that later.
    return !foundList && isList(String(jsonIn(documentText(document.slice(name.start, name.end))) ?? ''));
  }

  function openBracket(i: number): void {
    if (bytes[i] === openArray && listDepth === 0 && depth < 2) {
      hold(i);
      if (beginsList()) {
        hold(i + 1);
        foundList = true;
        listDepth = depth + 1;
        head = depth === 0 ? undefined : jsonIn(`${documentText(document.slice())}]}`);
      }
    }
    depth += 1;
  }

  function closeBracket(i: number): void {
    if (isInList()) {
      if (bytes[i] !== closeArray) throw new SyntaxError('A list does not end as an object.');
      const last = item.take(bytes.subarray(start, i));
      // An empty list has no item.
      if (hasComma || textOf(last).trim() !== '') items.push(last);
      start = i;
      listDepth = 0;
    }
    depth -= 1;
  }

  function stopAt(i: number): void {
    const byte = bytes[i];
    if (byte === comma) {
      if (!isInList()) return;
      hasComma = true;
      items.push(item.take(bytes.subarray(start, i)));
      start = i + 1;
    } else if (byte === openArray || byte === openObject) openBracket(i);
    else closeBracket(i);
  }

  /** The index of the quote that ends a string; it may go on beyond these bytes. */
  function endOfString(from: number): number {
    const { length } = bytes;
    // Most have no escapes. V8 finds the quote several times faster than a loop does.
    const next = escaped ? -1 : characters.indexOf('"', from);
    let i = next > 0 && bytes[next - 1] !== backslash ? next : from;
    if (escaped) i += 1;
    while (i < length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
    inString = i >= length;
    // One beyond the end means that the last byte was a backslash.
    escaped = i > length;
    if (!inString && mayBeName()) name.end = placeOf(i + 1);
    return i;
  }

  return {
    /** The items completed by these bytes. All but the first lie in them, with one comma between two. */
    push(chunk: Uint8Array): Uint8Array[] {
      bytes = chunk;
      characters = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      items = [];
      start = 0;
      for (let i = inString ? endOfString(0) + 1 : 0; i < chunk.length; i += 1) {
        const byte = chunk[i] ?? 0;
        if (byte === quote) {
          if (mayBeName()) name = { start: placeOf(i), end: 0 };
          i = endOfString(i + 1);
        } else if (isStop[byte] === 1) stopAt(i);
      }
      if (listDepth > 0) item.add(bytes.subarray(start));
      else hold(bytes.length);
      return items;
    },
    /** The document received so far, with an empty list. */
    held: () => document.slice(),
    /** The document's properties before its list. */
    head: () => head,
    foundList: () => foundList,
    /** The list is complete; only the properties after it are missing. */
    isListOver: () => foundList && listDepth === 0,
    /** How many of the document's properties are arrays. */
    arrays: () => arrays,
    isInArray: () => depth > 1,
  };
}

/** Decodes UTF-8; invalid bytes become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The text of a whole document, without a byte order mark. */
export function documentText(bytes: Uint8Array): string {
  const text = textOf(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A buffer that grows; slices that it has returned do not change. */
function createBytes() {
  let bytes = new Uint8Array(1024);
  let size = 0;
  return {
    size: () => size,
    add(more: Uint8Array): void {
      if (size + more.length > bytes.length) {
        const larger = new Uint8Array(2 * (size + more.length));
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.set(more, size);
      size += more.length;
    },
    slice: (from = 0, to = size): Uint8Array => bytes.subarray(from, to),
  };
}

/** Collects the current list item. Throws `api-bad-answer` when it is too large to be a unit. */
function createItemBytes() {
  let parts: Uint8Array[] = [];
  let size = 0;

  function add(part: Uint8Array): void {
    size += part.length;
    if (size > mostHeld) {
      throw new AppError('api-bad-answer', `An item of the list has more than ${mostHeld} bytes.`);
    }
    if (part.length > 0) parts.push(part);
  }

  return {
    add,
    /** Completes the item. */
    take(part: Uint8Array): Uint8Array {
      const isWhole = parts.length === 0;
      add(part);
      const whole = isWhole ? part : Buffer.concat(parts);
      parts = [];
      size = 0;
      return whole;
    },
  };
}
