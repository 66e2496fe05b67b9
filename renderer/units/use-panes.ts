import { useId, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import type { Pane } from './fleet-bar.tsx';

/** Below this height of the window, in px, the table needs the room more than the overview does. */
const lowWindow = 700;

/** The overview and the details, with what shows and hides them. */
export function usePanes(): { readonly overview: Pane; readonly details: Pane } {
  const { panes } = useServices();
  const chosen = useSyncExternalStore(panes.overview.subscribe, panes.overview.get);
  const details = useSyncExternalStore(panes.details.subscribe, panes.details.get);
  const low = useSyncExternalStore(onResize, () => window.innerHeight < lowWindow);
  const overview = chosen ?? !low;
  return {
    overview: { id: useId(), open: overview, toggle: () => panes.overview.set(!overview) },
    details: { id: useId(), open: details, toggle: () => panes.details.set(!details) },
  };
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
