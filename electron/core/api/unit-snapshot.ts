import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
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
const unpack = promisify(gunzip);
/** So many units become text at once, so that a long list does not hold everything else up. */
const piece = 500;

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
        // It is encrypted and written as one text, so it had better be short.
        const packed = await buffer(Readable.from(jsonOf({ owner, ...list })).pipe(createGzip()));
        if (!signal.aborted) await store.write(name, packed.toString('base64'));
      }),
    remove: () => inTurn(() => store.remove(name)),
  };
}

function* jsonOf({ units, ...rest }: z.input<typeof Stored>): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"units":[`;
  for (let from = 0; from < units.length; from += piece) {
    const some = JSON.stringify(units.slice(from, from + piece));
    yield `${from === 0 ? '' : ','}${some.slice(1, -1)}`;
  }
  yield ']}';
}
