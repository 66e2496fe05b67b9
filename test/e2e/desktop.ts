/** The app under test with its surroundings, on Electron. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { _electron, type BrowserContext, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron } from '../../build/electron/runtime.ts';
import { createMainProcess, type MainProcess } from './main-process.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

export interface LaunchOptions {
  /** Arguments of the app. A spec with a service sets them: `test.use({ launchArgs: ['--connection', file] })`. */
  launchArgs: string[];
  /** Environment variables of the app, besides the test runner's. */
  launchEnv: Record<string, string>;
  /** Folder of the app: the repository, unless a spec brings its own. */
  appPath: string;
}

export interface DesktopSettings extends LaunchOptions {
  userData: string;
  systemBrowser: BrowserContext;
  /** Files to load into the main process before the app, besides the hook of the tests. */
  requires?: string[];
}

/** The app under test with its surroundings. */
export class Desktop {
  /** Everything the main process wrote, over all starts. */
  log = '';
  readonly mainProcess: MainProcess = createMainProcess(() => this.app, {
    secondLaunch: (...args) => this.secondLaunch(args),
    relaunch: () => this.launch(this.lastArgs),
    quit: () => this.quit(),
  });
  private settings: DesktopSettings;
  /** The process by itself: Playwright does not give it any more once it has ended. */
  private running: { app: ElectronApplication; process: ChildProcess; page: Page | undefined } | undefined;
  private lastArgs: string[] = [];
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
  get userData(): string {
    return this.settings.userData;
  }
  /** The files of the lists of units that are kept for the next start. */
  keptLists(): string[] {
    return this.entriesIn('units');
  }
  /** The tokens that are kept on disk, by file. */
  keptTokens(): string[] {
    return this.entriesIn('tokens');
  }
  private entriesIn(name: string): string[] {
    const folder = path.join(this.userData, name);
    return existsSync(folder) ? readdirSync(folder).filter((each) => each.endsWith('.entry')) : [];
  }
  /** A browser of its own, in which every address given to `shell.openExternal` opens as a page. */
  get systemBrowser(): BrowserContext {
    return this.settings.systemBrowser;
  }

  /**
   * Starts the app with `launchArgs` and these arguments, after quitting the running one. Resolves with its window; with
   * `{ window: false }` without waiting for one, for a start into the tray.
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
      colorScheme: null, // Playwright would override nativeTheme
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
  /** The app's window that comes next, after a start into the tray for instance. */
  async nextWindow(): Promise<Page> {
    const page = this.app.windows()[0] ?? (await this.app.waitForEvent('window'));
    await page.waitForURL((url) => url.href.startsWith('app://'));
    if (this.running) this.running.page = page;
    return page;
  }
  /** Ends whatever still runs, the hard way if need be. Time limit of the soft way in ms. */
  async dispose(limit = 5000): Promise<void> {
    const process = this.running?.process;
    await Promise.race([this.quit().catch(() => {}), new Promise((resolve) => setTimeout(resolve, limit))]);
    for (const child of [process, ...this.seconds]) child?.kill('SIGKILL');
    killLeftovers(this.userData);
  }

  private async quit(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    if (!running || hasEnded(running.process)) return;
    const ended = new Promise((resolve) => running.process.once('exit', resolve));
    await running.app.evaluate((electron) => void setImmediate(() => electron.app.quit())).catch(() => {});
    await ended;
  }
  private listen(...streams: (Readable | null)[]): void {
    for (const stream of streams) {
      stream?.on('data', (part) => {
        this.log += part;
      });
    }
  }
  /** What Electron is started with: the hook of the tests, the app and its arguments. */
  arguments(extra: string[]): string[] {
    return [
      '-r',
      path.join(here, 'main-hook.cjs'),
      ...(this.settings.requires ?? []).flatMap((file) => ['-r', file]),
      this.settings.appPath,
      ...this.settings.launchArgs,
      ...extra,
    ];
  }
  environment(): Record<string, string> {
    const own = { E2E_USER_DATA: this.userData, E2E_APP: this.settings.appPath };
    const all = Object.entries({ ...process.env, ...own, ...this.settings.launchEnv });
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
        const url = await app.evaluate(() => globalThis.__e2e.nextOpened());
        const page = await this.systemBrowser.newPage();
        page.goto(url).catch(() => {}); // a page that does not load is for the spec to see
      }
    } catch {
      // the app has ended
    }
  }
}

function executable(): string {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  return found.file;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Browsers end with the pipe to their main process; one that hangs is found by its profile's folder, which is the test's own. */
function killLeftovers(userData: string): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${userData}`)) continue;
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has gone meanwhile
    }
  }
}
