/** `BrowserWindow`. In headless mode its place, size and visibility are only remembered. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { headed } from './browser.ts';
import { preventable } from './events.ts';
import { host, runningBrowser } from './host.ts';
import { Loud } from './loud.ts';
import { WebContents } from './web-contents.ts';

/** Preferences that would weaken the page, or that the stand-in cannot give. */
const unsupported = {
  contextIsolation: false,
  sandbox: false,
  nodeIntegration: true,
  webSecurity: false,
  webviewTag: true,
};
let lastId = 0;

export class BrowserWindow extends Loud {
  static getAllWindows = (): BrowserWindow[] => [...host.windows];
  static fromWebContents = (contents: WebContents | null): BrowserWindow | null => contents?.owner ?? null;
  static fromId = (id: number): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((each) => each.id === id) ?? null;
  static getFocusedWindow = (): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((each) => each.isFocused()) ?? null;
  static clearPersistedState = (): void => {};

  readonly id = ++lastId;
  readonly webContents: WebContents;
  private bounds: Rectangle;
  private title: string;
  private backgroundColor: string;
  private state = { visible: false, focused: false, minimized: false, maximized: false, closed: false };

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!host.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    for (const [name, value] of Object.entries(unsupported)) {
      const given: unknown = Reflect.get(preferences, name);
      if (given === value) throw new Error(`stand-in: webPreferences.${name}=${value} is not supported`);
    }
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.title = options.title ?? host.app?.getName() ?? '';
    this.backgroundColor = options.backgroundColor ?? '#FFF';
    host.windows.add(this);
    this.webContents = new WebContents(this, preferences);
    host.app?.emit('browser-window-created', preventable({}), this);
    host.app?.emit('web-contents-created', preventable({}), this.webContents);
    if (options.show !== false) this.show();
  }

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);
  loadFile = (file: string): Promise<void> =>
    this.loadURL(pathToFileURL(path.resolve(host.app?.getAppPath() ?? '', file)).href);
  reload = (): void => this.webContents.reload();

  show = (): void => {
    this.showInactive();
    this.focus();
  };
  showInactive = (): void => this.setVisible(true);
  hide = (): void => {
    this.blur();
    this.setVisible(false);
  };
  isVisible = (): boolean => this.state.visible && !this.state.minimized;
  focus = (): void => {
    if (this.state.focused) return;
    for (const other of host.windows) other.blur();
    this.state.focused = true;
    this.emit('focus', preventable({}));
    host.app?.emit('browser-window-focus', preventable({}), this);
  };
  blur = (): void => {
    if (!this.state.focused) return;
    this.state.focused = false;
    this.emit('blur', preventable({}));
    host.app?.emit('browser-window-blur', preventable({}), this);
  };
  isFocused = (): boolean => this.state.focused;
  minimize = (): void => this.change('minimized', true, 'minimize');
  restore = (): void => this.change('minimized', false, 'restore');
  isMinimized = (): boolean => this.state.minimized;
  maximize = (): void => this.change('maximized', true, 'maximize');
  unmaximize = (): void => this.change('maximized', false, 'unmaximize');
  isMaximized = (): boolean => this.state.maximized;
  isFullScreen = (): boolean => false;

  getBounds = (): Rectangle => ({ ...this.bounds });
  getNormalBounds = (): Rectangle => this.getBounds();
  setBounds = (bounds: Partial<Rectangle>): void => {
    Object.assign(this.bounds, bounds);
    this.emit('resize');
  };
  getSize = (): number[] => [this.bounds.width, this.bounds.height];
  setSize = (width: number, height: number): void => this.setBounds({ width, height });
  getTitle = (): string => this.title;
  setTitle = (title: string): void => {
    this.title = title;
  };
  setBackgroundColor = (colour: string): void => {
    this.backgroundColor = colour;
  };
  getBackgroundColor = (): string => this.backgroundColor;

  isDestroyed = (): boolean => this.state.closed;
  close = (): void => void this.closeForQuit();
  destroy = (): void => {
    const { targetId } = this.webContents;
    this.gone(false);
    if (targetId)
      void runningBrowser()
        .cdp.send('Target.closeTarget', { targetId })
        .catch(() => {});
  };
  /** False when the app prevented it. As in Electron the window is gone only some time later. */
  closeForQuit(): boolean {
    if (this.state.closed) return true;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    setImmediate(() => this.destroy());
    return true;
  }
  /** The page has gone: destroyed from here, or closed in the browser by a person, which the app can no longer prevent. */
  gone(byPerson: boolean): void {
    if (this.state.closed) return;
    if (byPerson) this.emit('close', preventable({}));
    this.state.closed = true;
    host.windows.delete(this);
    this.webContents.destroyed();
    this.emit('closed');
    host.app?.lifecycle.windowClosed(byPerson);
  }

  // What only a desktop could show.
  setMenu = (): void => {};
  removeMenu = (): void => {};
  setMenuBarVisibility = (): void => {};
  setAutoHideMenuBar = (): void => {};
  setAlwaysOnTop = (): void => {};
  setSkipTaskbar = (): void => {};
  setIcon = (): void => {};
  setMinimumSize = (): void => {};
  flashFrame = (): void => {};
  center = (): void => {};
  moveTop = (): void => {};
  setProgressBar = (): void => {};
  setOverlayIcon = (): void => {};
  setContentProtection = (): void => {};
  getNativeWindowHandle = (): Buffer => Buffer.alloc(8);
  getMediaSourceId = (): string => `window:${this.id}:0`;

  private setVisible(visible: boolean): void {
    if (this.state.visible === visible) return;
    this.state.visible = visible;
    this.emit(visible ? 'show' : 'hide');
    // Chromium cannot hide a window; in the background it is at least out of sight.
    this.place(visible ? 'normal' : 'minimized');
  }
  private change(key: 'minimized' | 'maximized', value: boolean, event: string): void {
    if (this.state[key] === value) return;
    this.state[key] = value;
    this.emit(event);
    this.place(value ? key : 'normal');
  }
  private place(windowState: 'normal' | 'minimized' | 'maximized'): void {
    if (headed) void this.webContents.placeWindow(windowState);
  }
}
