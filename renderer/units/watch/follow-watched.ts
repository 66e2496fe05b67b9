import type { Desk } from '../../desk.ts';
import type { UnitStore } from '../unit-store.ts';

/** Tells the table which units are watched. Main pushes its whole state at every change: only another list counts. */
export function followWatched(desk: Desk, units: Pick<UnitStore, 'setWatched'>): void {
  let known = '[]';
  const follow = () => {
    const watched = desk.state.get()?.watched ?? [];
    const next = JSON.stringify(watched);
    if (next === known) return;
    known = next;
    units.setWatched(new Set(watched));
  };
  desk.state.subscribe(follow);
  follow();
}
