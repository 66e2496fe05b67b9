import type { SnapshotPage, UnitSnapshot } from './unit-snapshot.ts';

/** Returns the last list page by page, as the window requests it. */
export interface SnapshotPages {
  /** Reads the first page in advance, while the window is still being created. */
  prepare(owner: string): void;
  /** The page that starts at index `from`; null when there is none, or when requested out of order. */
  page(owner: string, from: number): Promise<SnapshotPage | null>;
  /** Drops everything from memory. */
  forget(): void;
}

interface Reading {
  readonly owner: string;
  readonly pages: AsyncGenerator<SnapshotPage, void>;
  /** Read ahead while the window processes the previous page. */
  next: Promise<IteratorResult<SnapshotPage, void>>;
  at: number;
}

/** A request for the first page always starts from the beginning. */
export function createSnapshotPages(snapshot: Pick<UnitSnapshot, 'read'>): SnapshotPages {
  let prepared: Reading | undefined;
  let reading: Reading | undefined;
  const begin = (owner: string): Reading => {
    const pages = snapshot.read(owner);
    return { owner, pages, next: pages.next(), at: 0 };
  };
  return {
    prepare(owner) {
      prepared = begin(owner);
    },
    forget() {
      prepared = undefined;
      reading = undefined;
    },
    async page(owner, from) {
      if (from === 0) {
        reading = prepared?.owner === owner ? prepared : begin(owner);
        prepared = undefined;
      }
      if (reading === undefined || reading.owner !== owner || reading.at !== from) return null;
      const own = reading;
      const { value } = await own.next;
      if (!value) return null;
      own.at += value.units.length;
      own.next = own.pages.next();
      return value;
    },
  };
}
