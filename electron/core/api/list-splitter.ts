import { AppError } from '../errors.ts';
import { documentText, mostHeld } from './json-bytes.ts';
import { createListScanner } from './list-scanner.ts';

const listNames = ['value', 'items', 'data', 'units', 'results'];

/** Splits a JSON document into the items of its list while it arrives, in chunks of any size. */
export interface ListSplitter {
  /**
   * Takes the next bytes, which must not change afterwards, and returns the text of every item that they complete. The
   * caller must parse it. Throws SyntaxError, or `api-bad-answer` when something is too large.
   */
  push(bytes: Uint8Array): Uint8Array[];
  /** The document's properties before its list. */
  head(): unknown;
  /** The list is complete; only the properties after it are missing. */
  isListOver(): boolean;
  /**
   * The remaining items, and the document with an empty list. Throws SyntaxError for invalid JSON, `api-bad-answer`
   * when there is no list.
   */
  end(): { items: Uint8Array[]; rest: unknown };
}

/**
 * The list is the document itself, or its first array property with a usual list name (in any case), or else its only
 * array property. That is known at the end, or when the document exceeds what is held in memory.
 */
export function createListSplitter(): ListSplitter {
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
