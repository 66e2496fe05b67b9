/** The columns: moved, resized and hidden, by mouse and by keyboard, and kept. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 60, eventsPerSecond: 0 } });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const header = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });
const names = (page: Page) => page.getByRole('columnheader').allInnerTexts();
const entry = (page: Page, name: RegExp) => page.getByRole('menuitem', { name });

/** The widths of a header and of the cell below it, in px. */
async function widthsOf(page: Page, name: string, column: string): Promise<[number, number]> {
  const cell = grid(page).locator(`[aria-rowindex="2"] .column-${column}`);
  const boxes = [await header(page, name).boundingBox(), await cell.boundingBox()];
  return [Math.round(boxes[0]?.width ?? 0), Math.round(boxes[1]?.width ?? 0)];
}

/** Drags the edge of a column by so many px. */
async function dragEdge(page: Page, name: string, by: number): Promise<void> {
  const box = await header(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not to be seen`);
  const [x, y] = [box.x + box.width - 3, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by / 2, y);
  await page.mouse.move(x + by, y);
  await page.mouse.up();
}

test.beforeEach(async ({ desktop }) => {
  await desktop.page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(grid(desktop.page)).toHaveAttribute('aria-rowcount', '61');
});

test('the menu of a header sorts, moves, hides and resizes its column, by keyboard alone', async ({
  desktop,
}) => {
  const { page } = desktop;
  const city = header(page, 'City').getByRole('button');
  await city.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('menu', { name: 'Column City' })).toBeVisible();
  await expect(entry(page, /^Sort ascending/)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(header(page, 'City')).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(city).toBeFocused();

  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect.poll(async () => (await names(page)).slice(3, 5)).toEqual(['City', 'Site']);
  await expect(city).toBeFocused();
  await expect(page.getByRole('status')).toContainText('City is column 4 of 14');
  const [before] = await widthsOf(page, 'City', 'city');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expect.poll(() => widthsOf(page, 'City', 'city')).toEqual([before + 24, before + 24]);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(() => widthsOf(page, 'City', 'city')).toEqual([before, before]);

  await page.keyboard.press('Alt+ArrowDown');
  await entry(page, /^Hide/).press('Enter');
  await expect(header(page, 'City')).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('aria-colcount', '13');
  await expect(header(page, 'Site').getByRole('button')).toBeFocused();

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Reset columns' }).click();
  await expect.poll(async () => (await names(page)).slice(3, 5)).toEqual(['Site', 'City']);
});

test('the keys change the column of the active cell as well @full', async ({ desktop }) => {
  const { page } = desktop;
  await grid(page).focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Status', 'Name']);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'unit-row-0-name');
  await expect(grid(page)).toBeFocused();
});

test('an edge is dragged and double-clicked; the widths are kept, and put back by "Reset columns" @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  const [usual] = await widthsOf(page, 'Site', 'site');
  await dragEdge(page, 'Site', -80);
  await expect.poll(() => widthsOf(page, 'Site', 'site')).toEqual([usual - 80, usual - 80]);
  // The header was not taken for one that is dragged elsewhere, nor for one that is clicked.
  expect((await names(page)).slice(3, 5)).toEqual(['Site', 'City']);
  await expect(header(page, 'Site')).toHaveAttribute('aria-sort', 'none');

  const cut = () =>
    grid(page)
      .locator('.unit-row .column-site')
      .evaluateAll((cells) => cells.filter((each) => each.scrollWidth > each.clientWidth).length);
  expect(await cut()).toBeGreaterThan(0);
  const box = await header(page, 'Site').boundingBox();
  await page.mouse.dblclick((box?.x ?? 0) + (box?.width ?? 0) - 3, (box?.y ?? 0) + 10);
  await expect.poll(cut).toBe(0);
  const fitted = await widthsOf(page, 'Site', 'site');

  await page.setViewportSize({ width: 640, height: 760 });
  expect(await widthsOf(page, 'Site', 'site')).toEqual(fitted);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await grid(page).evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);

  const again = await desktop.mainProcess.relaunch();
  await again.setViewportSize({ width: 1200, height: 760 });
  await expect(grid(again)).toHaveAttribute('aria-rowcount', '61');
  await expect.poll(() => widthsOf(again, 'Site', 'site')).toEqual(fitted);
  await again.getByRole('button', { name: 'Columns' }).click();
  await again.getByRole('button', { name: 'Reset columns' }).click();
  await expect.poll(() => widthsOf(again, 'Site', 'site')).toEqual([usual, usual]);
});

test('a header is dragged to the place of another @full', async ({ desktop }) => {
  const { page } = desktop;
  await header(page, 'City').dragTo(header(page, 'Status'));
  await expect.poll(async () => (await names(page)).slice(0, 3)).toEqual(['Name', 'City', 'Status']);
  await expect(page.locator('[data-drop]')).toHaveCount(0);
});

test('a right click opens the menu, which holds where the column is at the edge of the window @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await header(page, 'Last seen').scrollIntoViewIfNeeded();
  await header(page, 'Last seen').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Column Last seen' });
  await expect(menu).toBeInViewport({ ratio: 1 });
  await expect(entry(page, /^Move right/)).toHaveAttribute('aria-disabled', 'true');
  await entry(page, /^Fit/).click();
  await expect(menu).toHaveCount(0);
  await header(page, 'Last seen').click({ button: 'right' });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(header(page, 'Last seen').getByRole('button')).toBeFocused();
});
