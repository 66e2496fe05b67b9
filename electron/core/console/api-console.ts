import type { ConsoleFavourite, ConsoleKept } from '../../contract/console.ts';
import type { ApiClient } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import { consoleEntry } from '../connection/stored-entries.ts';
import type { Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createConsoleMemory } from './console-memory.ts';
import { type ConsoleRuns, createConsoleRuns } from './console-runs.ts';

/** The window's console on one connection: its requests, history and favourites. */
export interface ApiConsole extends ConsoleRuns {
  kept(): Promise<ConsoleKept>;
  keepFavourites(favourites: ConsoleFavourite[]): Promise<void>;
  clearHistory(): Promise<void>;
  /** Another account must not see the previous account's responses. */
  follow(account: string | undefined): void;
  /** Deletes the history at sign-out (R28). */
  forgetAccount(account: string): Promise<void>;
}

interface ApiConsoleParts {
  api: ApiClient;
  connection: Connection;
  store: SealedStore;
  log: Log;
  /** The account whose history is stored; undefined for none, and for a pasted token. */
  owner: () => string | undefined;
}

export function createApiConsole({ api, connection, store, log, owner }: ApiConsoleParts): ApiConsole {
  const memory = createConsoleMemory(store, consoleEntry(connection), log);
  const runs = createConsoleRuns(api, connection, (request) => void memory.note(owner(), request));
  let followed: string | undefined;

  return {
    ...runs,
    kept: () => memory.read(owner()),
    keepFavourites: memory.keepFavourites,
    async clearHistory() {
      const whose = owner();
      if (whose !== undefined) await memory.forget(whose);
    },
    follow(account) {
      if (account === followed) return;
      followed = account;
      runs.forget();
    },
    forgetAccount(account) {
      runs.forget();
      return memory.forget(account);
    },
  };
}
