import type { CachedPage, CachedUnits } from '../../contract.ts';
import type { UnitSnapshot } from './unit-snapshot.ts';

/** Hands the last list out page by page, as the window asks for them. */
export interface SnapshotPages {
  /** The page that begins with this unit; null where there is none, or when it was not asked for in turn. */
  page(owner: string, from: number): Promise<CachedPage | null>;
}

interface Reading {
  readonly owner: string;
  readonly pieces: AsyncGenerator<CachedUnits, void>;
  /** Read ahead, so that it is known which page is the last. */
  next: Promise<IteratorResult<CachedUnits, void>>;
  at: number;
}

/** Begins again with the first page, whenever that is asked for. */
export function createSnapshotPages(snapshot: Pick<UnitSnapshot, 'read'>): SnapshotPages {
  let reading: Reading | undefined;
  const begin = (owner: string): Reading => {
    const pieces = snapshot.read(owner);
    return { owner, pieces, next: pieces.next(), at: 0 };
  };
  return {
    async page(owner, from) {
      if (from === 0) reading = begin(owner);
      if (reading === undefined || reading.owner !== owner || reading.at !== from) return null;
      const own = reading;
      const { value } = await own.next;
      if (!value) return null;
      own.at += value.units.length;
      own.next = own.pieces.next();
      const { done = false } = await own.next;
      return { ...value, last: done };
    },
  };
}
