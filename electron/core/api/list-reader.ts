import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { captivePortal, isPage } from '../http/faults.ts';
import type { ApiAnswer } from './client.ts';
import { textOf } from './json-bytes.ts';
import { createListSplitter } from './list-splitter.ts';

/** How much is looked at before anybody else may have the thread: by size and by time. Bytes, ms */
const slice = 32 * 1024;
const longestTurn = 8;
/** What is sent on at once, and how long less than that waits for more, ms. */
const fullBatch = 1_000;
const longestWait = 200;

const noHeaders = { get: () => null };

/** Items of a list, in its order. */
export interface ListBatch<T> {
  items: T[];
  /** What stands beside the list, as far as it has come; all of it with the last batch. */
  beside: unknown;
  isLast: boolean;
}

/**
 * The list in an answer, in batches while it arrives; the last one may be empty. Memory holds a batch, however long the
 * list is, and the thread is given away after some milliseconds. An abort ends it within a slice.
 * Throws what the body throws, `captive-portal`, and `api-bad-answer` for invalid JSON and for JSON without a list.
 * @param read makes something of an item; `json` is its text as it came
 * @param eager gives the first batch away as soon as there is an item
 */
export async function* readList<T>(
  answer: ApiAnswer,
  read: (value: unknown, json: Uint8Array) => T,
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
  /** Not for the rest of a list: that goes with the last batch. */
  const isDue = () => !splitter.isListOver() && (isFirst || performance.now() - since > longestWait);
  async function* taking(texts: readonly Uint8Array[]): AsyncGenerator<ListBatch<T>, void> {
    for (const json of texts) {
      items.push(read(JSON.parse(textOf(json)), json));
      if (items.length >= fullBatch) yield batch(splitter.head(), false);
      if (turn.isOver()) await turn.next();
    }
  }

  try {
    for await (const chunk of answer.body) {
      if (beginning.trim() === '') beginning = textOf(chunk.subarray(0, 100));
      // However long a page is, its first character says what it is.
      if (isPage({ headers: noHeaders, text: beginning })) throw new SyntaxError('A page is no list.');
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

/** Gives the thread away when it was ours for long enough. */
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

function notJson(cause: SyntaxError, { url, headers }: ApiAnswer, text: string): AppError {
  const { host } = new URL(url);
  if (isPage({ headers, text })) return captivePortal(host, cause);
  return new AppError('api-bad-answer', `${host} did not answer with JSON.`, {
    cause,
    details: { host, status: '200' },
  });
}
