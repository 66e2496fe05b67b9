/** The context menu of a row, and links that open a unit. */
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';
import { shown } from './shown.ts';

// Without events: the first outage would open the strip above the table, and move it.
test.use({ simulatorOptions: { units: 30, eventsPerSecond: 0 } });
test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const row = (page: Page, place: number) => grid(page).locator(`[aria-rowindex="${place + 1}"]`);
const menu = (page: Page) => page.getByRole('menu');
const entry = (page: Page, name: string) => menu(page).getByRole('menuitem', { name, exact: true });
const idOf = async (page: Page, place: number) =>
  (await row(page, place).locator('.column-id').textContent()) ?? '';

test.beforeEach(async ({ desktop }) => {
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  // It comes a moment after the rows, and takes its place above them.
  await expect(desktop.page.locator('.outages')).toBeVisible();
});

test('a right click opens it for the row alone, and for all that are selected if the row is one of them', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  const ids = [await idOf(page, 1), await idOf(page, 2), await idOf(page, 3)];
  await row(page, 2).click({ button: 'right' });
  await expect(row(page, 2)).toHaveAttribute('aria-selected', 'true');
  expect(await seriousFindings(page)).toEqual([]);
  await entry(page, 'Copy ID').click();
  await expect(menu(page)).toHaveCount(0);
  await expect.poll(() => mainProcess.clipboardText()).toBe(ids[1]);
  await expect(grid(page)).toBeFocused();

  await row(page, 1).click();
  await row(page, 3).click({ modifiers: ['Shift'] });
  await row(page, 2).click({ button: 'right' });
  await expect(entry(page, 'Show details')).toHaveCount(0);
  await entry(page, 'Copy 3 IDs').click();
  await expect.poll(() => mainProcess.clipboardText()).toBe(ids.join('\n'));
  await row(page, 2).click({ button: 'right' });
  await entry(page, 'Watch 3 units').click();
  await expect(page.getByRole('button', { name: '3 watched' })).toBeVisible();
  await row(page, 2).click({ button: 'right' });
  await entry(page, 'Stop watching 3 units').click();
  await expect(page.getByRole('button', { name: '3 watched' })).toHaveCount(0);
});

for (const keys of ['ContextMenu', 'Shift+F10'])
  test(`${keys} opens it below the active row; arrow keys go round, Escape gives the focus back`, async ({
    desktop,
  }) => {
    const { page } = desktop;
    await row(page, 1).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(keys);
    await expect(entry(page, 'Show details')).toBeFocused();
    const [above, below] = [await row(page, 2).boundingBox(), await menu(page).boundingBox()];
    // Within a row: what is above the table may have grown by a line meanwhile.
    expect(Math.abs((below?.y ?? 0) - (above?.y ?? 0) - 32)).toBeLessThan(32);
    await page.keyboard.press('ArrowUp');
    await expect(entry(page, 'Watch')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect(menu(page)).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press(keys);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary')).toBeVisible();
  });

test('at the edge of the window all of it can be seen', async ({ desktop }) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 640, height: 480 });
  const corner = { x: 600, y: 440 };
  // The table follows the window's size in its own time.
  await page.waitForFunction(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest('.unit-row') !== null && innerWidth === 640,
    corner,
  );
  await page.mouse.click(corner.x, corner.y, { button: 'right' });
  await expect(menu(page)).toBeVisible();
  const at = await menu(page).boundingBox();
  expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThanOrEqual(640);
  expect((at?.y ?? 0) + (at?.height ?? 0)).toBeLessThanOrEqual(480);
});

test('a unit goes to the console, and its link opens it in the running app @full', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  const id = await idOf(page, 5);
  await row(page, 5).click({ button: 'right' });
  await entry(page, 'Copy link').click();
  const link = await mainProcess.clipboardText();
  expect(link).toBe(`maxdesk://unit/${encodeURIComponent(id)}`);
  await row(page, 5).click({ button: 'right' });
  await entry(page, 'Open in the console').click();
  await expect(page.getByRole('combobox', { name: 'Path' })).toHaveValue('/units/{unitId}');
  await expect(page.getByLabel('ID of the unit for {unitId}')).toHaveValue(id);

  await mainProcess.secondLaunch(link);
  await expect(grid(page).locator('.unit-row.active .column-id')).toHaveText(id);
  await expect(page.getByRole('complementary')).toContainText(id);

  await mainProcess.secondLaunch('maxdesk://unit/nobody-knows');
  await expect(shown(page, 'Unit nobody-knows is not in your list.', { exact: true })).toBeVisible();
  await mainProcess.secondLaunch(`maxdesk://unit/${encodeURIComponent(id)}?sign-out=1`);
  await expect(shown(page, 'The link holds no usable connection', { exact: true })).toBeVisible();
});
