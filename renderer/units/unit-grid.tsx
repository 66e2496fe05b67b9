// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { columns } from './columns.ts';
import { GridHeader } from './grid-header.tsx';
import { rowForKey } from './grid-keys.ts';
import { headerHeight, rowHeight } from './row-pool.ts';
import type { UnitStore } from './unit-store.ts';
import { useRowPool } from './use-row-pool.ts';

interface Props {
  readonly store: UnitStore;
  readonly now: number;
  /** Follows the row of the keyboard. */
  readonly onActive: (id: string | null) => void;
  /** Somebody wants to see everything about the active unit. */
  readonly onOpen: (by: 'key' | 'pointer') => void;
}

/** The table of units. React has the header, the keyboard and the selection; the rows are a pool of DOM nodes. */
export function UnitGrid({ store, now, onActive, onOpen }: Props) {
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [selected, setSelected] = useState<string | null>(null);
  const cursor = Math.max(0, Math.min(active, store.shown - 1));
  useRowPool({ grid, body, store, marks: { active: cursor, selected, now } });
  useStartAtTop(store, () => {
    setActive(0);
    if (grid.current !== null) grid.current.scrollTop = 0;
  });

  const activeId = store.at(cursor)?.id ?? null;
  useLayoutEffect(() => onActive(activeId), [onActive, activeId]);

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys of the header's buttons bubble up to here.
    if (event.target !== event.currentTarget || store.shown === 0) return;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (event.key === 'Enter') onOpen('key');
      return setSelected(store.at(cursor)?.id ?? null);
    }
    const next = rowForKey(event.key, cursor, store.shown, rowsInSight(event.currentTarget) - 1);
    if (next === null) return;
    event.preventDefault();
    reveal(event.currentTarget, next);
    setActive(next);
  };

  const click = (event: MouseEvent) => {
    const position = positionOf(event.target);
    if (position === null) return;
    setActive(position);
    setSelected(store.at(position)?.id ?? null);
  };

  return (
    <div
      ref={grid}
      className="unit-grid"
      role="grid"
      aria-label={t('units.title')}
      aria-rowcount={store.shown + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      onKeyDown={press}
    >
      <GridHeader sort={store.sort} onSort={(column) => store.sortBy(column)} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself answers the keys */}
      <div
        ref={body}
        role="rowgroup"
        className="unit-rows"
        style={{ height: store.shown * rowHeight }}
        onClick={click}
        onDoubleClick={(event) => positionOf(event.target) !== null && onOpen('pointer')}
        onPointerOver={(event) => explain(event.target, store)}
      />
    </div>
  );
}

/** Another search or order is another list: it is read from its top. */
function useStartAtTop(store: UnitStore, start: () => void): void {
  const list = `${store.query}\n${store.sort?.column}\n${store.sort?.descending}`;
  const shown = useRef(list);
  useLayoutEffect(() => {
    if (shown.current === list) return;
    shown.current = list;
    start();
  });
}

function rowsInSight(grid: HTMLElement): number {
  return Math.floor((grid.clientHeight - headerHeight) / rowHeight);
}

function reveal(grid: HTMLElement, position: number): void {
  const top = position * rowHeight;
  const height = grid.clientHeight - headerHeight;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + height) grid.scrollTop = top + rowHeight - height;
}

/** The position of the row that an event happened in. */
function positionOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-position]') : null;
  return row === null ? null : Number(row.getAttribute('data-position'));
}

/** Gives a cell its tooltip when the pointer comes: the whole text if it is cut off, the exact time of an age. */
function explain(target: EventTarget, store: UnitStore): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.unit-cell') : null;
  const position = positionOf(target);
  const unit = position === null ? undefined : store.at(position);
  if (cell === null || unit === undefined) return;
  if (cell.classList.contains('column-lastEvent')) cell.title = store.text.eventTime(unit);
  else if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
