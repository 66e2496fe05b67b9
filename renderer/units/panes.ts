import { useId, useMemo, useSyncExternalStore } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import type { DeskStore } from '../desk-store.ts';
import { type DesktopClient, failureOf } from '../desktop.ts';
import { observable } from '../observable.ts';
import { useServices } from '../services.ts';

/** Which parts of the screen around the table are open. */
type Panes = ReturnType<typeof createPanes>;

/** The details are closed at first; whether the overview is folded is kept in the settings. */
export function createPanes(desktop: Pick<DesktopClient, 'call'>, desk: Pick<DeskStore, 'state'>) {
  /** Null if the window's height decides. */
  const overview = observable<boolean | null>(null);
  const failure = observable<Failure | null>(null);
  let kept: Settings['overview'] | undefined;
  let saving = 0;
  const follow = () => {
    const next = desk.state.get()?.settings.overview;
    // While a choice is being saved, main may still send the one before it.
    if (next === undefined || next === kept || saving > 0) return;
    kept = next;
    overview.set(next === 'auto' ? null : next === 'open');
  };
  desk.state.subscribe(follow);
  follow();
  /** Applies at once, even if it cannot be saved. */
  const setOverview = async (open: boolean) => {
    overview.set(open);
    saving += 1;
    try {
      await desktop.call('changeSettings', { overview: open ? 'open' : 'folded' });
      failure.set(null);
    } catch (cause) {
      failure.set(failureOf(cause));
    } finally {
      saving -= 1;
    }
  };
  return {
    overview: { ...overview, set: (open: boolean) => void setOverview(open) },
    details: observable(false),
    /** Why the last choice could not be saved. */
    failure,
  };
}

/** A part of the screen that a button shows and hides. */
export interface Pane {
  readonly id: string;
  readonly open: boolean;
  readonly toggle: () => void;
}

/** Below this window height, in px, the table needs the space more than the overview does. */
const lowWindow = 900;

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
  const open = useSyncExternalStore<boolean | null>(subscribe, get) ?? usual;
  return useMemo(() => ({ id, open, toggle: () => set(!open) }), [id, open, set]);
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
