import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { test as base, type Desktop, expect } from './fixture.ts';
import { signIn } from './service.ts';
import { shown } from './shown.ts';

const names = ['North', 'South'] as const;
type Place = { simulator: Simulator; file: string; units: number };

/** `desktop` without a connection, and two services with a connection file each. */
const test = base.extend<{ places: Record<(typeof names)[number], Place> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  places: async ({}, use, info) => {
    const place = async (name: string, units: number): Promise<Place> => {
      const simulator = await start({ units });
      const file = info.outputPath(`${name}.json`);
      writeFileSync(file, JSON.stringify({ ...simulator.connection, name }));
      return { simulator, file, units };
    };
    const places = { North: await place('North', 12), South: await place('South', 7) };
    await use(places);
    await Promise.all(Object.values(places).map(({ simulator }) => simulator.close()));
  },
});

test.use({ launchArgs: [] });

const button = (page: Page) => page.getByRole('button', { name: /^Connection / });
const menu = (page: Page) => page.getByRole('region', { name: 'Connections' });
const entry = (page: Page, name: string) => menu(page).getByRole('listitem').filter({ hasText: name });

/** Opens a connection file through the menu, enters its key and signs in. */
async function connect(desktop: Desktop, { file, simulator, units }: Place, person: string): Promise<void> {
  const { page, mainProcess } = desktop;
  await mainProcess.answerQuestions('yes');
  await mainProcess.answerOpenDialog([file]);
  await button(page).click();
  await menu(page).getByRole('button', { name: 'Open connection file' }).click();
  await page.getByLabel('Subscription key').fill(simulator.subscriptionKey);
  await page.getByRole('button', { name: 'Save key' }).click();
  await expect(page.getByLabel('Subscription key')).toHaveCount(0);
  await signIn(desktop, person);
  await expectUnits(page, units, person);
}

async function expectUnits(page: Page, units: number, person: string): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', String(units + 1));
  const identity = page.getByRole('region', { name: 'Signed in', exact: true });
  await expect(identity.getByText(person).first()).toBeVisible();
}

async function both(desktop: Desktop, places: { North: Place; South: Place }): Promise<void> {
  await connect(desktop, places.North, 'Sam Sample');
  await connect(desktop, places.South, 'Tessa Kraft');
}

/** Opens the menu and selects an entry with the keyboard only. */
async function switchByKeyboard(page: Page, name: string): Promise<void> {
  await button(page).focus();
  await page.keyboard.press('Enter');
  const target = menu(page).getByRole('button', { name: new RegExp(`^${name}`) });
  await expect(target).toBeVisible();
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 10 && !(await isFocused()); presses++) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu(page)).toBeHidden();
}

test('two connections: switched by keyboard without a new sign-in, and the last one survives a relaunch', async ({
  desktop,
  places,
}) => {
  const { page, mainProcess } = desktop;
  await expect(button(page)).toContainText('No connection');
  await both(desktop, places);
  await expect(button(page)).toContainText('South');
  const signIns = (await mainProcess.openedUrls()).length;

  await switchByKeyboard(page, 'North');
  await expect(button(page)).toContainText('North');
  await expect(button(page)).toBeFocused();
  await expectUnits(page, 12, 'Sam Sample');
  await switchByKeyboard(page, 'South');
  await expectUnits(page, 7, 'Tessa Kraft');
  await switchByKeyboard(page, 'North');
  await expectUnits(page, 12, 'Sam Sample');
  expect(await mainProcess.openedUrls()).toHaveLength(signIns);

  const again = await mainProcess.relaunch();
  await expect(button(again)).toContainText('North');
  await expectUnits(again, 12, 'Sam Sample');
  await switchByKeyboard(again, 'South');
  await expectUnits(again, 7, 'Tessa Kraft');
  expect(await mainProcess.openedUrls()).toEqual([]);
});

test('the connection is to be seen while nobody is signed in and while the browser has the word @full', async ({
  desktop,
  places,
}) => {
  const { page, mainProcess } = desktop;
  await mainProcess.answerQuestions('yes');
  for (const name of ['North', 'South'] as const) {
    await mainProcess.answerOpenDialog([places[name].file]);
    await button(page).click();
    await menu(page).getByRole('button', { name: 'Open connection file' }).click();
    await expect(button(page)).toContainText(name);
  }
  const others = page.getByRole('main').getByRole('button', { name: 'North' });
  await others.click();
  await expect(button(page)).toContainText('North');
  await mainProcess.clickTray('South');
  await expect(button(page)).toContainText('South');
  await mainProcess.clickTray('North');
  await expect(button(page)).toContainText('North');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  await expect(button(page)).toContainText('North');
  await switchByKeyboard(page, 'South');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('removing one says what goes, takes its sign-in and key, and goes on with the other @full', async ({
  desktop,
  places,
}) => {
  const { page, mainProcess, userData } = desktop;
  await both(desktop, places);
  const settings = () => readFileSync(path.join(userData, 'settings.json'), 'utf8');
  // When both lists are stored, the app writes nothing more by itself.
  await expect.poll(() => desktop.keptLists()).toHaveLength(2);
  const before = desktop.keptEntries();
  const removeSouth = async () => {
    await button(page).click();
    await entry(page, 'South').getByRole('button', { name: 'Change South' }).click();
    await entry(page, 'South').getByRole('button', { name: 'Remove' }).click();
  };

  await removeSouth();
  const dialog = page.getByRole('dialog', { name: 'Remove “South”?' });
  await expect(dialog).toContainText('the subscription key');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(page)).toBeFocused();
  expect(desktop.keptEntries()).toEqual(before);

  await removeSouth();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(button(page)).toContainText('North');
  await expectUnits(page, 12, 'Sam Sample');
  await expect(shown(page, 'Tessa Kraft')).toHaveCount(0);
  expect(settings()).not.toContain('South');
  // The data key, the counters, what was agreed to, and North's metadata, current account, subscription key, tokens, list and
  // key of the ledger; its outages may be kept already.
  const withoutOutages = () => desktop.keptEntries().filter((each) => !each.includes('outages'));
  await expect.poll(withoutOutages).toHaveLength(9);
  expect(desktop.keptTokens()).toHaveLength(1);
  expect(desktop.keptLists()).toHaveLength(1);

  await button(page).click();
  await expect(menu(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const again = await mainProcess.relaunch();
  await expectUnits(again, 12, 'Sam Sample');
});

test('a colour is chosen by arrow key, kept, and leaves the units alone @full', async ({
  desktop,
  places,
}) => {
  const { page, mainProcess } = desktop;
  // Without a hub the list is read once: live updates would read it again at any time (R34).
  const { api, ...rest } = JSON.parse(readFileSync(places.North.file, 'utf8'));
  writeFileSync(places.North.file, JSON.stringify({ ...rest, api: { ...api, hubUrl: '' } }));
  await connect(desktop, places.North, 'Sam Sample');
  const lists = () => places.North.simulator.requests.filter((each) => each.path === '/api/units').length;
  const before = lists();
  await expect(button(page).locator('[data-color]')).toHaveAttribute('data-color', 'blue');
  await button(page).click();
  await entry(page, 'North').getByRole('button', { name: 'Change North' }).click();
  await entry(page, 'North').getByRole('radio', { name: 'Blue' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(button(page).locator('[data-color]')).toHaveAttribute('data-color', 'teal');
  await expect(entry(page, 'North').getByRole('radio', { name: 'Teal' })).toBeFocused();
  await page.keyboard.press('Escape');
  expect(lists()).toBe(before);
  const again = await mainProcess.relaunch();
  await expect(button(again).locator('[data-color]')).toHaveAttribute('data-color', 'teal');
});

test('simulated data are marked, and there again with their sign-in after a look elsewhere @full', async ({
  desktop,
  places,
}) => {
  const { page } = desktop;
  await connect(desktop, places.North, 'Sam Sample');
  await button(page).click();
  await menu(page).getByRole('button', { name: 'Explore with simulated data' }).click();
  await expect(page.getByRole('complementary', { name: 'Simulated data' })).toBeVisible();
  await signIn(desktop, 'Tessa Kraft');
  await expect(page.getByRole('status')).toContainText('1,248 units');
  await switchByKeyboard(page, 'North');
  await expectUnits(page, 12, 'Sam Sample');
  await expect(page.getByRole('complementary', { name: 'Simulated data' })).toHaveCount(0);
  await switchByKeyboard(page, 'Simulated data');
  await expectUnits(page, 1_248, 'Tessa Kraft');
  await expect(page.getByRole('complementary', { name: 'Simulated data' })).toBeVisible();
});
