/**
 * Takes pictures of the real window, on the stand-in with simulated data: `node build/run.mjs screenshots [FOLDER]`.
 * Without a folder only README.md's, put where it looks for them; with one all of them, in light and in dark.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { findChromium } from './chromium.ts';
import { findElectron } from './electron/runtime.ts';

const [, , given] = process.argv;
const folder = path.resolve(given ?? path.join(root, 'build/resources'));
const inReadme = [
  'units-light',
  'units-dark',
  'identity-light',
  'console-light',
  'check-light',
  'set-up-light',
];
const userData = mkdtempSync(path.join(tmpdir(), 'max-desk-screenshots-'));
const size = { width: 1200, height: 760 };

await ensureBuilt();
const electron = findElectron();
if ('missing' in electron) throw new Error(electron.missing);
mkdirSync(folder, { recursive: true });
const app = await _electron.launch({
  executablePath: electron.file,
  args: ['-r', path.join(root, 'test/e2e/main-hook.cjs'), root, '--simulator'],
  env: { ...process.env, E2E_USER_DATA: userData, E2E_APP: root } as Record<string, string>,
  cwd: root,
  colorScheme: null,
});
try {
  const page = await app.firstWindow();
  await page.setViewportSize(size);
  await signedOut(page);
  await signInElsewhere(await app.evaluate(() => globalThis.__e2e.nextOpened()));
  await signedIn(page);
} finally {
  await app.close();
  rmSync(userData, { recursive: true, force: true });
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

/** Answers a set-up with the simulated service's own values, so that every answer is found to be good. */
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
  await page
    .getByText(/asks for a sign-in, as it should/)
    .first()
    .waitFor();
  await page
    .getByText(/accepts it/)
    .first()
    .waitFor();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await take(page, 'set-up');
  await page.getByRole('button', { name: 'Cancel' }).click();
}

async function signedIn(page: Page): Promise<void> {
  const go = (place: string) => page.getByRole('button', { name: place, exact: true }).click();
  await page.getByRole('status').filter({ hasText: '1,248 units' }).waitFor({ state: 'attached' });
  const live = page.getByRole('button', { name: 'Live updates: Live', exact: true });
  const counted = page.getByRole('button', { name: /^Elevator: .* of 1,248$/ });
  await take(page, 'units', async () => {
    await live.waitFor();
    await counted.waitFor();
  });
  await go('Identity');
  await page.getByRole('table', { name: 'Claims' }).waitFor();
  await take(page, 'identity');
  await go('Console');
  await page.getByLabel('Path', { exact: true }).fill('/units?$top=50');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').fill('out of service');
  await page.locator('[data-mark="current"]').waitFor();
  await take(page, 'console');
  await go('Check');
  await page.getByRole('button', { name: 'Copy report' }).waitFor();
  await take(page, 'check');
}

/** In light and in dark, by the app's own setting; without a folder of its own only what the README shows. */
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
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`), animations: 'disabled' });
  }
}

/** What the person does in the system browser. */
async function signInElsewhere(url: string): Promise<void> {
  const found = await findChromium({ allowPackaged: true });
  if (!found) throw new Error('There is no Chrome, Edge or Chromium here.');
  const env = { ...process.env, ...found.env } as Record<string, string>;
  const browser = await chromium.launch({ executablePath: found.file, env });
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
