import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { captivePortal, instead, isPage } from '../http/strange-answers.ts';
import { jsonIn } from '../json.ts';
import { assertUtf8, inUtf8 } from './charset.ts';
import type { ApiReply } from './client.ts';
import { createListScanner, documentText, mostHeld, textOf } from './list-scanner.ts';

/** How much is parsed before the event loop gets a turn: by size and by time. Bytes, ms */
const slice = 32 * 1024;
const longestTurn = 8;
/** Items in a full batch, and how long a smaller one waits, ms. */
const fullBatch = 1_000;
const longestWait = 200;

/** Items of a list, in order. */
export interface ListBatch<T> {
  items: T[];
  /** The properties beside the list received so far; complete in the last batch. */
  beside: unknown;
  isLast: boolean;
}

/**
 * Streams the list in a response, in batches; the last one may be empty. Memory holds one batch, however long the list
 * is, and the event loop gets a turn every few milliseconds. An abort takes effect within a slice.
 * A 204 is an empty list. Throws what the body throws, `captive-portal`, and `api-bad-answer` for invalid JSON, for JSON
 * without a list, and for an unknown charset or bytes that it does not have.
 * @param read converts an item; `bytes` are its original text
 * @param eager yields the first batch as soon as there is an item
 */
export async function* readList<T>(
  answer: Pick<ApiReply, 'status' | 'url' | 'headers' | 'body'>,
  read: (value: unknown, bytes: Uint8Array) => T,
  { signal, eager = false }: { signal?: AbortSignal | undefined; eager?: boolean } = {},
): AsyncGenerator<ListBatch<T>, void> {
  const splitter = createListSplitter();
  const turn = createTurn(signal);
  let items: T[] = [];
  let isFirst = eager;
  let since = performance.now();
  let beginning = '';

  function batch(beside: unknown, isLast: boolean): ListBatch<T> {
    const taken = { items, beside, isLast };
    items = [];
    isFirst = false;
    since = performance.now();
    return taken;
  }
  /** After the end of the list, the rest goes with the last batch. */
  const isDue = () => !splitter.isListOver() && (isFirst || performance.now() - since > longestWait);
  async function* taking(texts: readonly Uint8Array[]): AsyncGenerator<ListBatch<T>, void> {
    const values = parsedTogether(texts);
    for (const [i, bytes] of texts.entries()) {
      items.push(read(values ? values[i] : parsedAlone(bytes, answer.url), bytes));
      if (items.length >= fullBatch) yield batch(splitter.head(), false);
      if (turn.isOver()) await turn.next();
    }
  }

  if (answer.status === 204) {
    yield batch({}, true);
    return;
  }
  try {
    for await (const chunk of inUtf8(answer)) {
      if (beginning.trim() === '') beginning = textOf(chunk.subarray(0, 100));
      // The first character identifies HTML, however long the page is.
      if (beginning.trimStart().startsWith('<')) throw new SyntaxError('A page is no list.');
      for (let at = 0; at < chunk.length; at += slice) {
        yield* taking(splitter.push(chunk.subarray(at, at + slice)));
        if (items.length > 0 && isDue()) yield batch(splitter.head(), false);
        if (turn.isOver()) await turn.next();
      }
    }
    const { items: left, rest } = splitter.end();
    yield* taking(left);
    yield batch(rest, true);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(error, answer, beginning) : error;
  }
}

/**
 * What items of one `push` say, parsed as one list; undefined if they have to be looked at one by one, for instance to
 * find out which is no JSON. A list is JSON only if its brackets and strings are closed, and then the scanner cuts it
 * where JSON.parse does: it is what parsing each item by itself would give. That took 13 % more CPU for 200,000 units.
 */
function parsedTogether(items: readonly Uint8Array[]): unknown[] | undefined {
  const [first, second] = items;
  const last = items.at(-1);
  if (!first || !second || !last) return undefined;
  const size = last.byteOffset + last.length - second.byteOffset;
  const text = `[${textOf(first)},${textOf(new Uint8Array(second.buffer, second.byteOffset, size))}]`;
  // It may stand for bytes that are not in UTF-8.
  const values = text.includes('\ufffd') ? undefined : jsonIn(text);
  return Array.isArray(values) && values.length === items.length ? values : undefined;
}

/** What an item says. Throws SyntaxError, and as `assertUtf8`. */
function parsedAlone(bytes: Uint8Array, url: string): unknown {
  const json = textOf(bytes);
  assertUtf8(json, bytes, url);
  return JSON.parse(json);
}

const listNames = ['value', 'items', 'data', 'units', 'results'];

/**
 * Splits a JSON document into the items of its list while it arrives, in chunks of any size.
 * The list is the document itself, or its first array property with a usual list name (in any case), or else its only
 * array property. That is known at the end, or when the document exceeds what is held in memory.
 */
export function createListSplitter() {
  let scanner = createListScanner((name) => listNames.includes(name.toLowerCase()));
  let isOnlyArray = false;

  /** Scans again from the start with the first array as the list: it is the only one so far. */
  function takeOnlyArray(): Uint8Array[] {
    const bytes = scanner.held();
    isOnlyArray = true;
    scanner = createListScanner(() => true);
    return scanner.push(bytes);
  }

  return {
    /**
     * Takes the next bytes, which must not change afterwards, and returns the text of every item that they complete.
     * The caller must parse it. Throws SyntaxError, or `api-bad-answer` when something is too large.
     */
    push(bytes: Uint8Array): Uint8Array[] {
      const items = scanner.push(bytes);
      if (scanner.held().length <= mostHeld) return items;
      if (scanner.foundList() || scanner.arrays() !== 1 || !scanner.isInArray()) throw noList();
      return takeOnlyArray();
    },
    head: () => scanner.head(),
    isListOver: () => scanner.isListOver(),
    /**
     * Nothing more comes: the remaining items, and the document with an empty list. Throws SyntaxError for invalid
     * JSON, `api-bad-answer` when there is no list.
     */
    end() {
      const items = !scanner.foundList() && scanner.arrays() === 1 ? takeOnlyArray() : [];
      const rest: unknown = JSON.parse(documentText(scanner.held()));
      if (!scanner.foundList() || (isOnlyArray && scanner.arrays() > 1)) throw noList();
      return { items, rest };
    },
  };
}

function noList(): AppError {
  return new AppError('api-bad-answer', 'The response holds no list.');
}

/** Yields to the event loop after `longestTurn`. */
function createTurn(signal: AbortSignal | undefined) {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began > longestTurn,
    async next(): Promise<void> {
      await nextTurn();
      signal?.throwIfAborted();
      began = performance.now();
    },
  };
}

function notJson(
  cause: SyntaxError,
  { url, status, headers }: Pick<ApiReply, 'url' | 'status' | 'headers'>,
  text: string,
): AppError {
  const { host } = new URL(url);
  const what = instead({ status, headers, text });
  if (isPage({ headers, text })) return captivePortal(host, cause, what);
  return new AppError('api-bad-answer', `${host} ${what}.`, {
    cause,
    details: { host, status: String(status) },
  });
}
