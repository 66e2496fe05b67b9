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
import { tableWidth } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { GridHeader } from './grid-header.tsx';
import { rowForKey } from './grid-keys.ts';
import { headerHeight, rowHeights, type Sight } from './row-pool.ts';
import { type RowRequest, rowMenuOf } from './row-request.ts';
import { useCalmOrder } from './use-calm-order.ts';
import { reveal, useGoTo } from './use-go-to.ts';
import { useRowPool } from './use-row-pool.ts';
import { type Selection, useSelection } from './use-selection.ts';

interface Props {
  readonly store: UnitStore;
  readonly now: number;
  readonly onSight: (sight: Sight) => void;
  /** Called on Enter or a double click on a unit, which is the active one. */
  readonly onOpen?: (by: 'key' | 'pointer') => void;
  /** Called with the unit of the active row; null without one. */
  readonly onActive?: (id: string | null) => void;
  /** Called when the context menu of a row is asked for. */
  readonly onMenu?: (request: RowRequest) => void;
  /** The unit to go to; `onReached` is called once that is done. */
  readonly wanted?: string | null;
  readonly onReached?: () => void;
  /** Called with the IDs of the selected units. */
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
}

/** The units table. React renders the header and handles keyboard and selection; the rows are pooled DOM nodes. */
export const UnitGrid = memo(function UnitGrid(props: Props) {
  const { store, now, onSight, onOpen, onActive, onSelect, onMenu } = props;
  const { t } = useTranslation();
  useSyncExternalStore(store.subscribe, store.layout);
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const list = listOf(store);
  const selection = useSelection(store, list);
  const { cursor, selected } = selection;
  // Before the rows are written, so that they are those at the top.
  useStartAtTop(grid, list);
  useRowPool({
    grid,
    body,
    store,
    marks: { active: cursor, selected, watched: t('units.watched') },
    now,
    onSight,
  });
  useCalmOrder(grid, store);
  useEffect(() => onSelect?.(selected), [onSelect, selected]);
  const active = store.at(cursor)?.id ?? null;
  useEffect(() => onActive?.(active), [onActive, active]);
  useGoTo(grid, selection, props);

  const menu = rowMenuOf(store, selection, onMenu);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    // Key events of the header's buttons bubble up to here.
    if (event.target !== event.currentTarget || store.shown === 0) return;
    if (menu.press(event)) return;
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
        onClick={(event) => clickRow(event, selection)}
        onContextMenu={menu.point(positionOf)}
        onDoubleClick={(event) => positionOf(event.target) !== null && onOpen?.('pointer')}
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

/** Selects what a click chooses. */
function clickRow({ target, shiftKey, ctrlKey, metaKey }: MouseEvent, selection: Selection): void {
  const position = positionOf(target);
  if (position === null) return;
  if (shiftKey) selection.extend(position);
  else if (ctrlKey || metaKey) selection.toggle(position);
  else selection.choose(position);
}

/** Identifies the list: another search, filter or order makes another list. */
function listOf({ query, sort, filters }: UnitStore): string {
  return JSON.stringify([query, sort, filters]);
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

/** The position of the row that an event happened in. */
function positionOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('.unit-row') : null;
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 2;
}

/** Sets a cell's tooltip on hover: the full text if it is cut off, the exact time of an age. */
function explain(target: EventTarget, store: UnitStore): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.unit-cell') : null;
  const position = positionOf(target);
  const unit = position === null ? undefined : store.at(position);
  if (cell === null || unit === undefined) return;
  if (cell.classList.contains('column-lastEvent')) cell.title = store.text.eventTime(unit);
  else if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
