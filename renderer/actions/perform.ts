import { failureOf } from '../desktop.ts';
import { failureText, spoken } from '../ui/failure-text.ts';
import type { Action, Here } from './action.ts';

/**
 * Runs an action if it is possible now; true if it was. A menu or a list may be a moment old, so this is asked again. A failure
 * is said in a toast and in the status region: an action has no place of its own on the screen.
 */
export function perform({ possible, run }: Pick<Action, 'possible' | 'run'>, here: Here): boolean {
  if (!possible(here)) return false;
  void attempt(run, here);
  return true;
}

/** Whether a modal dialog keeps the action away: what is below the dialog must not change. */
export function isCovered({ anywhere }: Pick<Action, 'anywhere'>): boolean {
  return anywhere !== true && document.querySelector('dialog:modal') !== null;
}

async function attempt(run: (here: Here) => unknown, here: Here): Promise<void> {
  try {
    await run(here);
  } catch (cause) {
    const failure = failureOf(cause);
    if (failure.code !== 'cancelled') here.say(spoken(failureText(failure, here.t)));
  }
}
