import { useEffect, useRef } from 'react';
import type { UnitStore } from '../table/unit-store.ts';

/** A unit that somebody wants to go to; each time another object. */
export interface Goal {
  readonly id: string;
  /** What had to be changed so that it is shown. */
  readonly note: string | null;
}

/** Calls `arrive` with the position of the unit once the table stands still. A unit that is not shown then is given up. */
export function useGoal(store: UnitStore, goal: Goal | null, arrive: (position: number) => void): void {
  const last = useRef<Goal | null>(null);
  // Whenever the table has changed.
  useEffect(() => {
    if (goal === null || goal === last.current || store.busy) return;
    last.current = goal;
    const position = store.indexOf(goal.id);
    if (position >= 0) arrive(position);
  });
}
