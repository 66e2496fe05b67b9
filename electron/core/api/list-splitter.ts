import { AppError } from '../errors.ts';
import { documentText, mostHeld } from './json-bytes.ts';
import { createListScanner } from './list-scanner.ts';

const listNames = ['value', 'items', 'data', 'units', 'results'];

/** Cuts a JSON document that holds a list into the list's items while it arrives, however it is chunked. */
export interface ListSplitter {
  /**
   * Takes the next bytes, which must not change afterwards, and gives the JSON text of every item that they complete.
   * Whether that is JSON is for its reader to find out. Throws SyntaxError, or `api-bad-answer` for what is too large.
   */
  push(bytes: Uint8Array): Uint8Array[];
  /** The document up to its list, as far as it says something there. */
  head(): unknown;
  /** All of the list has come, and what is beside it will soon have. */
  isListOver(): boolean;
  /**
   * The items that only the end completes, and the document with its list empty. Throws SyntaxError for invalid JSON,
   * `api-bad-answer` where there is no list.
   */
  end(): { items: Uint8Array[]; rest: unknown };
}

/**
 * The list is the document itself; or its first property that is an array and is called as lists are, whatever the
 * letters' case; else the only array that it has, which is known at the end or when it has outgrown what is held.
 */
export function createListSplitter(): ListSplitter {
  let scanner = createListScanner((name) => listNames.includes(name.toLowerCase()));
  let isOnlyArray = false;

  /** Once more from the start, and the first array is the list: it was the only one so far. */
  function takeOnlyArray(): Uint8Array[] {
    const bytes = scanner.held();
    isOnlyArray = true;
    scanner = createListScanner(() => true);
    return scanner.push(bytes);
  }

  return {
    push(bytes) {
      const items = scanner.push(bytes);
      if (scanner.held().length <= mostHeld) return items;
      if (scanner.foundList() || scanner.arrays() !== 1 || !scanner.isInArray()) throw noList();
      return takeOnlyArray();
    },
    head: () => scanner.head(),
    isListOver: () => scanner.isListOver(),
    end() {
      const items = !scanner.foundList() && scanner.arrays() === 1 ? takeOnlyArray() : [];
      const rest: unknown = JSON.parse(documentText(scanner.held()));
      if (!scanner.foundList() || (isOnlyArray && scanner.arrays() > 1)) throw noList();
      return { items, rest };
    },
  };
}

function noList(): AppError {
  return new AppError('api-bad-answer', 'The answer holds no list of units.');
}
