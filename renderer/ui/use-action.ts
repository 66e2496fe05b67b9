import { useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureOf } from '../desktop.ts';

/** An action of a button, with its state. */
export interface Action<A extends unknown[] = []> {
  readonly run: (...args: A) => Promise<void>;
  readonly pending: boolean;
  readonly failure: Failure | null;
}

/** Wraps a call to main so that a second click does not start it twice and a failure can be shown. */
export function useAction<A extends unknown[] = []>(action: (...args: A) => Promise<unknown>): Action<A> {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (...args: A) => {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    setFailure(null);
    try {
      await action(...args);
    } catch (cause) {
      setFailure(failureOf(cause));
    } finally {
      busy.current = false;
      setPending(false);
    }
  };
  return { run, pending, failure };
}
