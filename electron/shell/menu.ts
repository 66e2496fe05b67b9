import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { AppMenu, AppMenuItem } from '../contract/menu.ts';

/** What macOS has until the page has said what its menu is: without it there, not even the editing shortcuts work. */
const firstMenus = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;

/**
 * The menu until the page is there: none but on macOS, because Electron's default menu would offer developer tools.
 * Call before Electron is ready: then Electron does not first create its own menu, which takes 6 to 20 ms.
 */
export function setFirstMenu(): void {
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  else void app.whenReady().then(() => Menu.setApplicationMenu(Menu.buildFromTemplate([...firstMenus])));
}

/**
 * Replaces the application menu by what the page's registry of actions says. On Windows and Linux the window's menu bar
 * is hidden until Alt is pressed (docs/actions.md).
 * @param onChoose called with the id of an action that is chosen
 */
export function showApplicationMenu(menus: readonly AppMenu[], onChoose: (id: string) => void): void {
  const template = menus.map(({ role, label, items }) => ({
    ...(role === null ? {} : { role }),
    label: menuLabel(label),
    submenu: items.map((item) => templateOf(item, onChoose)),
  }));
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function templateOf(item: AppMenuItem, onChoose: (id: string) => void): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  const label = menuLabel(item.label);
  if (item.kind === 'role') return { role: item.role, label };
  const { id, keys, enabled, checked } = item;
  return {
    id,
    label,
    enabled,
    ...(checked === null ? {} : { type: 'checkbox', checked }),
    // The page answers the keys, with and without a menu: the menu would answer them a second time.
    ...(keys === '' ? {} : { accelerator: keys, registerAccelerator: false }),
    click: () => onChoose(id),
  };
}

/** In menus of Windows and Linux a single & would underline the next letter. */
export function menuLabel(label: string): string {
  return label.replaceAll('&', '&&');
}
