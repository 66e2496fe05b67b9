// biome-ignore-all lint/a11y/useSemanticElements: a menu of commands has no element of its own
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useServices } from '../services.ts';
import { Icon } from '../ui/icons.tsx';
import { placeForKey, useRoving } from '../ui/use-roving.ts';
import type { RowRequest } from '../units/grid/row-request.ts';
import type { UnitAction } from './action.ts';
import { isMac, printedKeys } from './keys.ts';
import { perform } from './perform.ts';
import { rowActions } from './registry.ts';

/** The distance that is kept to the window's edge, px. */
const edge = 8;

interface Props {
  readonly request: RowRequest;
  readonly onClose: () => void;
}

/** The context menu of a row: what can be done to its unit, or to all that are selected with it. */
export function RowMenu({ request, onClose }: Props) {
  const here = useServices();
  const { t, units } = here;
  const { ids } = request;
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => open(menu.current, request), [request]);
  useEffect(() => {
    // Its place is one in the window as it was.
    const close = () => menu.current?.hidePopover();
    window.addEventListener('resize', close);
    return () => window.removeEventListener('resize', close);
  }, []);
  const groups = rowActions
    .map((group) => group.filter(({ possible }) => possible(here, ids)))
    .filter((group) => group.length > 0);
  const { tabIndex, around } = useRoving(groups.flat().length, placeInMenu);
  const choose = ({ possible, run }: UnitAction) => {
    // Before it runs: the focus is then in the table again, and the action may move it.
    menu.current?.hidePopover();
    perform({ possible: () => possible(here, ids), run: () => run(here, ids) }, here);
  };
  const first = units.find(ids[0] ?? '');
  let place = -1;
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      className="popover menu row-menu"
      aria-label={
        ids.length === 1
          ? t('actions.rowMenu', { name: first?.name || (ids[0] ?? '') })
          : t('actions.rowMenuMany', { count: ids.length })
      }
      onToggle={(event) => event.newState === 'closed' && onClose()}
      {...around}
      onKeyDown={(event) => {
        around.onKeyDown(event);
        // As in the system's menus, Tab leaves it.
        if (event.key !== 'Tab') return;
        event.preventDefault();
        menu.current?.hidePopover();
      }}
    >
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups keep their order while the menu is open
        <div key={index} role="group" className="row-menu-group">
          {group.map((action) => {
            place += 1;
            return (
              <button
                key={action.id}
                type="button"
                role="menuitem"
                className="menu-entry"
                tabIndex={tabIndex(place)}
                aria-keyshortcuts={action.keys?.[0]}
                onClick={() => choose(action)}
              >
                {action.icon && <Icon name={action.icon} />}
                <span className="cut">{action.title(here, ids)}</span>
                {action.keys?.[0] !== undefined && (
                  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it cannot be focused; aria-keyshortcuts says the same
                  <kbd aria-hidden="true">{printedKeys(action.keys[0], t, isMac)}</kbd>
                )}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** In a menu the arrow keys go round. */
function placeInMenu(key: string, current: number, count: number): number | null {
  if (key === 'ArrowDown' && current === count - 1) return 0;
  if (key === 'ArrowUp' && current === 0) return count - 1;
  return key === 'ArrowLeft' || key === 'ArrowRight' ? null : placeForKey(key, current, count);
}

/** Opens it at the place that was asked for, or as near as the whole of it fits into the window. */
function open(menu: HTMLElement | null, { x, y }: RowRequest): void {
  if (menu === null) return;
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(edge, Math.min(x, window.innerWidth - width - edge))}px`;
  menu.style.top = `${Math.max(edge, Math.min(y, window.innerHeight - height - edge))}px`;
  menu.querySelector('button')?.focus();
}
