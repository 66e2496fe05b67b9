import { useCallback, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureOf } from '../desktop.ts';

/** An action of a button, with its state. */
export interface Action {
  readonly run: () => Promise<void>;
  readonly pending: boolean;
  readonly failure: Failure | null;
}

/** Wraps a call to main so that a second click does not start it twice and a failure can be shown. */
export function useAction(action: () => Promise<unknown>): Action {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(async () => {
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      await action();
    } catch (cause) {
      setFailure(failureOf(cause));
    } finally {
      setPending(false);
    }
  }, [action, pending]);
  return { run, pending, failure };
}
