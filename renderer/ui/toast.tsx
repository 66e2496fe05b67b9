import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** How long the word that something was done stays, ms. */
const inSight = 5_000;

/** Says that something was done which is not to be seen otherwise: in sight for a moment, and in the status region. */
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

/** What was said last, while it is in sight. The status region speaks for those who listen. */
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
