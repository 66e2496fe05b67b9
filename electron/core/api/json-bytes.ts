import { AppError } from '../errors.ts';

/** What one item may have, and all that is beside the list: nothing that is a list of units comes near it. Bytes */
export const mostHeld = 2 * 1024 * 1024;

/** UTF-8 as a TextDecoder reads it: what is none becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The text of a whole document: without the mark that may be its first character. */
export function documentText(bytes: Uint8Array): string {
  const text = textOf(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Bytes in one piece that grows; what was given away as a slice stays as it is. */
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

/** The item of a list that has begun to come. Throws `api-bad-answer` when it is too large to be a unit. */
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
    /** The item that ends with this at a comma. */
    cut(part: Uint8Array): Uint8Array {
      isOnly = false;
      return take(part);
    },
    /** The item that ends with this at the end of the list; undefined in an empty list. */
    last(part: Uint8Array): Uint8Array | undefined {
      const whole = take(part);
      return isOnly && textOf(whole).trim() === '' ? undefined : whole;
    },
  };
}
