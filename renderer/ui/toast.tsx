import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** How long a toast stays visible, ms. */
const inSight = 5_000;

/** Confirms an action with no other visible result: in a toast and in the status region. */
export function useSay(): (text: string) => void {
  const { status, toast } = useServices();
  return useCallback(
    (text) => {
      status.set(text);
      toast.set({ text });
    },
    [status, toast],
  );
}

/** The current toast. Screen readers get its text from the status region. */
export function Toast() {
  const { toast } = useServices();
  const said = useSyncExternalStore(toast.subscribe, toast.get);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => toast.set(null), inSight);
    return () => clearTimeout(timer);
  }, [said, toast]);
  return said === null ? null : (
    <p className="toast" aria-hidden="true">
      {said.text}
    </p>
  );
}
