import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { useInSight } from './dialog.tsx';
import { failureText, spoken } from './failure-text.ts';

/**
 * An action whose end is told wherever the user is by then: on a slow drive its screen or dialog may be left meanwhile.
 * `act` resolves with what is to be told, or with null for nothing, as when the user cancelled. `onDone` tells it in a
 * dialog, behind which a toast is not seen. A failure is thrown while its place is in sight, and said in a toast after that.
 */
export function useTold<A extends unknown[]>(
  act: (...args: A) => Promise<string | null>,
  onDone?: (text: string | null) => void,
): (...args: A) => Promise<void> {
  const { t, say } = useServices();
  const isInSight = useInSight();
  return async (...args) => {
    onDone?.(null);
    try {
      const text = await act(...args);
      if (text === null) return;
      if (onDone !== undefined && isInSight()) onDone(text);
      else say(text);
    } catch (cause) {
      if (isInSight()) throw cause;
      say(spoken(failureText(failureOf(cause), t)));
    }
  };
}
