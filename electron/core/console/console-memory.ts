import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConsoleFavourite, type ConsoleKept, ConsolePast } from '../../contract/console.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

const mostPast = 50;

const History = z.array(ConsolePast).max(mostPast);
const Favourites = z.array(ConsoleFavourite);

/** The console's encrypted data: favourites of the connection, and the last requests of each account. */
export interface ConsoleMemory {
  read(account: string | undefined): Promise<ConsoleKept>;
  /** Method and path only; does nothing without an account. The store handles disk errors. */
  note(account: string | undefined, past: ConsolePast): Promise<void>;
  keepFavourites(favourites: ConsoleFavourite[]): Promise<void>;
  /** Deletes an account's history (R28). */
  forget(account: string): Promise<void>;
}

/** @param entry prefix of the store entries */
export function createConsoleMemory(store: SealedStore, entry: string, log: Log): ConsoleMemory {
  const inTurn = createQueue();
  const favouritesEntry = `${entry}.favourites`;
  const historyEntry = (account: string) => `${entry}.history.${digest(account)}`;

  async function readEntry<T>(name: string, schema: z.ZodType<T[]>): Promise<T[]> {
    const text = await store.read(name);
    if (text === undefined) return [];
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      log.warn('what the console keeps cannot be read');
      store.notUnderstood(name);
      return [];
    }
  }
  const history = async (account: string | undefined) =>
    account === undefined ? [] : readEntry(historyEntry(account), History);

  return {
    read: (account) =>
      inTurn(async () => ({
        history: await history(account),
        favourites: await readEntry(favouritesEntry, Favourites),
      })),

    note: (account, { method, path }) =>
      inTurn(async () => {
        if (account === undefined) return;
        const others = (await history(account)).filter(
          (past) => past.method !== method || past.path !== path,
        );
        const next = [{ method, path }, ...others].slice(0, mostPast);
        await store.write(historyEntry(account), JSON.stringify(next));
      }),

    keepFavourites: (favourites) => inTurn(() => store.write(favouritesEntry, JSON.stringify(favourites))),
    forget: (account) => inTurn(() => store.remove(historyEntry(account))),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
