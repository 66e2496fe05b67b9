import { type RefObject, useEffect } from 'react';
import type { UnitStore } from '../table/unit-store.ts';

/** Minimum time between two reorderings after live updates, in ms. */
const interval = 2_000;
/** How long the rows keep their places after pointer or key input in the table, in ms. */
const calm = 5_000;

/** Reorders rows after live updates, but not while the user is working in the table. */
export function useCalmOrder(grid: RefObject<HTMLElement | null>, store: UnitStore): void {
  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    let last = Number.NEGATIVE_INFINITY;
    const note = () => {
      last = performance.now();
    };
    const listening = new AbortController();
    for (const sign of ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focusin'])
      element.addEventListener(sign, note, { passive: true, signal: listening.signal });
    const timer = setInterval(() => {
      if (performance.now() - last >= calm) store.renew();
    }, interval);
    return () => {
      listening.abort();
      clearInterval(timer);
    };
  }, [grid, store]);
}
