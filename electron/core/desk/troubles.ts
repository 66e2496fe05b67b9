import type { DeskState } from '../../contract/desk.ts';
import type { Trouble } from '../../contract/names.ts';
import { tokensPrefix } from '../connection/stored-entries.ts';

/** What went wrong inside MAX Desk and was put right, until the person has seen it. */
export interface Troubles {
  state(): Pick<DeskState, 'trouble'>;
  tell(trouble: Trouble): void;
  /** These entries of the store of secrets cannot be read any more. */
  lost(names: readonly string[]): void;
  /** There is something that only a newer version can read. */
  foreign(): void;
  dismiss(): void;
}

/** @param onChange called after every change of `state()` */
export function createTroubles(onChange: () => void, first: Trouble | null): Troubles {
  let trouble = first;

  function tell(next: Trouble | null): void {
    // There may be thousands in a second, and telling it may itself be one.
    if (next === trouble) return;
    trouble = next;
    onChange();
  }

  return {
    state: () => ({ trouble }),
    tell,
    lost(names) {
      // Whoever was signed in is not any more, and would not know why. What else was kept comes again, or is asked for.
      if (names.some((name) => name.startsWith(tokensPrefix))) tell('sign-in-lost');
    },
    foreign: () => tell('newer-data'),
    dismiss: () => tell(null),
  };
}
