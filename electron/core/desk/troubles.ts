import type { DeskState } from '../../contract/desk.ts';
import type { Trouble } from '../../contract/names.ts';
import { tokensPrefix } from '../connection/stored-entries.ts';

/**
 * An internal problem from which MAX Desk has recovered, kept until the user has seen it.
 * @param onChange called after every change of `state()`
 */
export function createTroubles(onChange: () => void, first: Trouble | null) {
  let trouble = first;

  function tell(next: Trouble | null): void {
    // There may be thousands per second, and reporting one may cause another.
    if (next === trouble) return;
    trouble = next;
    onChange();
  }

  return {
    calls: { dismissTrouble: () => tell(null) },
    state: (): Pick<DeskState, 'trouble'> => ({ trouble }),
    tell,
    /** These entries of the secret store can no longer be read. */
    lost(names: readonly string[]): void {
      // The user is signed out and would not know why.
      if (names.some((name) => name.startsWith(tokensPrefix))) tell('sign-in-lost');
      else if (names.length > 0 && trouble !== 'sign-in-lost') tell('data-lost');
    },
    /** There is data that only a newer version can read. */
    foreign: () => tell('newer-data'),
  };
}
