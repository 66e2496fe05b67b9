import { z } from 'zod';
import type { HandlersOf } from '../../contract/calls.ts';
import { ConsoleFavourite, ConsolePast } from '../../contract/console.ts';
import { consoleEntry } from '../connection/stored-entries.ts';
import { shortDigest } from '../digest.ts';
import { createQueue } from '../queue.ts';
import { readSealedJson } from '../storage/sealed-json.ts';
import type { ConsolePorts } from './api-console.ts';

const mostPast = 50;

const History = z.array(ConsolePast).max(mostPast);
const Favourites = z.array(ConsoleFavourite);

/** The console's encrypted data: favourites of the connection, and the last requests of each account. */
export function createConsoleMemory({ connection, store, log, owner }: ConsolePorts) {
  const inTurn = createQueue();
  const entry = consoleEntry(connection);
  const favouritesEntry = `${entry}.favourites`;
  const historyEntry = (account: string) => `${entry}.history.${shortDigest(account)}`;

  const read = async <T>(name: string, schema: z.ZodType<T[]>): Promise<T[]> =>
    (await readSealedJson({ store, log }, name, schema, 'what the console keeps')) ?? [];
  const removeHistory = (account: string) => inTurn(() => store.remove(historyEntry(account)));

  const calls = {
    consoleKept() {
      const account = owner();
      return inTurn(async () => ({
        history: account === undefined ? [] : await read(historyEntry(account), History),
        favourites: await read(favouritesEntry, Favourites),
      }));
    },
    async clearHistory() {
      const account = owner();
      if (account !== undefined) await removeHistory(account);
    },
    keepFavourites: ({ favourites }) =>
      inTurn(() => store.write(favouritesEntry, JSON.stringify(favourites))),
  } satisfies Partial<HandlersOf<'console'>>;
  return {
    calls,
    /** Method and path only; does nothing without an account. The store handles disk errors. */
    async note({ method, path }: ConsolePast): Promise<void> {
      const account = owner();
      if (account === undefined) return;
      await inTurn(async () => {
        const past = await read(historyEntry(account), History);
        const others = past.filter((each) => each.method !== method || each.path !== path);
        const next = [{ method, path }, ...others].slice(0, mostPast);
        await store.write(historyEntry(account), JSON.stringify(next));
      });
    },
    /** Removes the history of an account (R28). */
    removeHistory,
  };
}
