/** The ids of a list, which may have a million of them, in little room. */

/** Ids that are joined to one text. */
const pieceSize = 1_024;

export type UnitIds = ReturnType<typeof createUnitIds>;

/**
 * Ids in the order in which they came, each once. Of a million, V8 would keep the texts and a Set of them in 140 MB and
 * go through all of them whenever it collects garbage; here they take 50 MB, in few objects.
 */
export function createUnitIds() {
  /** Texts of `pieceSize` ids, and the ids that came after those. */
  const pieces: string[] = [];
  let latest: string[] = [];
  /** By place: the hash of the id there, and where it ends in its piece. */
  let hashes = new Uint32Array(pieceSize);
  let ends = new Uint32Array(pieceSize);
  /** One more than the place of an id, beginning where its hash points to; 0 for none. At least half of it is empty. */
  let table = new Uint32Array(2 * pieceSize);
  let size = 0;

  const startOf = (place: number) => (place % pieceSize === 0 ? 0 : (ends[place - 1] ?? 0));

  function isAt(place: number, id: string): boolean {
    const piece = pieces[Math.floor(place / pieceSize)];
    if (piece === undefined) return latest[place % pieceSize] === id;
    const start = startOf(place);
    return (ends[place] ?? 0) - start === id.length && piece.startsWith(id, start);
  }

  /** The index in `table` that has the id, or where it belongs. */
  function find(id: string, hash: number): number {
    let index = hash & (table.length - 1);
    for (let entry = table[index]; entry; entry = table[index]) {
      if (hashes[entry - 1] === hash && isAt(entry - 1, id)) break;
      index = (index + 1) & (table.length - 1);
    }
    return index;
  }

  function grow(): void {
    hashes = doubled(hashes);
    ends = doubled(ends);
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
      const hash = hashOf(id);
      const index = find(id, hash);
      if (table[index]) return false;
      hashes[size] = hash;
      ends[size] = startOf(size) + id.length;
      latest.push(id);
      size += 1;
      table[index] = size;
      if (latest.length === pieceSize) {
        pieces.push(latest.join(''));
        latest = [];
      }
      if (size === hashes.length) grow();
      return true;
    },
    /** How many came before it; undefined if it is not there. */
    placeOf(id: string): number | undefined {
      const entry = table[find(id, hashOf(id))];
      return entry ? entry - 1 : undefined;
    },
    *[Symbol.iterator](): Generator<string, void> {
      for (const [i, piece] of pieces.entries())
        for (let place = i * pieceSize; place < (i + 1) * pieceSize; place += 1)
          yield piece.slice(startOf(place), ends[place]);
      yield* latest;
    },
  };
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** FNV-1a over the code units, mixed once more: ids are alike, and the last bits count. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
