/** Tags and notes of units. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { plainIn } from '../fakes/sealed-text.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, signOut, startExport, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30, eventsPerSecond: 0 } });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const details = (page: Page) => page.getByRole('complementary');
const own = (page: Page) => details(page).getByRole('region', { name: 'Your tags and note' });
const row = (page: Page, position: number) => grid(page).locator(`[aria-rowindex="${position + 2}"]`);
/** Not the header of the column. */
const filter = (page: Page) =>
  page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Tags', exact: true });
/** All bytes in the user's folder that may hold something of theirs. */
const onDisk = (desktop: Desktop) =>
  [
    ...desktop.keptEntries().map((each) => path.join(desktop.sealed, each)),
    path.join(desktop.userData, 'settings.json'),
  ]
    .map((file) => readFileSync(file, 'latin1'))
    .join();

async function addTag(page: Page, text: string): Promise<void> {
  await own(page).getByRole('combobox', { name: 'Add tag' }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText(`Tag ${text} added`);
}

/** The window of whoever has signed in, with all units. */
async function opened(desktop: Desktop): Promise<Page> {
  const { page } = desktop;
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(desktop);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '31');
  await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
  return page;
}

test('a unit is tagged and noted in its details: found, filtered, exported, there after a restart, gone after the sign-out (R28)', async ({
  desktop,
  simulator,
}) => {
  const { mainProcess } = desktop;
  const page = await opened(desktop);
  // By keyboard, which selects nothing: all that is shown is exported.
  await grid(page).focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  const name = (await details(page).getByRole('heading', { level: 2 }).textContent()) ?? '';
  await addTag(page, 'Nachtschicht');
  await addTag(page, 'zebra');
  await own(page).getByRole('textbox', { name: 'Note' }).fill('the porter has the key');
  await own(page).getByRole('textbox', { name: 'Note' }).blur();
  await expect(own(page)).toContainText('kept encrypted on this computer');
  expect(await seriousFindings(page)).toEqual([]);
  await own(page).getByRole('button', { name: 'Remove tag zebra' }).click();
  await expect(page.getByRole('status')).toContainText('Tag zebra removed');

  const search = page.getByRole('combobox', { name: 'Search units' });
  await search.fill('porter');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await search.fill('zebra');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '1');
  await search.fill('');
  await filter(page).click();
  await page.getByRole('checkbox', { name: /^Nachtschicht/ }).check();
  await page.keyboard.press('Escape');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await expect(row(page, 0)).toContainText(name);

  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  for (const column of ['Tags', 'Note'])
    await page.getByRole('checkbox', { name: column, exact: true }).check();
  await page.keyboard.press('Escape');
  await expect(row(page, 0)).toContainText('the porter has the key');
  const file = path.join(desktop.userData, 'Units.csv');
  await mainProcess.answerSaveDialog(file);
  await startExport(page, 'CSV (RFC 4180)');
  await expect(shown(page, '1 unit exported')).toBeVisible();
  const [titles = '', line = ''] = readFileSync(file, 'utf8').split('\r\n');
  expect(titles).toMatch(/,Tags,Note$/);
  expect(line).toMatch(/,Nachtschicht,the porter has the key$/);

  const next = await mainProcess.relaunch();
  await expect(grid(next)).toHaveAttribute('aria-rowcount', '31');
  await expect(row(next, 2)).toContainText('Nachtschicht');
  const kept = () => desktop.keptEntries().filter((each) => each.includes('.notes.'));
  expect(kept()).toHaveLength(1);
  expect(plainIn(onDisk(desktop), ['Nachtschicht', 'porter'])).toEqual([]);
  for (const text of ['Nachtschicht', 'porter'])
    expect(JSON.stringify(simulator.requests)).not.toContain(text);
  await signOut(next);
  await expect(next.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(kept).toEqual([]);
  await signIn(desktop);
  await expect(grid(next)).toHaveAttribute('aria-rowcount', '31');
  await expect(filter(next)).toHaveCount(0);
  await expect(row(next, 2)).not.toContainText('Nachtschicht');
});

test('several selected units are tagged in one go, and stand in a group of their tag @full', async ({
  desktop,
}) => {
  const page = await opened(desktop);
  await row(page, 0).click();
  await row(page, 2).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Tag 3 units' }).click();
  const editor = page.getByRole('region', { name: 'Tag 3 units' });
  await editor.getByRole('combobox', { name: 'Add tag' }).fill('VIP');
  await page.keyboard.press('Enter');
  await expect(editor.getByRole('button', { name: 'Remove tag VIP' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByRole('radio', { name: 'Tag', exact: true }).check();
  await page.keyboard.press('Escape');
  const groups = page.getByRole('treegrid').locator('[aria-level="1"] .group-cell');
  await expect(groups.filter({ hasText: 'VIP' })).toHaveText(/^VIP — \d of 3 out/);
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Control+ArrowLeft');
  await expect(groups).toHaveCount(2);
  await expect(groups.filter({ hasText: 'No tag' })).toHaveText(/^No tag — \d of 27 out/);
});

test('what cannot be kept is undone and said, and is not lost to whoever typed it @full', async ({
  desktop,
}) => {
  const page = await opened(desktop);
  await row(page, 0).dblclick();
  const nineteen = Array.from({ length: 19 }, (_, index) => `t${index}`);
  await page.evaluate(
    async ([id, add]) => {
      await window.desktop.changeNotes({ ids: [id], add, remove: [], note: null });
    },
    [(await row(page, 0).locator('.column-id').textContent()) ?? '', nineteen] as const,
  );
  // The page does not know of these yet: main does.
  await own(page).getByRole('combobox', { name: 'Add tag' }).fill('one, two');
  await page.keyboard.press('Enter');
  await expect(own(page).getByText('a unit has at most 20 tags').first()).toBeVisible();
  await expect(own(page).getByRole('button', { name: /^Remove|one/ })).toHaveCount(0);
  await expect(own(page).getByRole('combobox', { name: 'Add tag' })).toHaveValue('one, two');
});

test('without a secret store the details say that they will be lost, and nothing is on the disk (R23) @full', async ({
  desktop,
}) => {
  await desktop.mainProcess.setSafeStorage('basic_text');
  const page = await opened(desktop);
  await row(page, 0).dblclick();
  await addTag(page, 'VIP');
  await expect(own(page)).toContainText('They are lost when MAX Desk quits');
  expect(desktop.keptEntries().filter((each) => each.includes('.notes.'))).toEqual([]);
});
