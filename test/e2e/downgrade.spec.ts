/** Starts with a profile that a newer version has written: nothing in it may be lost. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '../../electron/simulator/index.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test.use({
  simulatorOptions: { units: 12 },
  autoLaunch: false,
  // The connection comes from the profile.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  launchArgs: async ({}, use) => use([]),
});

type Entries = Record<string, unknown>;
const settingsFile = ({ userData }: Desktop) => path.join(userData, 'settings.json');

/** Every value in settings.json is a JSON text itself. */
function readProfile(desktop: Desktop): Entries {
  const file = JSON.parse(readFileSync(settingsFile(desktop), 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(file).map(([key, text]) => [key, JSON.parse(text)]));
}
function writeProfile(desktop: Desktop, entries: Entries): void {
  mkdirSync(desktop.userData, { recursive: true });
  const texts = Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]);
  writeFileSync(settingsFile(desktop), JSON.stringify(Object.fromEntries(texts)));
}
const kept = ({ connection }: Simulator) => ({
  text: JSON.stringify(connection),
  origin: '',
  color: 'ultraviolet',
  last: true,
  group: 'Branch North',
});
const foreignConnection = { format: 3, document: { name: 'Elsewhere' } };
const told = ({ page }: Desktop) => shown(page, 'comes from a newer version of MAX Desk');

test('settings, views, place and connections keep what only the newer version knows, through changes of others @full', async ({
  desktop,
  simulator,
}) => {
  const settings = { language: 'en', theme: 'sepia', clipboardSeconds: 30, fontSize: 'large' };
  const view = {
    columns: ['name', 'site', 'doors'],
    density: 'airy',
    sort: null,
    query: '',
    groupBy: 'site',
  };
  writeProfile(desktop, {
    settings,
    connections: [kept(simulator), foreignConnection],
    'units-view': view,
    'units-views': [{ name: 'Doors', view, shared: true }, { title: 'By floor' }],
    'window-place': { x: 20, y: 20, width: 900, height: 700, isMaximized: false, display: 'left' },
    'another-entry': 7,
  });
  await desktop.launch();
  const { page } = desktop;
  await expect(told(desktop)).toBeVisible();
  // Nobody is known to have agreed to a connection that stands in the file only.
  await desktop.mainProcess.answerQuestions('yes');
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
  await page.evaluate(() => window.desktop.changeSettings({ clipboardSeconds: 90 }));
  await page.getByRole('columnheader', { name: 'Site' }).getByRole('button').click();
  await desktop.mainProcess.placeWindow({ width: 950, height: 720 });
  await expect
    .poll(() => readProfile(desktop)['window-place'])
    .toMatchObject({ width: 950, display: 'left' });
  await expect
    .poll(() => readProfile(desktop)['units-view'])
    .toMatchObject({ ...view, sort: { column: 'site' } });
  await page.evaluate(async () => {
    const reply = await window.desktop.getState();
    if (reply.ok)
      await window.desktop.saveViews({ views: reply.value.savedViews.map((each) => ({ ...each })) });
  });
  expect(readProfile(desktop)).toMatchObject({
    settings: { ...settings, clipboardSeconds: 90 },
    connections: [kept(simulator), foreignConnection],
    'units-views': [{ name: 'Doors', view, shared: true }, { title: 'By floor' }],
    'another-entry': 7,
  });
  // The format of sign-ins has not changed, so the sign-in is still there.
  await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
  const again = await desktop.mainProcess.relaunch();
  await expect(again.getByRole('status')).toContainText('12 units');
});

test('a sign-in that is sealed in a newer way is left as it is; a new one is kept in memory, and that is said @full', async ({
  desktop,
  simulator,
}) => {
  writeProfile(desktop, { connections: [kept(simulator)] });
  await desktop.launch();
  await desktop.mainProcess.answerQuestions('yes');
  await signIn(desktop);
  await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
  await desktop.mainProcess.quit();
  const [name = ''] = desktop.keptTokens();
  const file = path.join(desktop.sealed, name);
  const newer = 'v3.bmV3ZXI=';
  writeFileSync(file, newer);
  simulator.clearSessions();

  await desktop.launch();
  await expect(told(desktop)).toBeVisible();
  await signIn(desktop);
  const badge = desktop.page.getByRole('button', { name: 'Not saved on this computer' });
  await badge.click();
  await expect(shown(desktop.page, 'Use the newer version to stay signed in.')).toBeVisible();
  await desktop.mainProcess.quit();
  expect(readFileSync(file, 'utf8')).toBe(newer);
  expect(desktop.keptTokens()).toEqual([name]);
});
