import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Desktop } from '../../electron/contract/calls.ts';
import { secretsIn } from '../fakes/canary.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test('diagnostics say what is in them, are saved as one file, and hold no secret (R29)', async ({
  desktop,
  simulator,
}, info) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Settings' }).press('Enter');
  await page.getByRole('button', { name: 'Save diagnostics…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save diagnostics' });
  await expect(dialog).toContainText('It holds no tokens, passwords or keys');
  await expect(dialog.getByRole('listitem')).toHaveCount(4);

  // Cancelling leaves the dialog open.
  await mainProcess.answerSaveDialog(null);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeVisible();

  const file = info.outputPath('diagnostics.zip');
  await mainProcess.answerSaveDialog(file);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog).toContainText(`Saved as ${file}`);
  await dialog.press('Escape');
  await expect(page.getByRole('button', { name: 'Save diagnostics…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();

  const files = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [
    name,
    strFromU8(bytes),
  ]);
  expect(files.map(([name]) => name).sort()).toEqual([
    'about.json',
    'connection-check.txt',
    'logs/main.log',
    'settings.json',
    'state.json',
  ]);
  expect(secretsIn(files.flat().join('\n'), [simulator.subscriptionKey, 'sam.sample'])).toEqual([]);
  await mainProcess.quit();
  const log = path.join(desktop.userData, 'logs/main.log');
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: string });
  expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['started', 'ended']));
  for (const line of lines)
    expect(line).toMatchObject({ time: expect.any(String), level: expect.any(String) });
  if (process.platform !== 'win32') expect(statSync(log).mode & 0o777).toBe(0o600);
});

test('a view that fails says so and can be left; a page that ends is loaded anew, and it is told @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('grid')).toBeVisible();

  // An invalid state, which the page cannot render.
  const reply = await page.evaluate(() => (window as unknown as { desktop: Desktop }).desktop.getState());
  const state = reply.ok ? reply.value : undefined;
  await mainProcess.evaluate(
    ({ BrowserWindow }, broken) => BrowserWindow.getAllWindows()[0]?.webContents.send('stateChanged', broken),
    { ...state, persistence: null },
  );
  await expect(page.getByRole('heading', { name: 'This view cannot be shown' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save diagnostics…' })).toBeVisible();
  await page.getByRole('button', { name: 'Load the window again' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  expect(desktop.log).toMatch(/"message":"the page has an error","fields":\{"where":"render"/);

  const again = await desktop.renewed(() =>
    mainProcess.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    ),
  );
  await expect(shown(again, 'The window had to be loaded again')).toBeVisible();
  await expect(again.getByRole('status')).toContainText('1,248');
  expect(desktop.log).toContain('"message":"the page has ended"');
});
