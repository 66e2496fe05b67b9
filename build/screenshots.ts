/**
 * Takes the README's pictures of the real window, on the stand-in with simulated data: `node build/run.mjs screenshots
 * [FOLDER]`. Without a folder they go where README.md looks for them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { findChromium } from './chromium.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'build/resources'));
const userData = mkdtempSync(path.join(tmpdir(), 'max-desk-screenshots-'));
const size = { width: 1200, height: 760 };

await ensureBuilt();
mkdirSync(folder, { recursive: true });
const app = await _electron.launch({
  executablePath: path.join(root, 'test/stand-in/bin/electron'),
  args: ['-r', path.join(root, 'test/e2e/main-hook.cjs'), root, '--simulator'],
  env: { ...process.env, E2E_USER_DATA: userData, E2E_APP: root } as Record<string, string>,
  cwd: root,
  colorScheme: null,
});
try {
  const page = await app.firstWindow();
  await page.setViewportSize(size);
  const signIn = page.getByRole('button', { name: 'Sign in' });
  await signIn.waitFor();
  await take(page, 'welcome');
  await signIn.click();
  await page.getByRole('timer').waitFor();
  await take(page, 'waiting');
  await signInElsewhere(await app.evaluate(() => globalThis.__e2e.nextOpened()));
  await page.getByRole('status').filter({ hasText: '1,248 units' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: /^Live/ }).waitFor();
  await page.getByRole('button', { name: /^In service: .* of 1,248$/ }).waitFor();
  await take(page, 'units');
} finally {
  await app.close();
  rmSync(userData, { recursive: true, force: true });
}

/** In light and in dark, by the app's own setting. */
async function take(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.evaluate(({ nativeTheme }, value) => {
      nativeTheme.themeSource = value;
    }, theme);
    await page.waitForFunction(
      (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
      theme === 'dark',
    );
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
  await tab.screenshot({ path: path.join(folder, 'browser-light.png') });
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await tab.getByRole('heading', { level: 1 }).waitFor();
  await tab.screenshot({ path: path.join(folder, 'callback-light.png') });
  await browser.close();
}
