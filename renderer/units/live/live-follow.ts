import type { CallInput } from '../../../electron/contract/calls.ts';
import type { LiveState } from '../../../electron/contract/live.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Sight } from '../grid/row-pool.ts';
import type { UnitsList } from '../loading/units-list.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** Fleets of up to this many units are followed whole: one message of the hub for each would take it too long else. */
export const wholeFleet = 100_000;
/** How long the visible range must rest before main is told, in ms: units that scroll by need no updates. */
const rest = 250;

/** Applies live updates, tells main which units the window shows, and reloads the list after missed updates. */
export function followLive(desktop: DesktopClient, desk: DeskStore, store: UnitStore, list: UnitsList) {
  let inSight: Sight = { from: 0, to: 0 };
  let phase: LiveState['phase'] = 'off';
  let told: string | null = null;
  let account: string | undefined;
  let cover: LiveState['cover'] = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What the table shows, a page before it and a page after it. */
  const around = (): string[] => {
    const page = inSight.to - inSight.from;
    return store.shownIds(inSight.from - page, inSight.to + page);
  };
  const wanted = (): CallInput<'followUnits'> => {
    if (store.size > wholeFleet) return { ids: around() };
    // What is in sight matters only to a hub that does not take all.
    return desk.state.get()?.live.cover ? { ids: 'all', inSight: around() } : { ids: 'all' };
  };
  const tell = () => {
    timer = undefined;
    if (!isOn(phase) || store.size === 0) return;
    const input = wanted();
    const key = JSON.stringify(input);
    if (key === told) return;
    told = key;
    desktop.call('followUnits', input).catch(() => {
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
    // What is in sight is told only to a hub that does not take all.
    if ((state.live.cover === null) !== (cover === null)) soon();
    cover = state.live.cover;
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
