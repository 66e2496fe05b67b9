/** Row indexes. */
export type Rows = Uint32Array<ArrayBuffer>;

/** A copy with at least twice the capacity. */
export function larger<T extends Uint8Array<ArrayBuffer> | Rows>(array: T): T;
export function larger(array: Uint8Array<ArrayBuffer> | Rows): Uint8Array<ArrayBuffer> | Rows {
  const room = Math.max(256, 2 * array.length);
  const next = array instanceof Uint8Array ? new Uint8Array(room) : new Uint32Array(room);
  next.set(array);
  return next;
}

/** Rows per step of what only reads and writes numbers: a million of them take longer than a frame. */
export const rowsPerStep = 2 ** 16;

/** Calls back for `count` rows, some of them in each step; the loop over these is the callback's, where the engine makes it quick. */
export function* inSteps(count: number, run: (from: number, to: number) => void): Generator<undefined, void> {
  for (let from = 0; from < count; from += rowsPerStep) {
    const to = Math.min(count, from + rowsPerStep);
    run(from, to);
    if (to < count) yield;
  }
}
