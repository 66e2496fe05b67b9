import path from 'node:path';
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from '../core/tray/tray.ts';

/** On Linux every change goes over D-Bus: several at once are one, ms. */
const settling = 50;
/** How often the time left is looked at, ms. */
const interval = 30_000;
/** The same while the tooltip counts seconds. */
const second = 1_000;

export interface TrayParts {
  /** Where the icons are. */
  folder: string;
  model: () => TrayModel;
  run: (action: TrayAction) => Promise<void>;
}

/** The icon in the tray with its menu. */
export interface TrayView {
  /** After whatever `model` looks at has changed. */
  refresh(): void;
  /** Puts the icon into a tray that did not know it, because it has come or was started anew. */
  renew(): void;
}

/** After `ready`. Throws where the desktop refuses; an icon that nobody sees is not known (`hasTrayHost`). */
export function createTray({ folder, model, run }: TrayParts): TrayView {
  const imageOf = (icon: TrayIcon) => path.join(folder, icon + endingOf(process.platform));
  let shown = model();
  let tray = create();
  setMenu();

  let waiting = false;
  let counting: NodeJS.Timeout | undefined;
  setInterval(update, interval).unref();

  function create(): Tray {
    const created = new Tray(imageOf(shown.icon));
    // On macOS a click opens the menu; elsewhere the other button does. Some desktops of Linux want a double click for this.
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
    // The system has ticked what was chosen, whatever came of it.
    if (!tray.isDestroyed()) setMenu();
  }

  return {
    refresh() {
      if (waiting) return;
      waiting = true;
      setTimeout(update, settling);
    },
    renew() {
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
  // In a menu of Windows and Linux a single & would underline the letter after it.
  const label = item.label.replaceAll('&', '&&');
  const { id, enabled } = item;
  if (item.kind === 'submenu')
    return { id, label, enabled, submenu: item.items.map((each) => templateOf(each, run)) };
  const { kind: type, checked, action } = item;
  return { type, id, label, enabled, checked, click: () => void run(action) };
}
