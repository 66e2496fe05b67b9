/** The table by keyboard, and as assistive technology reads it. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { test } from './shared.ts';

test.use({ simulatorOptions: { units: 60, eventsPerSecond: 0 } });
test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });

/** The texts of the active row or cell, as assistive technology finds it. */
async function active(page: Page): Promise<{ role: string | null; text: string; row: number }> {
  const id = await grid(page).getAttribute('aria-activedescendant');
  return page.locator(`[id="${id}"]`).evaluate((element) => ({
    role: element.getAttribute('role'),
    text: element.textContent,
    row: Number(element.closest('[role=row]')?.getAttribute('aria-rowindex')),
  }));
}

const cellText = (page: Page, row: number, column: string) =>
  grid(page).locator(`[aria-rowindex="${row}"] .column-${column}`).innerText();

test.beforeEach(async ({ desktop }) => {
  await desktop.page.setViewportSize({ width: 1200, height: 760 });
  await expect(grid(desktop.page)).toHaveAttribute('aria-rowcount', '61');
  await expect(desktop.page.getByRole('button', { name: /^Live/ })).toBeVisible();
});

test('at most 8 Tabs lead from the top of the window to the table @full', async ({ desktop }) => {
  const { page } = desktop;
  await page.getByRole('button', { name: 'Overview' }).click();
  await expect(page.getByRole('region', { name: 'By status' })).toBeVisible();
  // The first button of the window is the first stop.
  await page.getByRole('banner').getByRole('button').first().focus();
  const isThere = () => grid(page).evaluate((element) => element === document.activeElement);
  let presses = 1;
  while (presses < 30 && !(await isThere())) {
    await page.keyboard.press('Tab');
    presses += 1;
  }
  expect(presses).toBeLessThanOrEqual(8);
});

test('what shares a tab stop is reached by the arrow keys, from end to end', async ({ desktop }) => {
  const { page } = desktop;
  const buttons = page.locator('.unit-commands').getByRole('button');
  await buttons.first().focus();
  const count = await buttons.count();
  expect(count).toBeGreaterThan(2);
  for (let place = 1; place < count; place += 1) {
    await page.keyboard.press('ArrowRight');
    await expect(buttons.nth(place)).toBeFocused();
  }
  await page.keyboard.press('Home');
  await expect(buttons.first()).toBeFocused();

  await page.getByRole('button', { name: 'Overview' }).click();
  const bars = page.getByRole('region', { name: 'Overview' }).getByRole('button');
  await bars.first().focus();
  const all = await bars.count();
  for (let place = 1; place < all; place += 1) {
    await page.keyboard.press('ArrowDown');
    await expect(bars.nth(place)).toBeFocused();
  }
  for (let place = all - 2; place >= 0; place -= 1) {
    await page.keyboard.press('ArrowLeft');
    await expect(bars.nth(place)).toBeFocused();
  }
});

test('the keys lead into the cells, through them, and back to the rows', async ({ desktop }) => {
  const { page } = desktop;
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  expect(await active(page)).toMatchObject({ role: 'row', row: 3 });
  await page.keyboard.press('ArrowRight');
  expect(await active(page)).toEqual({ role: 'gridcell', row: 3, text: await cellText(page, 3, 'name') });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await active(page)).toEqual({ role: 'gridcell', row: 4, text: await cellText(page, 4, 'status') });
  await page.keyboard.press('End');
  expect(await active(page)).toMatchObject({ row: 4, text: await cellText(page, 4, 'lastSeen') });
  // The column of the cell is scrolled into sight.
  await expect(page.getByRole('columnheader', { name: 'Last seen' })).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Control+End');
  expect(await active(page)).toMatchObject({ row: 61 });
  await page.keyboard.press('Control+Home');
  expect(await active(page)).toMatchObject({ row: 2, text: await cellText(page, 2, 'name') });
  await expect(page.getByRole('columnheader', { name: 'Name' })).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Escape');
  expect(await active(page)).toMatchObject({ role: 'row', row: 2 });
  await page.keyboard.press('F2');
  expect(await active(page)).toMatchObject({ role: 'gridcell', row: 2 });
});

test('Ctrl+C copies the text of the cell', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await mainProcess.evaluate(({ clipboard }) => clipboard.writeText('before'));
  const copied = () => mainProcess.evaluate(({ clipboard }) => clipboard.readText());
  await grid(page).focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe(await cellText(page, 2, 'name'));
  await expect(page.getByRole('status')).toContainText('Cell copied');
});

test('assistive technology reads columns, rows, their order and what is selected', async ({ desktop }) => {
  const { page } = desktop;
  await page.getByRole('columnheader', { name: 'City' }).getByRole('button').click();
  await grid(page).locator('[aria-rowindex="2"]').click();
  await expect(grid(page)).toHaveAttribute('aria-colcount', '14');
  await expect(page.getByRole('columnheader', { name: 'City' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(grid(page).getByRole('row').first()).toMatchAriaSnapshot(`
    - row "Name Status Out since Site City Floor Direction Type ID Address Country Availability % Last event Last seen":
      - columnheader "Name"
      - columnheader "Status"
      - columnheader "Out since"
      - columnheader "Site"
      - columnheader "City"
      - columnheader "Floor"
      - columnheader "Direction"
      - columnheader "Type"
      - columnheader "ID"
      - columnheader "Address"
      - columnheader "Country"
      - columnheader "Availability %"
      - columnheader "Last event"
      - columnheader "Last seen"
  `);
  await expect(grid(page).locator('[aria-rowindex="2"]')).toMatchAriaSnapshot(`
    - row /Berlin/ [selected]:
      - gridcell /(Elevator|Escalator) \\d+$/
      - gridcell /service|Limited|Unknown|Inspection/
      - gridcell
      - gridcell
      - gridcell "Berlin"
      - gridcell
      - gridcell
      - gridcell /^(Elevator|Escalator)$/
      - gridcell /^DE-\\d+$/
      - gridcell
      - gridcell "Germany"
      - gridcell /^\\d+\\.\\d\\d$/
      - gridcell
      - gridcell
  `);
});
