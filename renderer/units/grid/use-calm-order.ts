import { type RefObject, useEffect } from 'react';
import type { UnitStore } from '../table/unit-store.ts';

/** How often rows are put where live updates say they belong, in ms, at most. */
const interval = 2_000;
/** For how long after a movement of the pointer or a key in the table the rows stay where they are, in ms. */
const calm = 5_000;

/** Puts rows in order after live updates, but not under the hands of someone who is working in the table. */
export function useCalmOrder(grid: RefObject<HTMLElement | null>, store: UnitStore): void {
  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    let last = Number.NEGATIVE_INFINITY;
    const note = () => {
      last = performance.now();
    };
    const signs = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focusin'] as const;
    for (const sign of signs) element.addEventListener(sign, note, { passive: true });
    const timer = setInterval(() => {
      if (performance.now() - last >= calm) store.renew();
    }, interval);
    return () => {
      for (const sign of signs) element.removeEventListener(sign, note);
      clearInterval(timer);
    };
  }, [grid, store]);
}
