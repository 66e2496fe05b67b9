import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { CachedUnits } from '../../contract.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** The last complete list, so that a start without network has something to show. Sealed, and one person's only. */
export interface UnitSnapshot {
  /** Null when there is none of this person, or none that can be read. */
  read(owner: string): Promise<CachedUnits | null>;
  /** Takes the place of the last one, unless it was aborted meanwhile: by a sign-out for instance. */
  write(owner: string, list: CachedUnits, signal: AbortSignal): Promise<void>;
  /** After this nothing is on disk, whatever was being written (R28). */
  remove(): Promise<void>;
}

const Stored = CachedUnits.extend({ owner: z.string() });
const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** @param name of the entry in the store */
export function createUnitSnapshot(store: SealedStore, name: string, log: Log): UnitSnapshot {
  const inTurn = createQueue();

  return {
    read: (owner) =>
      inTurn(async () => {
        const text = await store.read(name);
        if (text === undefined) return null;
        try {
          const json = JSON.parse(String(await unpack(Buffer.from(text, 'base64'))));
          const { owner: whose, ...list } = Stored.parse(json);
          if (whose === owner) return list;
        } catch {
          // From an older version perhaps. The next list takes its place; there is nothing in it to be saved.
          log.warn('the last list of units cannot be read');
        }
        await store.remove(name);
        return null;
      }),
    write: (owner, list, signal) =>
      inTurn(async () => {
        // Everything in the store is read and written as one text, so it had better be short.
        const packed = await pack(JSON.stringify({ owner, ...list } satisfies z.input<typeof Stored>));
        if (!signal.aborted) await store.write(name, packed.toString('base64'));
      }),
    remove: () => inTurn(() => store.remove(name)),
  };
}
