import { useId, useMemo, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import type { Pane } from './fleet-bar.tsx';

/** Below this window height, in px, the table needs the space more than the overview does. */
const lowWindow = 700;

/** The overview and the details, with the functions that show and hide them. */
export function usePanes(): { readonly overview: Pane; readonly details: Pane } {
  const { panes } = useServices();
  const chosen = useSyncExternalStore(panes.overview.subscribe, panes.overview.get);
  const details = useSyncExternalStore(panes.details.subscribe, panes.details.get);
  const low = useSyncExternalStore(onResize, () => window.innerHeight < lowWindow);
  const overview = chosen ?? !low;
  return {
    overview: usePane(overview, panes.overview),
    details: usePane(details, panes.details),
  };
}

/** The same object until it opens or closes, so that live updates do not render its users again. */
function usePane(open: boolean, state: { readonly set: (open: boolean) => void }): Pane {
  const id = useId();
  return useMemo(() => ({ id, open, toggle: () => state.set(!open) }), [id, open, state]);
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
