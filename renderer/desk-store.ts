import type { DeskState } from '../electron/contract/desk.ts';
import type { Failure } from '../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from './desktop.ts';
import { observable } from './observable.ts';

/** Main's state, mirrored in the page. */
export type DeskStore = ReturnType<typeof createDeskStore>;

/** Whose data is shown; null if nobody is signed in. Unchanged while the user adds another account. */
export function ownerOf(state: DeskState | null): string | null {
  const account = state?.session.account;
  if (!account || !state.connection) return null;
  return ownerName({ connection: state.connection.id, account: account.id });
}

/** The same for what main says whose it is. */
export function ownerName({ connection, account }: { connection: string; account: string }): string {
  return JSON.stringify([connection, account]);
}

/** True unless the session is still being read from disk or a sign-in is in progress. */
export function isSettled({ session: { phase } }: DeskState): boolean {
  return phase === 'signed-in' || phase === 'signed-out';
}

/** Creates the store; its state is the last that main has sent. */
export function createDeskStore(desktop: DesktopClient) {
  const state = observable<DeskState | null>(null);
  const failure = observable<Failure | null>(null);
  desktop.on('stateChanged', (next) => {
    failure.set(null);
    state.set(next);
  });
  return {
    /** Null before main has sent any. */
    state,
    /** Why the first request failed. */
    failure,
    /** Requests the state from main; "Try again" calls it too. */
    async load(): Promise<void> {
      try {
        // This reply is newer than every state pushed before it (R38).
        state.set(await desktop.call('getState'));
        failure.set(null);
      } catch (cause) {
        if (state.get() === null) failure.set(failureOf(cause));
      }
    },
  };
}
