import path from 'node:path';
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from '../core/tray/tray.ts';
import { menuLabel } from './menu.ts';

/** On Linux every change goes over D-Bus: several at once are combined, ms. */
const settling = 50;
/** How often the time left is updated, ms. */
const interval = 30_000;
/** The same while the tooltip counts seconds, ms. */
const second = 1_000;

export interface TrayParts {
  /** The folder of the icons. */
  folder: string;
  model: () => TrayModel;
  run: (action: TrayAction) => Promise<void>;
}

export type TrayView = ReturnType<typeof createTray>;

/** The tray icon with its menu. Call after `ready`. Throws if the desktop refuses, but not if the icon is not visible (see `watchTrayHost`). */
export function createTray({ folder, model, run }: TrayParts) {
  const imageOf = (icon: TrayIcon) => path.join(folder, icon + endingOf(process.platform));
  let shown = model();
  let tray = create();
  setMenu();

  let waiting = false;
  let counting: NodeJS.Timeout | undefined;
  setInterval(update, interval).unref();

  function create(): Tray {
    const created = new Tray(imageOf(shown.icon));
    // On macOS a click opens the menu, elsewhere the other button. Some Linux desktops require a double click here.
    if (process.platform !== 'darwin') created.on('click', () => void run({ do: 'open' }));
    created.setToolTip(shown.tooltip);
    return created;
  }

  function update(): void {
    waiting = false;
    if (tray.isDestroyed()) return;
    const next = model();
    const before = shown;
    shown = next;
    if (next.icon !== before.icon) tray.setImage(imageOf(next.icon));
    if (next.tooltip !== before.tooltip) tray.setToolTip(next.tooltip);
    clearTimeout(counting);
    if (next.counting) counting = setTimeout(update, second).unref();
    if (JSON.stringify(next.items) !== JSON.stringify(before.items)) setMenu();
  }

  function setMenu(): void {
    tray.setContextMenu(Menu.buildFromTemplate(shown.items.map((item) => templateOf(item, chosen))));
  }

  async function chosen(action: TrayAction): Promise<void> {
    await run(action);
    // The system has already ticked the chosen item, whatever the result.
    if (!tray.isDestroyed()) setMenu();
  }

  return {
    /** Call after anything that `model` reads has changed. */
    refresh(): void {
      if (waiting) return;
      waiting = true;
      setTimeout(update, settling);
    },
    /** Adds the icon to a tray that does not know it, because the tray is new or was restarted. */
    renew(): void {
      tray.destroy();
      tray = create();
      setMenu();
    },
  };
}

function endingOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Template.png';
  return platform === 'win32' ? '.ico' : '.png';
}

function templateOf(item: TrayItem, run: (action: TrayAction) => Promise<void>): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  const label = menuLabel(item.label);
  const { id, enabled } = item;
  if (item.kind === 'submenu')
    return { id, label, enabled, submenu: item.items.map((each) => templateOf(each, run)) };
  const { kind: type, checked, action } = item;
  return { type, id, label, enabled, checked, click: () => void run(action) };
}
