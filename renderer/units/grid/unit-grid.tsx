// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import { memo, type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { timeColumns } from '../../../electron/contract/unit-times.ts';
import { useGroupText } from '../groups/use-group-text.ts';
import { type Goal, useGoal } from '../outages/use-goal.ts';
import type { Column } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { gridSizes, useColumnRules } from './column-sizes.ts';
import { GridHeader } from './grid-header.tsx';
import { rowHeights, type Sight } from './row-pool.ts';
import { type RowRequest, rowMenuOf } from './row-request.ts';
import { type Selection, useSelection } from './selection.ts';
import { useCalmOrder } from './use-calm-order.ts';
import { useCellCopy } from './use-cell-copy.ts';
import { type GridHandlers, positionOf, reveal, useGridInput } from './use-grid-input.ts';
import { useRowPool } from './use-row-pool.ts';

interface Props extends GridHandlers {
  readonly store: UnitStore;
  readonly selection: Selection;
  readonly now: number;
  readonly onSight: (sight: Sight) => void;
  /** The unit to be scrolled to and selected. */
  readonly goal?: Goal | null;
  /** Called when the context menu of a row is asked for. */
  readonly onMenu?: (request: RowRequest) => void;
  /** Called after the text of a cell was copied. */
  readonly onCopied?: () => void;
}

/** The units table. React renders the header and handles keyboard and selection; the rows are pooled DOM nodes. */
export const UnitGrid = memo(function UnitGrid({ store, selection, now, onSight, ...props }: Props) {
  const { shownInDetails = null, goal = null, onOpen, onCopied, onMenu } = props;
  const { t } = useTranslation();
  useSyncExternalStore(store.subscribe, store.layout);
  const { list, selected, cell: wantedCell } = useSelection(selection);
  // Its column may have been hidden.
  const cell = wantedCell !== null && store.columns.includes(wantedCell) ? wantedCell : null;
  const cursor = selection.cursor();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const groupText = useGroupText();
  // Before the rows are written, so that they are those in sight.
  useKeptScroll(grid, selection, list);
  useRowPool({
    grid,
    body,
    store,
    marks: {
      active: cursor,
      cell,
      selected,
      current: shownInDetails,
      watched: t('units.watched'),
      groupText,
    },
    now,
    onSight,
  });
  useCalmOrder(grid, store);
  useGoal(store, goal, (position) => arrive(grid.current, position, store, selection));
  useCellCopy(grid, cell === null ? null : textOf(store, cursor, cell), onCopied);

  useColumnRules(store.columns, store.widths);
  const { command, press, click } = useGridInput({ grid, store, selection, cell, ...props });
  const menu = rowMenuOf(store, selection, onMenu);

  return (
    <div
      ref={grid}
      className="unit-grid"
      role="grid"
      {...(store.groups.isShown && { role: 'treegrid' })}
      aria-label={t('navigation.units')}
      aria-rowcount={store.shown + 1}
      aria-colcount={store.columns.length}
      aria-multiselectable="true"
      data-density={store.density}
      data-pane
      data-by={cell === null ? 'row' : 'cell'}
      tabIndex={0}
      onKeyDown={(event) => !menu.press(event) && press(event)}
      style={gridSizes(store.columns, store.widths)}
    >
      <GridHeader store={store} columns={store.columns} sort={store.sort} onCommand={command} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself answers the keys */}
      <div
        ref={body}
        role="rowgroup"
        className="unit-rows"
        style={{ height: store.shown * rowHeights[store.density] }}
        onClick={click}
        onContextMenu={menu.point(positionOf)}
        onDoubleClick={(event) => hasUnit(store, positionOf(event.target)) && onOpen?.('pointer')}
        onPointerOver={(event) => explain(event.target, store)}
      />
    </div>
  );
});

/** The text of a cell as the table shows it. */
function textOf(store: UnitStore, position: number, column: Column): string {
  const unit = store.at(position);
  return unit === undefined ? '' : store.text.cell(unit, column, Date.now());
}

function hasUnit(store: UnitStore, position: number | null): boolean {
  return position !== null && store.at(position) !== undefined;
}

/** Scrolls to a position and selects it; the keys work from there. */
function arrive(grid: HTMLElement | null, position: number, { density }: UnitStore, { choose }: Selection) {
  if (grid !== null) reveal(grid, position, rowHeights[density]);
  grid?.focus({ preventScroll: true });
  choose(position);
}

/** Scrolls to where the table was left; another list starts at its top. */
function useKeptScroll(grid: RefObject<HTMLElement | null>, { scroll }: Selection, list: string): void {
  const shown = useRef(list);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) return;
    element.scrollTop = scroll.top;
    element.scrollLeft = scroll.left;
    const keep = () => Object.assign(scroll, { top: element.scrollTop, left: element.scrollLeft });
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [grid, scroll]);
  useLayoutEffect(() => {
    if (shown.current === list || grid.current === null) return;
    shown.current = list;
    grid.current.scrollTop = 0;
  }, [grid, list]);
}

/** Sets a cell's tooltip on hover: the full text if it is cut off, the exact time and how it is known of an age. */
function explain(target: EventTarget, store: UnitStore): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.unit-cell') : null;
  const position = positionOf(target);
  const unit = position === null ? undefined : store.at(position);
  if (cell === null || unit === undefined) return;
  const time = timeColumns.find((column) => cell.classList.contains(`column-${column}`));
  if (time !== undefined) cell.title = store.text.exactTime(unit, time);
  else if (cell.classList.contains('column-history')) cell.title = store.text.sparkTitle(unit);
  else if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
