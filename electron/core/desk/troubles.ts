import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Trouble } from '../../contract/names.ts';
import { tokensPrefix } from '../connection/stored-entries.ts';

/** An internal problem from which MAX Desk has recovered, kept until the user has seen it. */
export interface Troubles {
  calls: Pick<HandlersOf<'support'>, 'dismissTrouble'>;
  state(): Pick<DeskState, 'trouble'>;
  tell(trouble: Trouble): void;
  /** These entries of the secret store can no longer be read. */
  lost(names: readonly string[]): void;
  /** There is data that only a newer version can read. */
  foreign(): void;
}

/** @param onChange called after every change of `state()` */
export function createTroubles(onChange: () => void, first: Trouble | null): Troubles {
  let trouble = first;

  function tell(next: Trouble | null): void {
    // There may be thousands per second, and reporting one may cause another.
    if (next === trouble) return;
    trouble = next;
    onChange();
  }

  return {
    calls: { dismissTrouble: () => tell(null) },
    state: () => ({ trouble }),
    tell,
    lost(names) {
      // The user is signed out and would not know why. Other lost entries are fetched again or asked for.
      if (names.some((name) => name.startsWith(tokensPrefix))) tell('sign-in-lost');
    },
    foreign: () => tell('newer-data'),
  };
}
