/** The keys of the window. */
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';

test.use({ simulatorOptions: { units: 30 } });
test.describe.configure({ mode: 'default' });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search units' });

test.beforeEach(async ({ desktop }) => {
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
});

test('Ctrl+1 to 4 show the screens, Ctrl+F the search from each of them', async ({ desktop }) => {
  const { page } = desktop;
  const titles = [];
  for (const digit of [2, 3, 4, 1]) {
    await page.keyboard.press(`Control+${digit}`);
    await expect(page.locator('.navigation [aria-current=page]')).toBeVisible();
    await expect(heading(page)).not.toHaveText(titles.at(-1) ?? '');
    titles.push((await heading(page).textContent()) ?? '');
  }
  expect(titles.slice(1)).toEqual(['API console', 'Connection check', 'Units']);
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+f');
  await expect(search(page)).toBeFocused();
  await search(page).fill('north');
  await grid(page).focus();
  await page.keyboard.press('Control+f');
  // What is there is selected, to be typed over.
  await page.keyboard.type('x');
  await expect(search(page)).toHaveValue('x');
});

for (const keys of ['F5', 'Control+r'])
  test(`${keys} loads the list again, and not the page`, async ({ desktop, simulator }) => {
    const { page } = desktop;
    await page.evaluate(() => document.body.setAttribute('data-same', ''));
    const lists = () => simulator.requests.filter((each) => JSON.stringify(each).includes('/units')).length;
    const before = lists();
    await page.keyboard.press(keys);
    await expect.poll(lists).toBeGreaterThan(before);
    await expect(page.locator('body')).toHaveAttribute('data-same', '');
  });

test('F6 goes round the panes, Shift+F6 back, and each remembers where it was', async ({ desktop }) => {
  const { page } = desktop;
  await grid(page).locator('[aria-rowindex="2"]').click();
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary');
  await expect(details).toBeVisible();
  const where = () =>
    page.evaluate(() => {
      const pane = document.activeElement?.closest('[data-pane]');
      return pane?.className.split(' ').find((each) => each !== 'column') ?? null;
    });
  await grid(page).focus();
  const round: (string | null)[] = [];
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6');
    round.push(await where());
  }
  expect(round).toEqual(['details', 'app-bar', 'navigation', 'command-bar', 'unit-grid']);
  await page.keyboard.press('Shift+F6');
  expect(await where()).toBe('command-bar');
  const columns = page.getByRole('button', { name: 'Columns' });
  await columns.focus();
  await page.keyboard.press('F6');
  await page.keyboard.press('Shift+F6');
  await expect(columns).toBeFocused();
});

test('"?" shows all keys, in both languages, but not while somebody types', async ({ desktop }) => {
  const { page } = desktop;
  await search(page).focus();
  await page.keyboard.press('?');
  await expect(search(page)).toHaveValue('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await grid(page).focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toContainText('Ctrl+K');
  await expect(dialog).toContainText('Alt shows the menu bar.');
  expect(await seriousFindings(page)).toEqual([]);
  // Nothing below it is reached meanwhile.
  await page.keyboard.press('Control+3');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(heading(page)).toHaveText('Units');
  await expect(grid(page)).toBeFocused();

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Deutsch').check();
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Tastenkürzel' })).toContainText('Strg+K');
});
