import type { KeyboardEvent, MouseEvent } from 'react';
import type { UnitStore } from '../table/unit-store.ts';
import { headerHeight, rowHeights } from './row-pool.ts';
import type { Selection } from './selection.ts';

/** Where a row's context menu is asked for, and for which units. */
export interface RowRequest {
  readonly ids: readonly string[];
  /** In px, from the upper left corner of the page. */
  readonly x: number;
  readonly y: number;
}

/** How the grid asks for the context menu of a row: by the pointer, or by a key for the active row. */
export function rowMenuOf(store: UnitStore, selection: Selection, onMenu?: (request: RowRequest) => void) {
  const ask = (ids: readonly string[], place: Pick<RowRequest, 'x' | 'y'>) => {
    if (ids.length > 0) onMenu?.({ ids, ...place });
  };
  return {
    /** True if the key was one that asks for a menu. */
    press(event: KeyboardEvent<HTMLElement>): boolean {
      if (!asksForMenu(event)) return false;
      // Or else the system asks for one of its own as well.
      event.preventDefault();
      const cursor = selection.cursor();
      ask(unitsAt(store, selection, cursor), placeBelow(event.currentTarget, cursor, store.density));
      return true;
    },
    point:
      (positionOf: (target: EventTarget) => number | null) =>
      ({ target, clientX, clientY, buttons }: MouseEvent): void => {
        const position = positionOf(target);
        if (position === null) return;
        const ids = unitsAt(store, selection, position);
        const open = () => ask(ids, { x: clientX, y: clientY });
        // Linux and macOS ask when the button goes down: the menu would take its release for a click beside it, and close.
        if (buttons === 0) open();
        else window.addEventListener('pointerup', () => setTimeout(open), { once: true });
      },
  };
}

/** Whether these keys ask for a context menu. Shift+F10 is for keyboards without the key for it. */
function asksForMenu({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/**
 * The units that a menu at this row is about: what is selected, in the order of the table, if the row belongs to it; else the
 * row alone, which is then selected, so that everybody sees what the menu is about.
 */
export function unitsAt(
  store: Pick<UnitStore, 'at' | 'shownIds' | 'shown'>,
  { get, choose }: Pick<Selection, 'get' | 'choose'>,
  position: number,
): readonly string[] {
  const id = store.at(position)?.id;
  if (id === undefined) return [];
  const { selected } = get();
  if (selected.has(id)) {
    // A unit may stand in several groups.
    return [...new Set(store.shownIds(0, store.shown).filter((each) => selected.has(each)))];
  }
  choose(position);
  return [id];
}

/** The place below a row of the grid for a menu that is asked for by a key; at its edge if the row is out of sight. */
function placeBelow(grid: HTMLElement, position: number, density: UnitStore['density']) {
  const { left, top, bottom } = grid.getBoundingClientRect();
  const end = top + headerHeight + (position + 1) * rowHeights[density] - grid.scrollTop;
  return { x: left + 24, y: Math.max(top + headerHeight, Math.min(bottom, end)) };
}
