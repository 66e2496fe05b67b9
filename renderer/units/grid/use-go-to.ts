import { type RefObject, useEffect } from 'react';
import type { UnitStore } from '../table/unit-store.ts';
import { headerHeight, rowHeights } from './row-pool.ts';
import type { Selection } from './use-selection.ts';

interface GoTo {
  readonly store: UnitStore;
  /** The unit to go to, while there is one. */
  readonly wanted?: string | null;
  /** Called once its row is the active one, or the unit is known to be gone. */
  readonly onReached?: () => void;
}

/** Makes a wanted unit the active row once it is shown, and gives the table the focus. */
export function useGoTo(
  grid: RefObject<HTMLElement | null>,
  selection: Pick<Selection, 'choose'>,
  { store, wanted = null, onReached }: GoTo,
): void {
  // After each rendering: a search that hid it may be finished by now.
  useEffect(() => {
    if (wanted === null || grid.current === null || store.busy) return;
    const position = store.indexOf(wanted);
    // A unit that went meanwhile is not waited for: the table would jump to it when it comes back.
    onReached?.();
    if (position < 0) return;
    selection.choose(position);
    reveal(grid.current, position, rowHeights[store.density]);
    grid.current.focus({ preventScroll: true });
  });
}

/** Scrolls so far that the row at this position is in sight; `rowHeight` in px. */
export function reveal(grid: HTMLElement, position: number, rowHeight: number): void {
  const top = position * rowHeight;
  const height = grid.clientHeight - headerHeight;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + height) grid.scrollTop = top + rowHeight - height;
}
