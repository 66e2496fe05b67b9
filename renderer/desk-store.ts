import type { DeskState } from '../electron/contract/desk.ts';
import type { Failure } from '../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from './desktop.ts';
import { type Observable, observable } from './observable.ts';

/** The desk's state as last sent by main, null before that; `failure` if the first request failed. */
export interface DeskStore {
  readonly state: Observable<DeskState | null>;
  readonly failure: Observable<Failure | null>;
  /** Requests the state from main; "Try again" calls it too. */
  load(): Promise<void>;
}

/** True unless the session is still being read from disk or a sign-in is in progress. */
export function isSettled({ session: { phase } }: DeskState): boolean {
  return phase === 'signed-in' || phase === 'signed-out';
}

/** Mirrors main's state in the page. */
export function createDeskStore(desktop: DesktopClient): DeskStore {
  const state = observable<DeskState | null>(null);
  const failure = observable<Failure | null>(null);
  desktop.on('stateChanged', (next) => {
    failure.set(null);
    state.set(next);
  });
  return {
    state,
    failure,
    async load() {
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
