/** Rows by their index. */
export type Rows = Uint32Array<ArrayBuffer>;

/** The same with room for more, at least twice as much. */
export function larger<T extends Uint8Array<ArrayBuffer> | Rows>(array: T): T;
export function larger(array: Uint8Array<ArrayBuffer> | Rows): Uint8Array<ArrayBuffer> | Rows {
  const room = Math.max(256, 2 * array.length);
  const next = array instanceof Uint8Array ? new Uint8Array(room) : new Uint32Array(room);
  next.set(array);
  return next;
}
