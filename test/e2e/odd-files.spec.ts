/** Unusual files in the place of the app's files, or dropped onto the window. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { textOf } from './files.ts';
import { expect, test } from './fixture.ts';
import { shown } from './shown.ts';

test('a folder that is dropped onto the window is told as what it is', async ({ desktop }) => {
  const { page } = desktop;
  const folder = test.info().outputPath('a folder');
  mkdirSync(folder);
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await expect(shown(page, 'It is a folder, or a file that cannot be read.')).toBeVisible();
  await page.getByRole('button', { name: 'Details of the problem' }).click();
  await expect(shown(page, 'a folder', { exact: true })).toBeVisible();
  await expect(shown(page, 'Something unexpected happened')).toBeHidden();
});

test.describe('a pipe', () => {
  test.use({ autoLaunch: false });
  test.skip(process.platform === 'win32', 'Windows has no such pipes');

  test('where the settings and the log are expected keeps nobody from the start @full', async ({
    desktop,
  }) => {
    const own = path.join(desktop.userData, 'simulator');
    mkdirSync(path.join(own, 'logs'), { recursive: true });
    for (const name of ['settings.json', 'secrets.json', 'logs/main.log'])
      execFileSync('mkfifo', [path.join(own, name)]);
    const page = await desktop.launch();
    await expect(page.getByRole('button', { name: /Sign in/ }).first()).toBeVisible();
    await expect.poll(() => readdirSync(own).filter((name) => name.includes('damaged'))).not.toEqual([]);
    await page.evaluate(() => window.desktop.changeSettings({ theme: 'dark' }));
    expect(readFileSync(path.join(own, 'settings.json'), 'utf8')).toContain('dark');
    // The pipe must be gone first: reading it would block forever.
    const log = path.join(own, 'logs/main.log');
    await expect.poll(() => statSync(log, { throwIfNoEntry: false })?.isFile()).toBe(true);
    await expect.poll(() => textOf(log)).toContain('"started"');
  });
});

test('a folder of the log that is deleted while the app runs is made anew, and nothing of it is missing @full', async ({
  desktop,
}) => {
  const folder = path.join(desktop.userData, 'simulator', 'logs');
  await expect.poll(() => existsSync(path.join(folder, 'main.log'))).toBe(true);
  rmSync(folder, { recursive: true });
  const error = { where: 'error' as const, name: 'TypeError', at: [] };
  expect(await desktop.page.evaluate((value) => window.desktop.reportPageError(value), error)).toMatchObject({
    ok: true,
  });
  await expect.poll(() => textOf(path.join(folder, 'main.log'))).toContain('the page has an error');
});
