import { useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** The window's only status region for assistive technology; rendered from the start. */
export function StatusRegion() {
  const { status } = useServices();
  const text = useSyncExternalStore(status.subscribe, status.get);
  return (
    <p role="status" aria-live="polite" aria-atomic="true" className="visually-hidden">
      {text}
    </p>
  );
}

/** Announces a text whenever it changes; `delay` (ms) lets someone finish typing first. */
export function useAnnouncement(text: string | null, delay = 0): void {
  const { status } = useServices();
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => status.set(text), delay);
    return () => clearTimeout(timer);
  }, [status, text, delay]);
}

/** How long a toast stays visible, ms. */
const inSight = 5_000;

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
