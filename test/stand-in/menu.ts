/** `Menu` and `MenuItem`, to be clicked by tests. */
import type { MenuItem as ElectronItem, MenuItemConstructorOptions } from 'electron';
import { BrowserWindow } from './browser-window.ts';
import { host } from './host.ts';
import { Loud } from './loud.ts';

export class MenuItem extends Loud {
  readonly type: ElectronItem['type'];
  readonly role: MenuItemConstructorOptions['role'];
  readonly submenu: Menu | undefined;
  id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  accelerator: string | null;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  menu: Menu | undefined = undefined;
  private onClick: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    super();
    const { submenu } = options;
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.role = options.role;
    // Given a menu rather than a template, it is the stand-in's own: nobody else makes any.
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined);
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.accelerator = options.accelerator ?? null;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.onClick = options.click;
  }

  /** As the desktop would do it: nothing when disabled; boxes and radio buttons change first. */
  click(event: object = {}): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') {
      for (const other of this.menu?.items ?? []) if (other.type === 'radio') other.checked = other === this;
    }
    const window = BrowserWindow.getFocusedWindow();
    // The app gets the stand-in's item and window, which have a part of the real ones' members.
    if (this.onClick)
      this.onClick(
        this as unknown as ElectronItem,
        (window ?? undefined) as unknown as Electron.BaseWindow | undefined,
        event,
      );
    else if (this.role === 'quit') host.app?.quit();
    else if (this.role === 'close') window?.close();
  }
}

let applicationMenu: Menu | null = null;

export class Menu extends Loud {
  items: MenuItem[] = [];

  static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }
  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }
  insert(position: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  popup(): void {
    this.emit('menu-will-show');
  }
  closePopup(): void {
    this.emit('menu-will-close');
  }
}
