import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { type CachedPage, type CachedUnits, Unit } from '../../contract/units.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** A page of the list, without its owner. */
export type SnapshotPage = Omit<CachedPage, 'owner'>;

/** The last complete list, to have something to show at a start without network. Encrypted, for one account only. */
export interface UnitSnapshot {
  /** The units in pieces, a small one first; none when this account has no readable list. */
  read(owner: string): AsyncGenerator<SnapshotPage, void>;
  /** Replaces the last list, unless aborted meanwhile, for example by a sign-out. */
  write(owner: string, list: CachedUnits, signal: AbortSignal): Promise<void>;
  /** Afterwards nothing is on disk, even if a write was running (R28). */
  remove(): Promise<void>;
}

/** The first line of the text; each other line is a piece of the units. */
const Head = z.object({ owner: z.string(), fetchedAt: z.number(), count: z.number() });
const Units = z.array(Unit);
/** Units per line: at first enough to fill a window, then as many as a page of the list holds. */
const firstPiece = 100;
const piece = 1_000;
/** Bytes decompressed at once: a line of a long list has a few hundred kilobytes. */
const chunkSize = 256 * 1024;

/** @param name the store entry */
export function createUnitSnapshot(store: SealedStore, name: string, log: Log): UnitSnapshot {
  const inTurn = createQueue();

  return {
    async *read(owner) {
      const text = await inTurn(() => store.read(name));
      if (text === undefined) return;
      try {
        const lines = linesOf(Buffer.from(text, 'base64'));
        const head = Head.parse(JSON.parse((await lines.next()).value || 'null'));
        if (head.owner === owner) {
          yield* pagesOf(lines, head);
          return;
        }
      } catch {
        // Perhaps from another version, which may run again before the next list replaces it.
        log.warn('the last list of units cannot be read');
        return;
      }
      await inTurn(() => store.remove(name));
    },
    write: (owner, { units, fetchedAt }, signal) =>
      inTurn(async () => {
        // Compressed, because it is encrypted and written as one text.
        const packed = await buffer(
          Readable.from(textOf({ owner, fetchedAt, count: units.length }, units)).pipe(createGzip()),
        );
        if (!signal.aborted) await store.write(name, packed.toString('base64'));
      }),
    remove: () => inTurn(() => store.remove(name)),
  };
}

async function* pagesOf(
  lines: AsyncIterable<string>,
  { fetchedAt, count }: z.output<typeof Head>,
): AsyncGenerator<SnapshotPage, void> {
  let read = 0;
  for await (const line of lines) {
    const units = Units.parse(JSON.parse(line));
    read += units.length;
    yield { units, fetchedAt, count, last: read >= count };
  }
}

/** In pieces, so that a long list does not block the event loop. */
function* textOf(head: z.input<typeof Head>, units: readonly Unit[]): Generator<string> {
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
