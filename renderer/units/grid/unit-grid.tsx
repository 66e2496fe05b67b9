// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { timeColumns } from '../../../electron/contract/unit-times.ts';
import { pressGroup, turnGroup } from '../groups/group-keys.ts';
import { useGroupText } from '../groups/use-group-text.ts';
import { type Goal, useGoal } from '../outages/use-goal.ts';
import { tableWidth } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { GridHeader } from './grid-header.tsx';
import { rowForKey } from './grid-keys.ts';
import { headerHeight, rowHeights, type Sight } from './row-pool.ts';
import { type RowRequest, rowMenuOf } from './row-request.ts';
import { useCalmOrder } from './use-calm-order.ts';
import { useRowPool } from './use-row-pool.ts';
import { type Selection, useSelection } from './use-selection.ts';

interface Props {
  readonly store: UnitStore;
  readonly now: number;
  readonly onSight: (sight: Sight) => void;
  /** Called on Enter or a double click on a unit, which is the active one. */
  readonly onOpen?: (by: 'key' | 'pointer') => void;
  /** The unit to be scrolled to and selected. */
  readonly goal?: Goal | null;
  /** Called with the unit of the active row; null without one. */
  readonly onActive?: (id: string | null) => void;
  /** Called when the context menu of a row is asked for. */
  readonly onMenu?: (request: RowRequest) => void;
  /** Called with the IDs of the selected units. */
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
}

/** The units table. React renders the header and handles keyboard and selection; the rows are pooled DOM nodes. */
export const UnitGrid = memo(function UnitGrid(props: Props) {
  const { store, now, goal = null, onSight, onOpen, onActive, onSelect, onMenu } = props;
  const { t } = useTranslation();
  useSyncExternalStore(store.subscribe, store.layout);
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const groupText = useGroupText();
  const list = listOf(store);
  const selection = useSelection(store, list);
  const { cursor, selected } = selection;
  // Before the rows are written, so that they are those at the top.
  useStartAtTop(grid, list);
  useRowPool({
    grid,
    body,
    store,
    marks: { active: cursor, selected, watched: t('units.watched'), groupText },
    now,
    onSight,
  });
  useCalmOrder(grid, store);
  useGoal(store, goal, (position) => arrive(grid.current, position, store, selection));
  useEffect(() => onSelect?.(selected), [onSelect, selected]);
  const active = store.at(cursor)?.id ?? null;
  useEffect(() => onActive?.(active), [onActive, active]);

  const menu = rowMenuOf(store, selection, onMenu);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    // Key events of the header's buttons bubble up to here.
    if (event.target !== event.currentTarget || store.shown === 0) return;
    if (menu.press(event)) return;
    if (pressGroup(event, store, cursor, selection.move)) return event.preventDefault();
    if (pressChoice(event, selection)) event.preventDefault();
    if (event.key === 'Enter') onOpen?.('key');
    const next = rowForKey(event.key, cursor, store.shown, rowsInSight(event.currentTarget, store) - 1);
    if (next === null) return;
    event.preventDefault();
    reveal(event.currentTarget, next, rowHeights[store.density]);
    if (event.shiftKey) selection.extend(next);
    else selection.move(next);
  };

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
      tabIndex={0}
      onKeyDown={press}
      style={{ '--columns-width': `${tableWidth(store.columns)}px` } as CSSProperties}
    >
      <GridHeader store={store} columns={store.columns} sort={store.sort} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself answers the keys */}
      <div
        ref={body}
        role="rowgroup"
        className="unit-rows"
        style={{ height: store.shown * rowHeights[store.density] }}
        onClick={(event) => clickRow(event, store, selection)}
        onContextMenu={menu.point(positionOf)}
        onDoubleClick={(event) => hasUnit(store, positionOf(event.target)) && onOpen?.('pointer')}
        onPointerOver={(event) => explain(event.target, store)}
      />
    </div>
  );
});

/** Handles the keys that select rows; true if it was one of them. */
function pressChoice({ key, ctrlKey, metaKey }: KeyboardEvent, selection: Selection): boolean {
  const withControl = ctrlKey || metaKey;
  if (key === 'Enter' || (key === ' ' && !withControl)) selection.choose(selection.cursor);
  else if (key === ' ') selection.toggle(selection.cursor);
  else if (key.toLowerCase() === 'a' && withControl) selection.chooseAll();
  else return false;
  return true;
}

/** Selects what a click chooses, or folds the group that it is on. */
function clickRow(
  { target, shiftKey, ctrlKey, metaKey }: MouseEvent,
  store: UnitStore,
  selection: Selection,
) {
  const position = positionOf(target);
  if (position === null || turnGroup(store, position, selection.move)) return;
  if (shiftKey) selection.extend(position);
  else if (ctrlKey || metaKey) selection.toggle(position);
  else selection.choose(position);
}

function hasUnit(store: UnitStore, position: number | null): boolean {
  return position !== null && store.at(position) !== undefined;
}

/** Identifies the list: another search, filter, order or grouping makes another list. */
function listOf({ query, sort, filters, groups }: UnitStore): string {
  return JSON.stringify([query, sort, filters, groups.by]);
}

/** Scrolls to the top when the list changes. */
function useStartAtTop(grid: RefObject<HTMLElement | null>, list: string): void {
  const shown = useRef(list);
  useLayoutEffect(() => {
    if (shown.current === list || grid.current === null) return;
    shown.current = list;
    grid.current.scrollTop = 0;
  }, [grid, list]);
}

function rowsInSight(grid: HTMLElement, { density }: UnitStore): number {
  return Math.floor((grid.clientHeight - headerHeight) / rowHeights[density]);
}

function reveal(grid: HTMLElement, position: number, rowHeight: number): void {
  const top = position * rowHeight;
  const height = grid.clientHeight - headerHeight;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + height) grid.scrollTop = top + rowHeight - height;
}

/** Scrolls to a position and selects it; the keys work from there. */
function arrive(grid: HTMLElement | null, position: number, { density }: UnitStore, { choose }: Selection) {
  if (grid !== null) reveal(grid, position, rowHeights[density]);
  grid?.focus({ preventScroll: true });
  choose(position);
}

/** The position of the row that an event happened in. */
function positionOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('.unit-row') : null;
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 2;
}

/** Sets a cell's tooltip on hover: the full text if it is cut off, the exact time and how it is known of an age. */
function explain(target: EventTarget, store: UnitStore): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.unit-cell') : null;
  const position = positionOf(target);
  const unit = position === null ? undefined : store.at(position);
  if (cell === null || unit === undefined) return;
  const time = timeColumns.find((column) => cell.classList.contains(`column-${column}`));
  if (time !== undefined) cell.title = store.text.exactTime(unit, time);
  else if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
