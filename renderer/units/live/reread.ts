import type { LiveState } from '../../../electron/contract/live.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { UnitsList } from '../loading/units-list.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** The shortest time from one list to the next, ms. */
const least = 60_000;
/** What a unit adds to it, ms: of a list in pages of 1,000, the API is asked for one every three seconds on average. */
const perUnit = 3;

/** The time from one list of so many units to the next where live updates do not reach them all, ms. */
export const rereadAfter = (units: number): number => Math.max(least, perUnit * units);

/** Whether the list is read again by itself: live updates reach a part of it, or the service has none. */
export function isReread({ phase, cover }: Pick<LiveState, 'phase' | 'cover'>): boolean {
  return phase === 'not-available' || (phase === 'live' && cover !== null);
}

/** Reads the list again and again, silently, while live updates do not keep it current. */
export function rereadList(
  desk: Pick<DeskStore, 'state'>,
  store: Pick<UnitStore, 'size'>,
  list: Pick<UnitsList, 'state' | 'catchUp'>,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let known: { fetchedAt: number | null; needed: boolean } = { fetchedAt: null, needed: false };

  function plan(): void {
    const { fetchedAt } = list.state.get();
    const state = desk.state.get();
    const needed = state !== null && isReread(state.live) && fetchedAt !== null;
    if (needed === known.needed && fetchedAt === known.fetchedAt) return;
    known = { fetchedAt, needed };
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!known.needed) return;
    // Whatever the clock says, and whatever became of the last attempt.
    const since = Math.max(known.fetchedAt ?? 0, asked);
    const every = rereadAfter(store.size);
    const left = Math.min(Math.max(since + every - Date.now(), 0), every);
    timer = setTimeout(() => {
      asked = Date.now();
      list.catchUp();
      wait();
    }, left);
  }

  desk.state.subscribe(plan);
  list.state.subscribe(plan);
}
