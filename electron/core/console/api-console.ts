import type { HandlersOf } from '../../contract/calls.ts';
import type { ApiClient } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import type { Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createConsoleMemory } from './console-memory.ts';
import { type ConsoleOutlets, createConsoleRuns } from './console-runs.ts';

export interface ConsolePorts {
  api: ApiClient;
  connection: Connection;
  store: SealedStore;
  log: Log;
  outlets: ConsoleOutlets;
  /** The account whose history is stored; undefined for none, and for a pasted token. */
  owner: () => string | undefined;
  /** The id of whoever the access token belongs to; null if it does not say that. */
  userId: () => Promise<string | null>;
}

export type ApiConsole = ReturnType<typeof createApiConsole>;

/** The window's console on one connection: its requests, history and favourites. */
export function createApiConsole(ports: ConsolePorts) {
  const { api, connection, outlets } = ports;
  const memory = createConsoleMemory(ports);
  const runs = createConsoleRuns(api, connection, outlets, (sent) => void memory.note(sent), ports.userId);
  let followed: string | undefined;

  return {
    calls: { ...runs.calls, ...memory.calls } satisfies HandlersOf<'console'>,
    clear: runs.clear,
    /** Another account must not see the previous account's responses. */
    follow(account: string | undefined): void {
      if (account === followed) return;
      followed = account;
      runs.clear();
    },
    /** Also removes the history, at sign-out (R28). */
    forget(account: string): Promise<void> {
      runs.clear();
      return memory.removeHistory(account);
    },
  };
}
