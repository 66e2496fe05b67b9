import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { pressGroup, turnGroup } from '../groups/group-keys.ts';
import type { Column } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { type ColumnCommand, changeColumn, isPossible } from './column-commands.ts';
import { revealColumn } from './column-sizes.ts';
import { pressKey } from './grid-presses.ts';
import { headerHeight, rowHeights } from './row-pool.ts';
import type { Selection } from './selection.ts';

/** What the screen around the table hears of it, and tells it. */
export interface GridHandlers {
  /** The ID of the unit that the details show; null while they are closed. */
  readonly shownInDetails?: string | null;
  /** Called on Enter or a double click on a unit, which is the active one. */
  readonly onOpen?: (by: 'key' | 'pointer') => void;
  /** Called with what a command has done with a column, for assistive technology. */
  readonly onColumnChange?: (text: string) => void;
}

interface Options extends GridHandlers {
  readonly grid: RefObject<HTMLElement | null>;
  readonly store: UnitStore;
  readonly selection: Selection;
  /** The column of the active cell; null while the keys move by row. */
  readonly cell: Column | null;
}

/** The keys and clicks of the table, and the commands of its columns. */
export function useGridInput({ grid, store, selection, cell, ...handlers }: Options) {
  const { shownInDetails = null, onOpen, onColumnChange } = handlers;
  const { t } = useTranslation();
  const command = useCallback(
    (name: ColumnCommand, column: Column): void => {
      if (grid.current === null || !isPossible(name, column, store.columns)) return;
      changeColumn(name, column, store, grid.current);
      const [place, count] = [store.columns.indexOf(column) + 1, store.columns.length];
      const texts = { column: t(`units.columns.${column}`), place, count, width: store.widths[column] ?? 0 };
      onColumnChange?.(t(`grid.done.${doneBy[name]}`, texts));
    },
    [grid, store, t, onColumnChange],
  );

  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const { currentTarget, key, shiftKey, altKey } = event;
    // Key events of the header's buttons bubble up to here.
    if (event.target !== currentTarget) return;
    const cursor = selection.cursor();
    const isSide = key === 'ArrowLeft' || key === 'ArrowRight';
    // Left and right lead from cell to cell.
    if (!(isSide && cell !== null) && pressGroup(event, store, cursor, selection.move)) {
      event.preventDefault();
      return;
    }
    const table = {
      store,
      selection,
      cell,
      page: rowsInSight(currentTarget, store) - 1,
      hasDetails: shownInDetails !== null,
      onOpen: () => onOpen?.('key'),
      onCommand: command,
    };
    if (!pressKey({ key, shiftKey, altKey, withControl: event.ctrlKey || event.metaKey }, table)) return;
    event.preventDefault();
    const next = selection.get().cell;
    // To select all of them does not lead to the active row.
    if (selection.cursor() !== cursor || next !== cell)
      reveal(currentTarget, selection.cursor(), rowHeights[store.density]);
    if (next !== null && next !== cell) revealColumn(currentTarget, next);
  };

  const click = (event: MouseEvent): void => {
    const position = positionOf(event.target);
    if (position === null || turnGroup(store, position, selection.move)) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (event.shiftKey) {
      // Shift selects the text in between as well.
      window.getSelection()?.empty();
      selection.extend(position, withControl);
    } else if (withControl) selection.toggle(position);
    else selection.choose(position);
    const column = columnOf(event.target, store);
    if (cell !== null && column !== undefined) selection.setCell(column);
  };

  return { command, press, click };
}

/** Which text says that a command is done. */
const doneBy = {
  left: 'moved',
  right: 'moved',
  wider: 'resized',
  narrower: 'resized',
  fit: 'resized',
  hide: 'hidden',
} as const satisfies Record<ColumnCommand, string>;

function rowsInSight(grid: HTMLElement, { density }: UnitStore): number {
  return Math.floor((grid.clientHeight - headerHeight) / rowHeights[density]);
}

/** Scrolls until a row is in sight. */
export function reveal(grid: HTMLElement, position: number, rowHeight: number): void {
  const top = position * rowHeight;
  const height = grid.clientHeight - headerHeight;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + height) grid.scrollTop = top + rowHeight - height;
}

/** The position of the row that an event happened in. */
export function positionOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('.unit-row') : null;
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 2;
}

/** The column of the cell that an event happened in. */
function columnOf(target: EventTarget, { columns }: UnitStore): Column | undefined {
  const cell = target instanceof Element ? target.closest('.unit-cell') : null;
  return columns[Number(cell?.getAttribute('aria-colindex')) - 1];
}
