import { useId, useMemo, useSyncExternalStore } from 'react';
import { observable } from '../observable.ts';
import { useServices } from '../services.ts';

/** Which parts of the screen around the table are open. */
type Panes = ReturnType<typeof createPanes>;

/** The initial state: details closed, the overview open if there is room for it. */
export function createPanes() {
  return {
    /** Null until the user has chosen; until then the window's height decides. */
    overview: observable<boolean | null>(null),
    details: observable(false),
  };
}

/** A part of the screen that a button shows and hides. */
export interface Pane {
  readonly id: string;
  readonly open: boolean;
  readonly toggle: () => void;
}

/** Below this window height, in px, the table needs the space more than the overview does. */
const lowWindow = 700;

/** Whether the overview is open, outside of a component. */
export function isOverviewOpen({ overview }: Panes): boolean {
  return overview.get() ?? window.innerHeight >= lowWindow;
}

/** The overview and the details, with the functions that show and hide them. */
export function usePanes(): { readonly overview: Pane; readonly details: Pane } {
  const { panes } = useServices();
  const low = useSyncExternalStore(onResize, () => window.innerHeight < lowWindow);
  return { overview: usePane(panes.overview, !low), details: usePane(panes.details, false) };
}

/** The same object until it opens or closes, so that live updates do not render its users again. */
function usePane({ subscribe, get, set }: Panes['overview' | 'details'], usual: boolean): Pane {
  const id = useId();
  const open = useSyncExternalStore(subscribe, get) ?? usual;
  return useMemo(() => ({ id, open, toggle: () => set(!open) }), [id, open, set]);
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
