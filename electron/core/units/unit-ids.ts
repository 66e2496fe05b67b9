/** The ids of a list, which may have a million of them, in little room. */

export type UnitIds = ReturnType<typeof createUnitIds>;

/**
 * Ids in the order in which they came, each once, as arrays of numbers. A Set of a million texts took 100 MB more and a
 * quarter more CPU for the whole list: texts that live on are work for the garbage collector, which waits longer then.
 */
export function createUnitIds() {
  /** The code units of all ids, one after the other. */
  let text = new Uint16Array(32_768);
  /** By place: the hash of the id there, and where it ends in the text. */
  let hashes = new Uint32Array(2_048);
  let ends = new Uint32Array(2_048);
  /** One more than the place of an id, beginning where its hash points to; 0 for none. At least half of it is empty. */
  let table = new Uint32Array(4_096);
  let size = 0;

  const startOf = (place: number) => (place === 0 ? 0 : (ends[place - 1] ?? 0));

  /** Writes the id behind the last one, where `add` leaves it and anything else may write over it; gives its hash. */
  function write(id: string): number {
    const start = startOf(size);
    while (start + id.length > text.length) text = doubled(text, new Uint16Array(2 * text.length));
    // FNV-1a, mixed once more: ids are alike, and the last bits count.
    let hash = 0x811c9dc5;
    for (let i = 0; i < id.length; i += 1) {
      const unit = id.charCodeAt(i);
      text[start + i] = unit;
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  /** Whether the id at a place is the one that was written last. */
  function isWritten(place: number, length: number): boolean {
    const start = startOf(place);
    const written = startOf(size);
    if ((ends[place] ?? 0) - start !== length) return false;
    for (let i = 0; i < length; i += 1) if (text[start + i] !== text[written + i]) return false;
    return true;
  }

  /** The index in `table` that has the id that was written last, or where it belongs. */
  function find(hash: number, length: number): number {
    let index = hash & (table.length - 1);
    for (let entry = table[index]; entry; entry = table[index]) {
      if (hashes[entry - 1] === hash && isWritten(entry - 1, length)) break;
      index = (index + 1) & (table.length - 1);
    }
    return index;
  }

  function grow(): void {
    hashes = doubled(hashes, new Uint32Array(2 * size));
    ends = doubled(ends, new Uint32Array(2 * size));
    table = new Uint32Array(2 * table.length);
    const last = table.length - 1;
    for (let place = 0; place < size; place += 1) {
      let index = (hashes[place] ?? 0) & last;
      while (table[index]) index = (index + 1) & last;
      table[index] = place + 1;
    }
  }

  return {
    get size(): number {
      return size;
    },
    /** False if it is there already. */
    add(id: string): boolean {
      const hash = write(id);
      const index = find(hash, id.length);
      if (table[index]) return false;
      hashes[size] = hash;
      ends[size] = startOf(size) + id.length;
      size += 1;
      table[index] = size;
      if (size === hashes.length) grow();
      return true;
    },
    /** How many came before it; undefined if it is not there. */
    placeOf(id: string): number | undefined {
      const entry = table[find(write(id), id.length)];
      return entry ? entry - 1 : undefined;
    },
    *[Symbol.iterator](): Generator<string, void> {
      for (let place = 0; place < size; place += 1) {
        const id = text.subarray(startOf(place), ends[place]);
        yield Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('utf16le');
      }
    },
  };
}

function doubled<T extends Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
