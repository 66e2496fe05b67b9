import { AppError } from '../errors.ts';

/** Limit for one item, and for everything beside the list: no list of units comes near it. Bytes */
export const mostHeld = 2 * 1024 * 1024;

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
export function createBytes() {
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
export function createItemBytes() {
  let parts: Uint8Array[] = [];
  let size = 0;
  let isOnly = true;

  function add(part: Uint8Array): void {
    size += part.length;
    if (size > mostHeld) {
      throw new AppError('api-bad-answer', `An item of the list has more than ${mostHeld} bytes.`);
    }
    if (part.length > 0) parts.push(part);
  }

  function take(part: Uint8Array): Uint8Array {
    add(part);
    const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    parts = [];
    size = 0;
    return whole;
  }

  return {
    add,
    /** Completes an item at a comma. */
    cut(part: Uint8Array): Uint8Array {
      isOnly = false;
      return take(part);
    },
    /** Completes the item at the end of the list; undefined in an empty list. */
    last(part: Uint8Array): Uint8Array | undefined {
      const whole = take(part);
      return isOnly && textOf(whole).trim() === '' ? undefined : whole;
    },
  };
}
