import type { DeskState, Failure } from '../electron/contract.ts';
import { type DesktopClient, failureOf } from './desktop.ts';
import { type Observable, observable } from './observable.ts';

/** The state of the desk as last told by main: null before the first word, a failure if there was none. */
export interface Desk {
  readonly state: Observable<DeskState | null>;
  readonly failure: Observable<Failure | null>;
  /** Asks main for the state; also what "Try again" does when the first question failed. */
  load(): Promise<void>;
}

/** Whether somebody is signed in or nobody is: not while it is still being found out, or the system browser has the word. */
export function isSettled({ session: { phase } }: DeskState): boolean {
  return phase === 'signed-in' || phase === 'signed-out';
}

/** Mirrors main's state in the page. */
export function createDesk(desktop: DesktopClient): Desk {
  const state = observable<DeskState | null>(null);
  const failure = observable<Failure | null>(null);
  let pushed = 0;
  desktop.on('stateChanged', (next) => {
    pushed += 1;
    failure.set(null);
    state.set(next);
  });
  return {
    state,
    failure,
    async load() {
      const before = pushed;
      try {
        const answer = await desktop.call('getState');
        // A pushed state that overtook the answer is the newer one.
        if (pushed === before) state.set(answer);
        failure.set(null);
      } catch (cause) {
        if (state.get() === null) failure.set(failureOf(cause));
      }
    },
  };
}
