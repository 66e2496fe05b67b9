import type { DeskState } from '../electron/contract/desk.ts';
import type { Failure } from '../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from './desktop.ts';
import { type Observable, observable } from './observable.ts';

/** The state of the desk as last told by main: null before the first word, a failure if there was none. */
export interface DeskStore {
  readonly state: Observable<DeskState | null>;
  readonly failure: Observable<Failure | null>;
  /** Asks main for the state; also what "Try again" does when the first question failed. */
  load(): Promise<void>;
}

/** Whether it is settled who is signed in: not while that is still read from disk, or while we wait for the system browser. */
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
        // Whatever was pushed before this answer is older (R38).
        state.set(await desktop.call('getState'));
        failure.set(null);
      } catch (cause) {
        if (state.get() === null) failure.set(failureOf(cause));
      }
    },
  };
}
