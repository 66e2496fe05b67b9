import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { type CachedPage, type CachedUnits, Unit } from '../../contract/units.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** A page of the list, without its owner. */
type SnapshotPage = Omit<CachedPage, 'owner'>;

interface Reading {
  readonly owner: string;
  readonly pages: AsyncGenerator<SnapshotPage, void>;
  /** Read ahead while the window processes the previous page. */
  next: Promise<IteratorResult<SnapshotPage, void>>;
  at: number;
}

/** The first line of the text; each other line is a piece of the units. */
const Head = z.object({
  owner: z.string(),
  /** Older versions read all lists in one way, and did not say it. */
  reading: z.string().optional(),
  fetchedAt: z.number(),
  count: z.number(),
});
const Units = z.array(Unit);
/** Units per line: at first enough to fill a window, then as many as a page of the list holds. */
const firstPiece = 100;
const piece = 1_000;
/** Bytes decompressed at once: a line of a long list has a few hundred kilobytes. */
const chunkSize = 256 * 1024;

/**
 * The last complete list, to have something to show at a start without network. Encrypted, for one account only.
 * @param name the store entry
 * @param reading stands for how the units are read: a list that was read otherwise is none
 */
export function createUnitSnapshot(store: SealedStore, name: string, reading: string, log: Log) {
  const inTurn = createQueue();
  let prepared: Reading | undefined;
  let started: Reading | undefined;

  /** The units in pieces, a small one first; none when this account has no readable list. */
  async function* read(owner: string): AsyncGenerator<SnapshotPage, void> {
    const text = await inTurn(() => store.read(name));
    if (text === undefined) return;
    try {
      const lines = linesOf(Buffer.from(text, 'base64'));
      const head = Head.parse(JSON.parse((await lines.next()).value || 'null'));
      if (head.owner === owner && (head.reading ?? reading) === reading) {
        const { fetchedAt, count } = head;
        let given = 0;
        for await (const line of lines) {
          const units = Units.parse(JSON.parse(line));
          given += units.length;
          yield { units, fetchedAt, count, last: given >= count };
        }
        return;
      }
    } catch {
      // Perhaps from another version, which may run again before the next list replaces it.
      log.warn('the last list of units cannot be read');
      return;
    }
    await inTurn(() => store.remove(name));
  }

  function begin(owner: string): Reading {
    const pages = read(owner);
    return { owner, pages, next: pages.next(), at: 0 };
  }

  return {
    /** Reads the first page in advance, while the window is still being created. */
    prepare(owner: string) {
      prepared = begin(owner);
    },
    /**
     * The page that starts at index `from`, as the window requests them; null when there is none, or when requested out
     * of order. A request for the first page always starts from the beginning.
     */
    async page(owner: string, from: number): Promise<SnapshotPage | null> {
      if (from === 0) {
        started = prepared?.owner === owner ? prepared : begin(owner);
        prepared = undefined;
      }
      if (started === undefined || started.owner !== owner || started.at !== from) return null;
      const own = started;
      const { value } = await own.next;
      if (!value) return null;
      own.at += value.units.length;
      own.next = own.pages.next();
      return value;
    },
    /** The units in pieces, whatever the window requests meanwhile; none when this account has no readable list. */
    read,
    /** Replaces the last list, unless aborted meanwhile, for example by a sign-out. */
    write: (owner: string, { units, fetchedAt }: CachedUnits, signal: AbortSignal) =>
      inTurn(async () => {
        // Compressed, because it is encrypted and written as one text.
        const head = { owner, reading, fetchedAt, count: units.length };
        const packed = await buffer(Readable.from(jsonLines(head, units)).pipe(createGzip()));
        if (!signal.aborted) await store.write(name, packed.toString('base64'));
      }),
    /** Afterwards nothing is on disk, even if a write was running (R28). */
    remove: () => inTurn(() => store.remove(name)),
    /** Empties what was read into memory. */
    clear() {
      prepared = undefined;
      started = undefined;
    },
  };
}

/** In pieces, so that a long list does not block the event loop. */
function* jsonLines(head: z.input<typeof Head>, units: readonly Unit[]): Generator<string> {
  yield `${JSON.stringify(head)}\n`;
  for (let from = 0, to = firstPiece; from < units.length; from = to, to += piece) {
    yield `${JSON.stringify(units.slice(from, to))}\n`;
  }
}

async function* linesOf(packed: Uint8Array): AsyncGenerator<string, void> {
  const unpacked = Readable.from([packed]).pipe(createGunzip({ chunkSize })).setEncoding('utf8');
  let rest = '';
  for await (const text of unpacked) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
