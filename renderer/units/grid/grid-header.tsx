// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type SyntheticEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { useRoving } from '../../ui/use-roving.ts';
import { type Column, isSortable, moveTo } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import type { Sort } from '../table/unit-view.ts';
import { type ColumnCommand, columnCommandFor } from './column-commands.ts';
import { dragEdge } from './column-sizes.ts';
import { headerForKey } from './grid-keys.ts';
import { HeaderMenu, type OpenMenu } from './header-menu.tsx';

interface Props {
  readonly store: UnitStore;
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
  readonly onCommand: (command: ColumnCommand, column: Column) => void;
}

/**
 * The header row: one tab stop; arrow keys move between the columns, Enter or Space sorts. Dragging moves a column, or
 * its edge; the same by keys and in the menu, which a right click opens, the menu key, or Alt and the arrow down.
 */
export const GridHeader = memo(function GridHeader({ store, columns, sort, onCommand }: Props) {
  const { t } = useTranslation();
  const { tabIndex, around } = useRoving(columns.length, headerForKey);
  const [dragged, setDragged] = useState<Column | null>(null);
  const [over, setOver] = useState<Column | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const command = useCommand(row, store, onCommand);
  const endDrag = () => {
    setDragged(null);
    setOver(null);
  };
  return (
    <div role="rowgroup" className="unit-header">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the buttons in the headers take the focus */}
      <div ref={row} role="row" aria-rowindex={1} className="unit-header-row" {...around}>
        {columns.map((column, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={isSortable(column) ? ariaSort(sort, column) : undefined}
            className={`unit-cell column-${column}`}
            title={t(isSortable(column) ? 'grid.header' : 'grid.unsortable')}
            data-drop={over === column && dragged !== null ? sideOf(columns, dragged, column) : undefined}
            draggable
            onDragStart={() => setDragged(column)}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(column);
            }}
            onDrop={() => dragged !== null && store.setColumns(moveTo(columns, dragged, column))}
            onDragEnd={endDrag}
            onContextMenu={(event) => {
              event.preventDefault();
              const below = menuBelow(column, event);
              whenReleased(event, () => setMenu(below));
            }}
          >
            <HeaderButton
              column={column}
              tabIndex={tabIndex(index)}
              sort={sort}
              onSort={isSortable(column) ? () => store.sortBy(column) : null}
              onCommand={(name) => command(name, column)}
              onMenu={(event) => setMenu(menuBelow(column, event))}
            />
            <Edge column={column} store={store} onFit={() => onCommand('fit', column)} />
          </div>
        ))}
      </div>
      {menu !== null && (
        <HeaderMenu
          key={menu.at}
          menu={menu}
          store={store}
          onCommand={command}
          onClose={() => setMenu((open) => (open === menu ? null : open))}
        />
      )}
    </div>
  );
});

interface ButtonProps {
  readonly column: Column;
  readonly tabIndex: 0 | -1;
  readonly sort: Sort | null;
  /** Null for a column that nothing can be sorted by: a click opens its menu. */
  readonly onSort: (() => void) | null;
  readonly onCommand: (command: ColumnCommand) => void;
  readonly onMenu: (event: SyntheticEvent) => void;
}

function HeaderButton({ column, tabIndex, sort, onSort, onCommand, onMenu }: ButtonProps) {
  const { t } = useTranslation();
  const press = (event: KeyboardEvent) => {
    const command = columnCommandFor(event);
    if (command !== null) onCommand(command);
    else if (event.altKey && event.key === 'ArrowDown') onMenu(event);
    else return;
    event.preventDefault();
    // The arrow alone moves to another header.
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-keyshortcuts="Alt+ArrowDown"
      onClick={onSort ?? onMenu}
      onKeyDown={press}
    >
      <span className="cut">{t(`units.columns.${column}`)}</span>
      {sort?.column === column && <Icon name={sort.descending ? 'descending' : 'ascending'} />}
    </button>
  );
}

interface EdgeProps {
  readonly column: Column;
  readonly store: UnitStore;
  readonly onFit: () => void;
}

/** The edge of a column, to be dragged; by keyboard, the header itself is made wider or narrower. */
function Edge({ column, store, onFit }: EdgeProps) {
  return (
    <span
      className="column-edge"
      aria-hidden="true"
      // Otherwise the header around it would be dragged to another place.
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => dragEdge(event, column, store)}
      onDoubleClick={onFit}
    />
  );
}

/** Runs commands of the headers; the focus stays with the column, or goes to the next one if it is hidden. */
function useCommand(
  row: { readonly current: HTMLElement | null },
  store: UnitStore,
  onCommand: Props['onCommand'],
): Props['onCommand'] {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const buttons = row.current?.querySelectorAll<HTMLElement>('[role=columnheader] > button');
    buttons?.[Math.min(wanted.current, buttons.length - 1)]?.focus();
    wanted.current = null;
  });
  return (name, column) => {
    const { columns } = store;
    onCommand(name, column);
    // Only other columns render the headers again.
    if (store.columns === columns) return;
    wanted.current = (name === 'hide' ? columns : store.columns).indexOf(column);
  };
}

/** Linux and macOS ask for a menu while the button is pressed, and its release would close what is open by then. */
function whenReleased({ buttons }: MouseEvent, act: () => void): void {
  if (buttons === 0) act();
  else window.addEventListener('pointerup', () => setTimeout(act), { once: true });
}

function menuBelow(column: Column, { currentTarget, timeStamp }: SyntheticEvent): OpenMenu {
  const { left, bottom } = currentTarget.getBoundingClientRect();
  return { at: timeStamp, column, left, top: bottom };
}

/** On which side of another column a dragged one comes to lie. */
function sideOf(columns: readonly Column[], dragged: Column, other: Column): 'before' | 'after' | undefined {
  if (dragged === other) return undefined;
  return columns.indexOf(dragged) < columns.indexOf(other) ? 'after' : 'before';
}

function ariaSort(sort: Sort | null, column: Column): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}
