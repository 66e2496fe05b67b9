import { useCallback, useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureOf } from '../desktop.ts';

/** Runs one task at a time and ignores further ones meanwhile. `failure` is that of the last run. */
export function useCall(): { run: (task: () => Promise<unknown>) => Promise<void>; failure: Failure | null } {
  const busy = useRef(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(async (task: () => Promise<unknown>) => {
    if (busy.current) return;
    busy.current = true;
    setFailure(null);
    try {
      await task();
    } catch (cause) {
      setFailure(failureOf(cause));
    } finally {
      busy.current = false;
    }
  }, []);
  return { run, failure };
}
