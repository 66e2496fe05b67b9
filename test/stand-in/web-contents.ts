/** `WebContents`: the page in a window. */
import { readFileSync } from 'node:fs';
import type { HandlerDetails, NativeImage, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import type { BrowserWindow } from './browser-window.ts';
import { type CdpSession, isGone } from './cdp.ts';
import { preventable } from './events.ts';
import { type Frame, FrameTree } from './frame.ts';
import { host, runningBrowser } from './host.ts';
import { receive } from './invocations.ts';
import { Ipc } from './ipc.ts';
import { Loud, loud } from './loud.ts';
import { nativeImage } from './native-image.ts';
import { colourScheme } from './native-theme.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { encode } from './page/codec.ts';
import type { FromPage, ToPage } from './page/isolated-world.ts';
import { followFrames, followLoading, type PageState } from './page-events.ts';
import { openPage, type PageTarget, placeWindow } from './page-target.ts';
import { Session, session, watchDownloads } from './session.ts';
import { toApp, toWeb } from './url-map.ts';

let lastId = 0;

export class WebContents extends Loud {
  readonly id = ++lastId;
  readonly ipc = new Ipc();
  readonly session: Session;
  readonly owner: BrowserWindow;
  /** Chromium's name of the page, once it is open. */
  targetId: string | undefined = undefined;
  private tree: FrameTree;
  private page: Promise<PageTarget>;
  private navigation: Navigation | undefined = undefined;
  private target: PageTarget | undefined = undefined;
  private openHandler: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: 'allow' });
  private state: PageState = { destroyed: false, loading: false, crashed: false, painted: false };

  constructor(owner: BrowserWindow, preferences: WebPreferences) {
    super();
    this.owner = owner;
    this.session =
      preferences.session instanceof Session
        ? preferences.session
        : session.fromPartition(preferences.partition ?? '');
    this.tree = new FrameTree({
      deliver: (frame, message, payload) => this.target?.deliver(frame, message, payload),
      evaluate: async (frame, code) => (await this.page).evaluate(frame, code),
    });
    host.contents.set(this.id, this);
    this.page = this.openPage(preferences);
    this.page.catch((error) => {
      if (!this.state.destroyed) console.error('stand-in: a window could not be opened:', error);
    });
  }

  get mainFrame(): Frame {
    return this.tree.main;
  }
  getURL = (): string => (this.state.destroyed ? '' : this.tree.main.url);
  getTitle = (): string => this.owner.getTitle();
  getType = (): 'window' => 'window';
  getOSProcessId = (): number => 0;
  isDestroyed = (): boolean => this.state.destroyed;
  isLoading = (): boolean => this.state.loading;
  isCrashed = (): boolean => this.state.crashed;
  close = (): void => this.owner.close();
  setWindowOpenHandler = (handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void => {
    this.openHandler = handler;
  };
  send = (channel: string, ...args: unknown[]): void => {
    if (this.state.destroyed) throw new TypeError('Object has been destroyed');
    const payload = encode(args);
    void this.page.then(
      (page) => page.deliver(this.tree.main, { kind: 'event', channel }, payload),
      () => {},
    );
  };
  loadURL = async (url: string): Promise<void> => {
    await this.page;
    const web = toWeb(url, host.schemes);
    if (web !== url) await this.session.applyPermissions(this, new URL(web).origin);
    const finished = new Promise((resolve) => this.once('did-finish-load', resolve));
    try {
      await this.navigation?.load(url);
    } catch (error) {
      this.emit('did-fail-load', preventable({}), -2, String(error), url, true);
      throw error;
    }
    await finished;
  };
  reload = (): void => this.tell((page) => page.send('Page.reload'));
  executeJavaScript = (code: string): Promise<unknown> => this.tree.main.executeJavaScript(code);
  forcefullyCrashRenderer = (): void => this.tell((page) => page.send('Page.crash'));
  capturePage = async (): Promise<NativeImage> => {
    const { data } = await (await this.page).session.send('Page.captureScreenshot');
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  };
  setUserAgent = (userAgent: string): void =>
    this.tell((page) => page.send('Emulation.setUserAgentOverride', { userAgent }));
  getUserAgent = (): string => this.session.getUserAgent();
  // The browser's own developer tools are there in headed mode.
  openDevTools = (): void => {};
  closeDevTools = (): void => {};
  isDevToolsOpened = (): boolean => false;
  focus = (): void => this.tell((page) => page.send('Page.bringToFront'));

  /** Moves the browser's window; in headless mode there is none. */
  placeWindow(windowState: 'normal' | 'minimized' | 'maximized'): void {
    this.tell(() => placeWindow(this.targetId ?? '', { windowState }));
  }
  /** Follows `nativeTheme`. */
  applyTheme(): void {
    this.tell((page) =>
      page.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: colourScheme() }],
      }),
    );
  }
  async clearStorage(): Promise<void> {
    const origin = toWeb(this.tree.main.origin, host.schemes);
    await (await this.page).session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  }
  /** The window has gone. */
  destroyed(): void {
    this.state.destroyed = true;
    this.tree.clear();
    host.contents.delete(this.id);
    this.emit('destroyed');
  }

  private tell(command: (page: CdpSession) => Promise<unknown>): void {
    const failed = (error: unknown) => {
      if (!isGone(error)) console.error('stand-in: a command to the page failed:', error);
    };
    void this.page.then((page) => command(page.session)).catch(failed);
  }

  private async openPage(preferences: WebPreferences): Promise<PageTarget> {
    const target = await openPage(this.owner.getBounds(), {
      preload: preferences.preload ? readFileSync(preferences.preload, 'utf8') : '',
      preloadInSubframes: preferences.nodeIntegrationInSubFrames ?? false,
      onMessage: (message, frameId, reply) => void this.receive(message, frameId, reply),
      listen: (page) => this.listen(page),
    });
    this.target = target;
    this.targetId = target.targetId;
    const off = runningBrowser().cdp.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId !== target.targetId) return;
      off();
      this.owner.gone(true);
    });
    const { frameTree } = await target.session.send('Page.getFrameTree');
    this.tree.ensure(frameTree.frame.id, undefined);
    await Promise.all([this.navigation?.intercept(), watchDownloads(this)]);
    this.applyTheme();
    return target;
  }

  private listen(page: CdpSession): void {
    const emit = (event: string, ...args: unknown[]) =>
      event === 'ready-to-show' ? this.owner.emit(event) : this.emit(event, ...args);
    const navigation = createNavigation({
      session: page,
      schemes: this.session.schemes,
      tree: this.tree,
      emit,
    });
    this.navigation = navigation;
    this.session.on('schemes-changed', () => void navigation.intercept().catch(() => {}));
    followFrames(page, this.tree, emit, this.state);
    followLoading(page, this.tree, emit, this.state);
    page.on('Inspector.targetCrashed', () => this.crashed());
  }

  private crashed(): void {
    this.state.crashed = true;
    const details = { reason: 'crashed', exitCode: 1 };
    this.emit('render-process-gone', preventable({}), details);
    host.app?.emit('render-process-gone', preventable({}), this, details);
  }

  private async receive(
    message: FromPage,
    frameId: string | undefined,
    reply: (to: ToPage, payload: string) => void,
  ): Promise<void> {
    // By its own word, since its documents may come in an order of their own; the word is the isolated world's, not the page's.
    const frame = message.top
      ? this.tree.main
      : frameId
        ? this.tree.ensure(frameId, this.tree.main.id)
        : null;
    if (frame) Object.assign(frame, { url: toApp(message.href), origin: toApp(message.origin) });
    if (message.kind === 'preload-error') {
      console.error('Unable to load preload script:', message.message);
      this.emit('preload-error', preventable({}), '', new Error(message.message));
    } else if (message.kind === 'open') {
      this.openWindow(message);
    } else {
      await receive(message, this, frame, reply);
    }
  }

  private openWindow({ url, name, features }: Extract<FromPage, { kind: 'open' }>): void {
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' as const };
    const answer = this.openHandler({
      url: toApp(url),
      frameName: name,
      features,
      disposition: 'foreground-tab',
      referrer,
    });
    if (answer.action === 'deny') return;
    throw new Error(
      `stand-in: opening a window for ${toApp(url)} is not implemented; a handler has to deny it`,
    );
  }
}

/** `electron.webContents`. */
export const webContents = loud('webContents', {
  getAllWebContents: () => [...host.contents.values()],
  fromId: (id: number) => host.contents.get(id),
  fromDevToolsTargetId: (targetId: string) =>
    [...host.contents.values()].find((contents) => contents.targetId === targetId),
  getFocusedWebContents: () => [...host.windows].find((window) => window.isFocused())?.webContents ?? null,
} satisfies Partial<Record<keyof typeof Electron.webContents | 'fromId', unknown>>);
