/**
 * The app as a user starts it: without the test runner's loader, which would disable the keyring, and without a hook in
 * its main process. Tests access the page through Chromium's protocol, and everything else through the desktop.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import type { DesktopSession } from '../../build/electron/desktop-session.ts';
import { findElectron } from '../../build/electron/runtime.ts';
import { systemBrowser } from '../fakes/system-browser.ts';
import { boxOf, visibleWindows } from './x11.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export interface AppParts {
  session: DesktopSession;
  /** Folder for files that belong to this test's app. */
  folder: string;
  args: readonly string[];
  env: Record<string, string>;
}

/** One app on a desktop; it can be started several times. */
export class App {
  /** Its output over all starts. */
  log = '';
  private readonly parts: AppParts;
  private readonly openedFile: string;
  private running:
    | { child: ChildProcess; ended: Promise<number | null>; browser: Browser | undefined }
    | undefined;

  constructor(parts: AppParts) {
    this.parts = parts;
    const { folder } = parts;
    mkdirSync(path.join(folder, 'bin'), { recursive: true });
    this.openedFile = path.join(folder, 'opened');
    writeFileSync(this.openedFile, '');
    // Chromium calls this program to open a URL in the user's browser.
    const browser = path.join(folder, 'bin/xdg-open');
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${this.openedFile}'\n`);
    chmodSync(browser, 0o755);
  }

  get env(): Record<string, string> {
    return this.parts.session.env;
  }
  get userData(): string {
    return path.join(this.env['XDG_CONFIG_HOME'] ?? '', 'MAX Desk');
  }

  /** Starts it with additional arguments; resolves when Chromium's protocol is ready, before the window is visible. */
  async start(...args: string[]): Promise<void> {
    const start = this.log.length;
    const child = this.spawn(...args);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    this.running = { child, ended, browser: undefined };
    const address = () => /DevTools listening on (ws:\S+)/.exec(this.log.slice(start))?.[1];
    await expect.poll(address, { message: 'the app starts', timeout: 20_000 }).toBeDefined();
    this.running.browser = await chromium.connectOverCDP(address() ?? '');
  }

  /** Starts a second instance; resolves when that has ended, because the first one takes over. */
  async startSecond(...args: string[]): Promise<void> {
    const child = this.spawn(...args);
    await new Promise((resolve) => child.once('exit', resolve));
  }

  private spawn(...args: string[]) {
    const found = findElectron();
    if ('missing' in found) throw new Error(found.missing);
    const { folder, session } = this.parts;
    const PATH = [path.join(folder, 'bin'), this.env['PATH']].join(path.delimiter);
    // Chromium's sandbox does not work as root.
    const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0'];
    const child = spawn(found.file, [...switches, root, ...this.parts.args, ...args], {
      ...session.user,
      env: { ...this.env, ...this.parts.env, PATH },
      // A separate process group, which can be killed as a whole, like in a power cut.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        this.log += part;
      });
    return child;
  }

  /** The window's page. */
  async page(): Promise<Page> {
    const pages = () => this.running?.browser?.contexts().flatMap((context) => context.pages()) ?? [];
    const own = () => pages().find((page) => page.url().startsWith('app://'));
    await expect.poll(() => own()?.url(), 'the page is there').toBeDefined();
    const page = own();
    if (!page) throw new Error('The page has gone.');
    return page;
  }

  /** The layout of its pages and the boxes of its windows, for the report of a failed test. */
  async describe(): Promise<string> {
    const layout = () =>
      [location.href, innerWidth, innerHeight, outerWidth, outerHeight, document.visibilityState].join(' ');
    const contexts = this.running?.browser?.contexts() ?? [];
    const pages = contexts.flatMap((context) => context.pages()).map((page) => page.evaluate(layout));
    const windows = (await this.windows()).map((id) => boxOf(this.env, id));
    const late = pause(2_000, 'a page does not answer', { ref: false });
    const all = Promise.all([...pages, ...windows].map((each) => each.catch(String)));
    return JSON.stringify(await Promise.race([all, late]), undefined, 2);
  }

  /** The id of the visible window; waits for it. */
  async window(): Promise<string> {
    await expect.poll(() => this.windows(), 'the window is in sight').toHaveLength(1);
    const [window = ''] = await this.windows();
    return window;
  }
  /** The visible windows: one or none. */
  windows(): Promise<string[]> {
    return visibleWindows(this.env, 'name', '^MAX Desk$');
  }

  /** Signs in like a user: presses the button, then uses the page in the browser. */
  async signIn(person = 'Sam Sample'): Promise<void> {
    const page = await this.page();
    const browser = systemBrowser({ press: `Continue as ${person}` });
    const before = this.opened().length;
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.poll(() => this.opened().length, 'the browser opens').toBeGreaterThan(before);
    await browser.open(this.opened().at(-1) ?? '');
    await browser.settled();
  }
  /** The URLs opened in the user's browser. */
  opened(): string[] {
    return readFileSync(this.openedFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  /** Resolves with the exit status when it has ended for any reason. */
  ended(): Promise<number | null> {
    return this.running?.ended ?? Promise.resolve(null);
  }
  /** The pid of the main process, which leads its own process group. */
  get pid(): number {
    const pid = this.running?.child.pid;
    if (pid === undefined) throw new Error('The app does not run.');
    return pid;
  }
  /** Kills all its processes at once, like a power cut. */
  async cutPower(): Promise<void> {
    process.kill(-this.pid, 'SIGKILL');
    await this.ended();
  }
  /** Closes the reading end of its output, like a closed terminal. */
  closeOutput(): void {
    this.running?.child.stdout?.destroy();
    this.running?.child.stderr?.destroy();
  }
  /** Ends it with SIGTERM, like a logout, and waits for it. */
  async terminate(): Promise<void> {
    const child = this.running?.child;
    child?.kill('SIGTERM');
    const hasEnded = () => !child || child.exitCode !== null || child.signalCode !== null;
    await expect.poll(hasEnded, 'SIGTERM ends it').toBe(true);
    await this.ended();
  }
  /** Kills it and waits for it. */
  async dispose(): Promise<void> {
    this.running?.child.kill('SIGKILL');
    await this.ended();
  }

  /** The names in the folder of the encrypted entries. */
  sealedNames(): string[] {
    const folder = path.join(this.userData, 'sealed');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
  /** The content of the stored tokens' files. */
  keptTokens(): Buffer[] {
    const tokens = this.sealedNames().filter((name) => name.startsWith('sealed.tokens.'));
    return tokens.map((name) => readFileSync(path.join(this.userData, 'sealed', name)));
  }
  /** Writes a JSON file as if an earlier run had left it. */
  writeFile(name: string, values: Record<string, string>): void {
    writeFileSync(path.join(this.userData, name), JSON.stringify(values));
  }
  /** The current content of a JSON file of the app. */
  file(name: string): Record<string, string> {
    const file = path.join(this.userData, name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }
}
