import type { LiveState } from '../../../electron/contract/live.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Sight } from '../grid/row-pool.ts';
import type { UnitsList } from '../loading/units-list.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** Fleets of up to this many units are followed whole. */
const wholeFleet = 5_000;
/** How long the visible range must rest before main is told, in ms: units that scroll by need no updates. */
const rest = 250;

/** Applies live updates, tells main which units the window shows, and reloads the list after missed updates. */
export function followLive(desktop: DesktopClient, desk: DeskStore, store: UnitStore, list: UnitsList) {
  let inSight: Sight = { from: 0, to: 0 };
  let phase: LiveState['phase'] = 'off';
  let told: string | null = null;
  let account: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wanted = (): 'all' | string[] => {
    if (store.size <= wholeFleet) return 'all';
    const page = inSight.to - inSight.from;
    return store.shownIds(inSight.from - page, inSight.to + page);
  };
  const tell = () => {
    timer = undefined;
    if (!isOn(phase) || store.size === 0) return;
    const ids = wanted();
    const key = ids === 'all' ? ids : ids.join('\n');
    if (key === told) return;
    told = key;
    desktop.call('followUnits', { ids }).catch(() => {
      // Retried with the next change; the state shows that the units are not live.
      told = null;
    });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, rest);
  };
  const follow = () => {
    const state = desk.state.get();
    if (state === null) return;
    store.setWatched(new Set(state.watched));
    // Main forgets what was shown to another account.
    const other = state.session.account?.id;
    if (other !== account) {
      told = null;
      soon();
    }
    account = other;
    const before = phase;
    phase = state.live.phase;
    if (phase === before) return;
    if (!isOn(phase)) told = null;
    else if (!isOn(before)) soon();
    if (phase === 'catching-up') list.catchUp();
    else if (before === 'catching-up') list.needNotCatchUp();
  };

  desktop.on('unitUpdates', ({ updates }) => store.apply(updates));
  desk.state.subscribe(follow);
  let layout = store.layout();
  store.subscribe(() => {
    if (store.layout() === layout) return;
    layout = store.layout();
    soon();
  });
  follow();
  return {
    /** Reports which positions the table shows now. */
    sight(next: Sight): void {
      if (next.from === inSight.from && next.to === inSight.to) return;
      inSight = next;
      soon();
    },
  };
}

function isOn(phase: LiveState['phase']): boolean {
  return phase !== 'off' && phase !== 'not-available';
}
