import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { type CachedPage, type CachedUnits, Unit } from '../../contract/units.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** A page of the list, for whoever knows whose it is. */
export type SnapshotPage = Omit<CachedPage, 'owner'>;

/** The last complete list, so that a start without network has something to show. Sealed, and one person's only. */
export interface UnitSnapshot {
  /** Its units in pieces, the first of them at once; none when there is no list of this person, or none that can be read. */
  read(owner: string): AsyncGenerator<SnapshotPage, void>;
  /** Takes the place of the last one, unless it was aborted meanwhile: by a sign-out for instance. */
  write(owner: string, list: CachedUnits, signal: AbortSignal): Promise<void>;
  /** After this nothing is on disk, whatever was being written (R28). */
  remove(): Promise<void>;
}

/** The first line of the text; each of the others is some of the units. */
const Head = z.object({ owner: z.string(), fetchedAt: z.number(), count: z.number() });
const Units = z.array(Unit);
/** So many units are one line: enough to fill a window at first, then as many as a page of the list holds. */
const firstPiece = 100;
const piece = 1_000;
/** Bytes unpacked at once: a line of a long list is some hundred kilobytes long. */
const chunkSize = 256 * 1024;

/** @param name of the entry in the store */
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
        // From another version perhaps, which may be back before the next list takes its place.
        log.warn('the last list of units cannot be read');
        return;
      }
      await inTurn(() => store.remove(name));
    },
    write: (owner, { units, fetchedAt }, signal) =>
      inTurn(async () => {
        // It is encrypted and written as one text, so it had better be short.
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

/** In pieces, so that a long list does not hold everything else up. */
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
