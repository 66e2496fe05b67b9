/** How the app starts, closes its windows and ends: the order of Electron's events. */
import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Browser, headed } from './browser.ts';
import { preventable } from './events.ts';
import { host } from './host.ts';

export interface Lifecycle {
  readonly whenReady: Promise<void>;
  /** True from `quit` on, until something prevents it. */
  isQuitting(): boolean;
  /** The browser runs: tells the app. */
  ready(browser: Browser): void;
  quit(): void;
  exit(code: number): void;
  relaunch(args: string[] | undefined): void;
  /** To be called after a window has gone; `byPerson` when its frame was closed in the browser. */
  windowClosed(byPerson: boolean): void;
}

type LifecycleApp = EventEmitter & { releaseSingleInstanceLock(): void };

/** The lifecycle of this app; it emits on `app`. */
export function createLifecycle(app: LifecycleApp): Lifecycle {
  const whenReady = Promise.withResolvers<void>();
  let state: 'running' | 'quitting' | 'ended' = 'running';
  let attempts = 0;
  let next: string[] | undefined;

  const emit = (event: 'before-quit' | 'will-quit'): boolean => {
    const details = preventable({});
    app.emit(event, details);
    return !details.defaultPrevented;
  };
  const exit = (code: number) => {
    if (state === 'ended') return;
    state = 'ended';
    for (const window of [...host.windows]) window.destroy();
    app.emit('quit', preventable({}), code);
    void end(code);
  };
  const end = async (code: number) => {
    await host.browser?.close(3000);
    app.releaseSingleInstanceLock();
    if (next) startAgain(next);
    process.exit(code);
  };
  const finish = () => {
    if (emit('will-quit')) exit(0);
    else state = 'running';
  };
  const quit = () => {
    if (state !== 'running') return;
    state = 'quitting';
    attempts++;
    if (!emit('before-quit')) {
      state = 'running';
      return;
    }
    if (host.windows.size === 0) finish();
    // A window that prevents its closing ends the attempt.
    else if (![...host.windows].every((window) => window.closeForQuit())) state = 'running';
  };
  const quitUnlessQuitting = (tellFirst: () => void) => {
    const before = attempts;
    tellFirst();
    if (attempts === before) quit();
  };
  const windowClosed = (byPerson: boolean) => {
    if (host.windows.size > 0 || state === 'ended') return;
    if (state === 'quitting') return finish();
    const tell = () => app.emit('window-all-closed');
    // In Electron the app could live on in the tray. There is none in headed mode, so it would live on unseen.
    if (app.listenerCount('window-all-closed') === 0 || (byPerson && headed)) quitUnlessQuitting(tell);
    else tell();
  };
  const browserGone = () => {
    quitUnlessQuitting(() => {
      for (const window of [...host.windows]) window.gone(true);
    });
    setTimeout(exit, 5000, 0).unref(); // a cleanup that hangs must not keep the process
  };
  return {
    whenReady: whenReady.promise,
    isQuitting: () => state !== 'running',
    ready: (browser) => {
      host.browser = browser;
      host.ready = true;
      browser.cdp.onClose(browserGone);
      app.emit('ready', preventable({}), {});
      whenReady.resolve();
    },
    quit,
    exit,
    relaunch: (args) => {
      next = args ?? process.argv.slice(1);
    },
    windowClosed,
  };
}

function startAgain(args: string[]): void {
  const launcher = fileURLToPath(new URL('./launch.ts', import.meta.url));
  spawn(process.execPath, [launcher, ...args], { detached: true, stdio: 'ignore' }).unref();
}
