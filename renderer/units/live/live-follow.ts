import type { LiveState } from '../../../electron/contract/live.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Sight } from '../grid/row-pool.ts';
import type { UnitsList } from '../loading/units-list.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** Fleets up to this size are followed whole. */
const wholeFleet = 5_000;
/** For how long the sight must rest before main is told, in ms: nobody follows what flies by. */
const rest = 250;

/** Brings the live updates into the table. */
export interface LiveFollow {
  /** The table shows these positions now. */
  sight(sight: Sight): void;
}

/** Takes live updates in, keeps main told which units the window shows, and reads the list again when updates were missed. */
export function followLive(
  desktop: DesktopClient,
  desk: DeskStore,
  store: UnitStore,
  list: UnitsList,
): LiveFollow {
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
      // Said again with the next change; that it is not live is said by the state.
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
    // Main forgets what was shown to somebody else.
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
    sight(next) {
      if (next.from === inSight.from && next.to === inSight.to) return;
      inSight = next;
      soon();
    },
  };
}

function isOn(phase: LiveState['phase']): boolean {
  return phase !== 'off' && phase !== 'not-available';
}
