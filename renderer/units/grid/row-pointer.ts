import { shownGroup } from '../groups/group-row.ts';
import type { Column } from '../table/columns.ts';
import type { Slot } from './row-slot.ts';

/** Tells assistive technology the active row or cell, by an id that only that has. */
export function createPointer(grid: HTMLElement) {
  let active: HTMLElement | null = null;
  return {
    /** A reference to a row outside the document would leave a screen reader without a position. */
    pointAt(slot: Slot | undefined, column: Column | null): void {
      const isWritten = slot !== undefined && (slot.unit !== null || shownGroup(slot) !== null);
      const row = isWritten && slot.element.isConnected ? slot : null;
      // The row of a group is one cell.
      const cells = row?.unit === null ? [] : (row?.cells ?? []);
      const cell = cells.find((each) => each.column === column)?.element ?? null;
      if (active !== null && active !== cell) active.removeAttribute('id');
      active = cell;
      const cellId = cell === null ? null : `${row?.element.id}-${column}`;
      if (cell !== null && cellId !== null && cell.id !== cellId) cell.id = cellId;
      const id = cellId ?? row?.element.id ?? null;
      if (grid.getAttribute('aria-activedescendant') === id) return;
      if (id === null) grid.removeAttribute('aria-activedescendant');
      else grid.setAttribute('aria-activedescendant', id);
    },
  };
}
