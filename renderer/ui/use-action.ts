import { useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureOf } from '../desktop.ts';

/** Wraps a call to main so that a second click does not start it twice and a failure can be shown. */
export function useAction<A extends unknown[] = []>(action: (...args: A) => Promise<unknown>) {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (...args: A): Promise<void> => {
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
