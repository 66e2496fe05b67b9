import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskPorts } from './desk-ports.ts';

/** The application menu: built by the shell as the page says; what is chosen in it goes back to the page, which does it. */
export function createMenuCalls({ desktop, send }: Pick<DeskPorts, 'desktop' | 'send'>) {
  return {
    calls: {
      showMenu: ({ menus }) => desktop.showMenu(menus, (id) => send('actionChosen', { id })),
    } satisfies Pick<HandlersOf<'desk'>, 'showMenu'>,
  };
}
