import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoving } from '../../ui/use-roving.ts';
import { type Column, isSortable } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { type ColumnCommand, columnCommands, isPossible, keyOf } from './column-commands.ts';

/** A column whose menu is open, and the place of its header on the screen, in px. */
export interface OpenMenu {
  /** When it was opened: a menu that is opened once more is another one. */
  readonly at: number;
  readonly column: Column;
  readonly left: number;
  readonly top: number;
}

interface Props {
  readonly menu: OpenMenu;
  readonly store: UnitStore;
  readonly onCommand: (command: ColumnCommand, column: Column) => void;
  readonly onClose: () => void;
}

/** Room that the menu needs at the right of its place, in px; must match grid-columns.css. */
const menuWidth = 260;

const arrowOf: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The menu of a column's header: its order, its place, its width, and to hide it. */
export function HeaderMenu({ menu, store, onCommand, onClose }: Props) {
  const { t } = useTranslation();
  const { column } = menu;
  const panel = useRef<HTMLDivElement>(null);
  const sorted = store.sort?.column === column;
  const ways = [
    { name: 'ascending', sort: { column, descending: false } },
    { name: 'descending', sort: { column, descending: true } },
    ...(sorted ? [{ name: 'unsorted', sort: null } as const] : []),
  ] as const;
  const sorts = isSortable(column) ? ways : [];
  const { tabIndex, around } = useRoving(sorts.length + columnCommands.length);
  useLayoutEffect(() => {
    panel.current?.showPopover();
    panel.current?.querySelector('button')?.focus();
  }, []);
  const choose = (act: () => void) => () => {
    // First, because the focus goes back to the header, which may be moved by what was chosen.
    panel.current?.hidePopover();
    act();
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    // The grid and the header have their own use for these keys.
    event.stopPropagation();
    if (event.key === 'Tab') panel.current?.hidePopover();
    around.onKeyDown(event);
  };
  return (
    <div
      ref={panel}
      role="menu"
      popover="auto"
      className="popover menu header-menu"
      aria-label={t('grid.menu.label', { column: t(`units.columns.${column}`) })}
      style={{ left: Math.max(8, Math.min(menu.left, innerWidth - menuWidth - 8)), top: menu.top }}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onContextMenu={(event) => event.preventDefault()}
      {...around}
      onKeyDown={press}
    >
      {sorts.map(({ name, sort }, place) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          className="menu-entry"
          tabIndex={tabIndex(place)}
          onClick={choose(() => store.setSort(sort))}
        >
          {t(`grid.menu.${name}`)}
        </button>
      ))}
      {columnCommands.map((command, place) => (
        <button
          key={command}
          type="button"
          role="menuitem"
          className="menu-entry"
          tabIndex={tabIndex(sorts.length + place)}
          aria-disabled={!isPossible(command, column, store.columns) || undefined}
          aria-keyshortcuts={keyOf(command) && `Alt+Shift+${keyOf(command)}`}
          onClick={choose(() => onCommand(command, column))}
        >
          {t(`grid.menu.${command}`)}
          <Keys command={command} />
        </button>
      ))}
    </div>
  );
}

function Keys({ command }: { readonly command: ColumnCommand }) {
  const { t } = useTranslation();
  const arrow = arrowOf[keyOf(command) ?? ''];
  if (arrow === undefined) return null;
  return (
    <span className="hint header-menu-keys" aria-hidden="true">
      {t('grid.menu.keys', { arrow })}
    </span>
  );
}
