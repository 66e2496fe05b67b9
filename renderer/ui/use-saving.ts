import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { useInSight } from './dialog.tsx';
import { failureText, spoken } from './failure-text.ts';

/**
 * A function that saves a file, and whose end is told wherever the user is by then: on a slow drive a screen or a dialog
 * may be left meanwhile. `write` resolves with what is to be told, or with null if the user cancelled. `onSaved` tells it
 * in a dialog, behind which a toast is not seen. A failure is thrown while its place is in sight, and said in a toast
 * after that.
 */
export function useSaving<A extends unknown[]>(
  write: (...args: A) => Promise<string | null>,
  onSaved?: (text: string | null) => void,
): (...args: A) => Promise<void> {
  const { t, say } = useServices();
  const isInSight = useInSight();
  return async (...args) => {
    onSaved?.(null);
    try {
      const text = await write(...args);
      if (text === null) return;
      if (onSaved !== undefined && isInSight()) onSaved(text);
      else say(text);
    } catch (cause) {
      if (isInSight()) throw cause;
      say(spoken(failureText(failureOf(cause), t)));
    }
  };
}
