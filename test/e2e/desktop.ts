/** The app under test with its environment, on Electron. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import timers from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron, type BrowserContext, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../build/electron/runtime.ts';
import { type End, endOf, killLeftovers } from './ends.ts';
import { createMainProcess, inMain, type MainProcess } from './main-process.ts';

/** Time limit for describing the windows of a failed app, ms. */
const describeLimit = 2_000;

const here = path.dirname(fileURLToPath(import.meta.url));

export interface LaunchOptions {
  /** Arguments of the app. Specs with a service set them: `test.use({ launchArgs: ['--connection', file] })`. */
  launchArgs: string[];
  /** Additional environment variables of the app. */
  launchEnv: Record<string, string>;
  /** Folder of the app; the repository by default. */
  appPath: string;
}

export interface DesktopSettings extends LaunchOptions {
  userData: string;
  systemBrowser: BrowserContext;
  /** The environment of its display; by default the test runner's. */
  env?: Record<string, string> | undefined;
  /** Files that are loaded into the main process before the app, in addition to the tests' hook. */
  requires?: string[];
}

export class Desktop {
  /** The output of the main process, over all starts. */
  log = '';
  readonly mainProcess: MainProcess = createMainProcess(() => this.app, {
    secondLaunch: (...args) => this.secondLaunch(args),
    relaunch: () => this.launch(this.lastArgs),
    quit: () => this.quit(),
  });
  private settings: DesktopSettings;
  /** The process is stored, because Playwright no longer returns it after its end. */
  private running: { app: ElectronApplication; process: ChildProcess; page: Page | undefined } | undefined;
  private lastArgs: string[] = [];
  /** Opens the next address in the place of the system browser. */
  private next: ((url: string) => void) | undefined;
  private seconds: ChildProcess[] = [];

  constructor(settings: DesktopSettings) {
    this.settings = settings;
  }
  get app(): ElectronApplication {
    if (!this.running) throw new Error('The app does not run; call desktop.launch()');
    return this.running.app;
  }
  get page(): Page {
    if (!this.running?.page) throw new Error('The app has no window');
    return this.running.page;
  }
  /** The process id of the main process. It leads its own process group, except on Windows. */
  get pid(): number {
    const pid = this.app.process().pid;
    if (pid === undefined) throw new Error('The app did not start');
    return pid;
  }
  /** Runs `action` and resolves when the app has ended; rejects if it goes on. */
  async end(action: () => unknown): Promise<End> {
    const { process } = this.running ?? {};
    if (!process) throw new Error('The app does not run');
    const ended = endOf(process);
    // If the app ends, the action may never get its response.
    void Promise.resolve(action()).catch(() => undefined);
    const end = await ended;
    this.running = undefined;
    return end;
  }
  /** Runs `action` and returns the window that replaces the current one. */
  async renewed(action: () => unknown): Promise<Page> {
    const next = this.app.waitForEvent('window');
    await action();
    const page = await next;
    await page.waitForURL((url) => url.href.startsWith('app://'));
    if (this.running) this.running.page = page;
    return page;
  }
  get userData(): string {
    return this.settings.userData;
  }
  /** The folder of the encrypted entries. */
  get sealed(): string {
    return path.join(this.userData, 'sealed');
  }
  /** The files of all encrypted entries, and of the data key. */
  keptEntries(): string[] {
    return existsSync(this.sealed) ? readdirSync(this.sealed).filter((each) => each.endsWith('.entry')) : [];
  }
  /** The files of the stored lists of units. */
  keptLists(): string[] {
    return this.keptEntries().filter((each) => /^sealed\.units\.(?!.*outages)/.test(each));
  }
  /** The files of when units were first seen out of service. */
  keptOutages(): string[] {
    return this.keptEntries().filter((each) => /^sealed\.units\..*outages/.test(each));
  }
  /** The files of the stored tokens. */
  keptTokens(): string[] {
    return this.keptEntries().filter((each) => each.startsWith('sealed.tokens.'));
  }
  /** A separate browser, which opens every URL passed to `shell.openExternal` as a page. */
  get systemBrowser(): BrowserContext {
    return this.settings.systemBrowser;
  }
  /** Resolves with the next URL passed to `shell.openExternal`, which then opens in no browser. */
  nextUrl(): Promise<string> {
    return new Promise((resolve) => {
      this.next = resolve;
    });
  }

  /**
   * Quits a running app and starts it with `launchArgs` and these arguments. Resolves with its window, or with `{
   * window: false }` without waiting for one, for a start into the tray.
   */
  async launch(extraArgs?: string[], options?: { window: true }): Promise<Page>;
  async launch(extraArgs: string[], options: { window: false }): Promise<undefined>;
  async launch(extraArgs: string[] = [], { window } = { window: true }): Promise<Page | undefined> {
    await this.quit();
    this.lastArgs = extraArgs;
    const app = await _electron.launch({
      executablePath: executable(),
      args: this.arguments(extraArgs),
      env: this.environment(),
      cwd: this.settings.appPath,
      colorScheme: null, // otherwise Playwright overrides nativeTheme
    });
    const process = app.process();
    this.running = { app, process, page: undefined };
    const { stdout, stderr } = process;
    this.listen(stdout, stderr);
    void this.openInSystemBrowser(app);
    if (!window) return undefined;
    const page = await app.firstWindow();
    await page.waitForURL((url) => url.href.startsWith('app://'));
    this.running.page = page;
    return page;
  }
  /** The app's next window, for instance after a start into the tray. */
  async nextWindow(): Promise<Page> {
    const page = this.app.windows()[0] ?? (await this.app.waitForEvent('window'));
    await page.waitForURL((url) => url.href.startsWith('app://'));
    if (this.running) this.running.page = page;
    return page;
  }
  /** The state of the windows and the sizes of their pages, for the report of a failed test. Never rejects. */
  async describe(): Promise<string> {
    const app = this.running?.app;
    if (!app) return 'The app does not run.';
    const stand = inMain(app, ({ BrowserWindow }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(async (window) => ({
          bounds: window.getBounds(),
          isVisible: window.isVisible(),
          isMinimized: window.isMinimized(),
          page: await window.webContents
            .executeJavaScript(
              '[innerWidth, innerHeight, devicePixelRatio, document.visibilityState].join(" ")',
            )
            .catch(String),
        })),
      ),
    );
    const late = timers.setTimeout(describeLimit, 'The app does not answer.', { ref: false });
    return JSON.stringify(await Promise.race([stand.catch(String), late]), undefined, 2);
  }
  /** Ends all processes. Rejects if the app does not end by itself: that is always a bug of the app. */
  async dispose(): Promise<void> {
    const process = this.running?.process;
    try {
      await this.quit();
    } finally {
      for (const child of [process, ...this.seconds]) child?.kill('SIGKILL');
      killLeftovers(this.userData);
    }
  }

  private async quit(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    if (!running) return;
    const ended = endOf(running.process);
    inMain(running.app, ({ app }) => void setImmediate(() => app.quit())).catch(() => {});
    const { code, signal } = await ended;
    if (code !== 0) throw new Error(`The app ended with ${signal ?? code}.`);
  }
  private listen(...streams: (Readable | null)[]): void {
    for (const stream of streams) {
      stream?.on('data', (part) => {
        this.log += part;
      });
    }
  }
  /** The arguments of Electron: the tests' hook, the app and its arguments. */
  arguments(extra: string[]): string[] {
    return [
      '-r',
      path.join(here, 'main-hook.cjs'),
      // There is no GPU under Xvfb: without this each start tries one first, at 6 % of all specs' time.
      '--disable-gpu',
      ...(this.settings.requires ?? []).flatMap((file) => ['-r', file]),
      this.settings.appPath,
      ...this.settings.launchArgs,
      ...extra,
    ];
  }
  environment(): Record<string, string> {
    const own = { E2E_USER_DATA: this.userData, E2E_APP: this.settings.appPath };
    const all = Object.entries({ ...process.env, ...this.settings.env, ...own, ...this.settings.launchEnv });
    return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
  private secondLaunch(extra: string[]): Promise<number | null> {
    const args = [...(process.platform === 'linux' ? ['--no-sandbox'] : []), ...this.arguments(extra)];
    const child = spawn(executable(), args, {
      cwd: this.settings.appPath,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    this.seconds.push(child);
    this.listen(child.stdout, child.stderr);
    return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  }
  private async openInSystemBrowser(app: ElectronApplication): Promise<void> {
    try {
      for (;;) {
        const url = await inMain(app, () => globalThis.__e2e.nextOpened());
        const { next } = this;
        this.next = undefined;
        if (next) {
          next(url);
          continue;
        }
        const page = await this.systemBrowser.newPage();
        page.goto(url).catch(() => {}); // if the page does not load, the spec notices it
      }
    } catch {
      // the app has ended
    }
  }
}

export function executable(): string {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  return found.file;
}
