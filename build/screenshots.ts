/**
 * Takes screenshots of the real window with its frame, with simulated data: `node build/run.mjs screenshots [FOLDER]`.
 * Without a folder only those in README.md, in place; with a folder all of them, light and dark. Runs on Linux, in its
 * own desktop session.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, type ElectronApplication, type Page } from '@playwright/test';
import { shown } from '../test/e2e/shown.ts';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { findChromium } from './chromium.ts';
import { startDesktopSession } from './electron/desktop-session.ts';
import { orSetupProblem, SetupProblem } from './electron/problem.ts';
import { obtainElectron } from './electron/runtime.ts';
import { requirePackages } from './electron/system-packages.ts';

const [, , given] = process.argv;
const folder = path.resolve(given ?? path.join(root, 'build/resources'));
const inReadme = [
  'units-light',
  'units-dark',
  'overview-light',
  'incidents-light',
  'wall-dark',
  'identity-light',
  'console-light',
  'check-light',
  'set-up-light',
];
/** Size of the window without its frame, and of a screen with room for both, pixels. */
const size = { width: 1200, height: 760 };
const screen = '1400x900x24';

let app: ElectronApplication;
let env: Record<string, string>;

await orSetupProblem(async () => {
  if (process.platform !== 'linux') throw new SetupProblem('Pictures are taken on Linux only.');
  await ensureBuilt();
  const electron = await obtainElectron();
  if ('missing' in electron) throw new SetupProblem(electron.missing);
  requirePackages();
  const userData = mkdtempSync(path.join(tmpdir(), 'max-desk-screenshots-'));
  mkdirSync(folder, { recursive: true });
  const session = await startDesktopSession({ size: screen });
  try {
    env = { ...session.env, E2E_USER_DATA: userData, E2E_APP: root };
    await takeAll(electron.file);
  } finally {
    await session.end();
    rmSync(userData, { recursive: true, force: true });
  }
});

async function takeAll(executablePath: string): Promise<void> {
  const args = ['-r', path.join(root, 'test/e2e/main-hook.cjs'), root, '--simulator'];
  app = await _electron.launch({ executablePath, args, env, cwd: root, colorScheme: null });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setPosition(60, 60);
      window?.setContentSize(width, height);
    }, size);
    await page.waitForFunction(({ width }) => innerWidth === width, size);
    await signedOut(page);
    await signInElsewhere(await app.evaluate(() => globalThis.__e2e.nextOpened()));
    await signedIn(page);
  } finally {
    await app.close();
  }
}

async function signedOut(page: Page): Promise<void> {
  const signIn = page.getByRole('button', { name: 'Sign in' });
  await signIn.waitFor();
  await take(page, 'welcome');
  await setUp(page);
  await signIn.click();
  await page.getByRole('timer').waitFor();
  await take(page, 'waiting');
}

/** Fills in the set-up form with the values of the simulated service, so that all checks pass. */
async function setUp(page: Page): Promise<void> {
  const state = await page.evaluate(() => window.desktop.getState());
  const url = `http://${(state.ok && state.value.connection?.identityHost) || 'localhost'}`;
  await page.getByRole('button', { name: /^Connection / }).click();
  await page.getByRole('button', { name: 'New connection…' }).click();
  await page.getByRole('radio', { name: 'Other' }).click();
  const answers = [
    ['Authority', `${url}/simulated.onmicrosoft.com`],
    ['Scopes', 'https://simulated.onmicrosoft.com/ea/api'],
    ['Name of the user flow', 'B2C_1_SignIn'],
    ['Client ID', '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28'],
    ['API address', `${url}/api`],
    ['Name', 'MAX EA'],
  ] as const;
  for (const [label, value] of answers) {
    await page.getByRole('textbox', { name: label, exact: true }).fill(value);
    await page.keyboard.press('Tab');
  }
  // The system asks before these addresses are contacted.
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  await page.getByRole('button', { name: 'Check addresses…' }).click();
  await shown(page, /asks for a sign-in, as it should/).waitFor();
  await shown(page, /accepts it/).waitFor();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await take(page, 'set-up');
  await page.getByRole('button', { name: 'Cancel' }).click();
}

async function signedIn(page: Page): Promise<void> {
  const go = (place: string) => page.getByRole('button', { name: place, exact: true }).click();
  await page.getByRole('status').filter({ hasText: '1,248 units' }).waitFor({ state: 'attached' });
  const live = page.getByRole('button', { name: 'Live updates: Live', exact: true });
  const counted = page.locator('.key-numbers', { hasText: /% in service/ });
  await take(page, 'units', async () => {
    await live.waitFor();
    await counted.waitFor();
  });
  await go('Overview');
  const bar = page.getByRole('button', { name: /^Elevator: .* of 1,248$/ });
  await take(page, 'overview', async () => {
    await bar.waitFor();
    await shown(page, 'Reading the history…').waitFor({ state: 'hidden' });
  });
  await go('Overview');
  await incidents(page);
  await go('Settings');
  await page.getByRole('region', { name: 'Settings', exact: true }).waitFor();
  await take(page, 'settings');
  await go('Identity');
  await page.getByRole('table', { name: 'Claims' }).waitFor();
  await take(page, 'identity');
  await go('Console');
  await page.getByRole('combobox', { name: 'Path' }).fill('/units?$top=50');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').fill('out of service');
  await page.locator('[data-mark="current"]').waitFor();
  await take(page, 'console');
  await go('Diagnostics');
  await page.getByRole('button', { name: 'Copy report' }).waitFor();
  await take(page, 'check');
  await page.evaluate(() => window.desktop.changeWall({ isOn: true }));
  // Without the keys that are shown at first.
  await take(page, 'wall', () => page.locator('.wall[data-awake="false"] .wall-row').first().waitFor());
}

/** Most of the incidents are acknowledged, as on any day. */
async function incidents(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Incidents/ }).click();
  const table = page.getByRole('table', { name: 'Open incidents' });
  const boxes = table.locator('tbody').getByRole('checkbox');
  await table.getByRole('checkbox', { name: 'Select all' }).check();
  for (const newest of [0, 1, 2]) await boxes.nth(newest).uncheck();
  await page.keyboard.press('Control+Shift+A');
  await shown(page, /^Not acknowledged \(\d\)$/).waitFor();
  await page.getByRole('button', { name: /selected$/ }).click();
  await boxes.nth(3).focus();
  await page.keyboard.press('Control+Shift+N');
  await page.getByRole('textbox', { name: 'Note' }).fill('Technician is on the way, the porter has the key');
  await page.getByRole('button', { name: 'Save note' }).click();
  await take(page, 'incidents', () => page.locator('.toast').waitFor({ state: 'hidden' }));
}

/** Takes the picture in light and in dark, with the app's own setting; without a folder only pictures of the README. */
async function take(page: Page, name: string, ready = async (): Promise<void> => {}): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    if (given === undefined && !inReadme.includes(`${name}-${theme}`)) continue;
    await app.evaluate(({ nativeTheme }, value) => {
      nativeTheme.themeSource = value;
    }, theme);
    await page.waitForFunction(
      (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
      theme === 'dark',
    );
    await ready();
    await page.evaluate(atRest);
    await takeWindow(path.join(folder, `${name}-${theme}.png`));
  }
}

/** Runs in the page: waits for the end of all finite animations. */
async function atRest(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  // One that is cancelled has ended, too.
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** Captures the window together with the window manager's frame. */
async function takeWindow(file: string): Promise<void> {
  const { x, y, width, height } = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window ? window.getContentBounds() : { x: 0, y: 0, width: 0, height: 0 };
  });
  const id = tool('xdotool', 'search', '--onlyvisible', '--name', '^MAX Desk$').split('\n')[0] ?? '';
  const extents = tool('xprop', '-id', id, '_NET_FRAME_EXTENTS').split('=')[1] ?? '';
  const [left = 0, right = 0, top = 0, bottom = 0] = extents.split(',').map(Number);
  const place = `${width + left + right}x${height + top + bottom}+${x - left}+${y - top}`;
  tool('import', '-window', 'root', '-crop', place, '+repage', file);
}

function tool(command: string, ...args: string[]): string {
  return execFileSync(command, args, { env, encoding: 'utf8' });
}

/** Signs in with the system browser, like a user. */
async function signInElsewhere(url: string): Promise<void> {
  const found = await findChromium();
  if (!found) throw new Error('There is no Chrome, Edge or Chromium here.');
  const browser = await chromium.launch({ executablePath: found.file, env: { ...env, ...found.env } });
  const tab = await browser.newPage({ viewport: { width: 900, height: 640 } });
  await tab.goto(url);
  const picture = (name: string) =>
    given === undefined ? undefined : tab.screenshot({ path: path.join(folder, `${name}-light.png`) });
  await picture('browser');
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await tab.getByRole('heading', { level: 1 }).waitFor();
  await picture('callback');
  await browser.close();
}
