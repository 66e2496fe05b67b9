import type { SnapshotPage, UnitSnapshot } from './unit-snapshot.ts';

/** Hands the last list out page by page, as the window asks for them. */
export interface SnapshotPages {
  /** The first page will soon be asked for: reads it while the window is still being made. */
  prepare(owner: string): void;
  /** The page that begins with this unit; null where there is none, or when it was not asked for in turn. */
  page(owner: string, from: number): Promise<SnapshotPage | null>;
  /** Nothing of it stays in memory. */
  forget(): void;
}

interface Reading {
  readonly owner: string;
  readonly pages: AsyncGenerator<SnapshotPage, void>;
  /** Is read while the window is busy with the one before. */
  next: Promise<IteratorResult<SnapshotPage, void>>;
  at: number;
}

/** Begins again with the first page, whenever that is asked for. */
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
