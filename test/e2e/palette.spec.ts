/** The list of all that can be found and done. */
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 60 } });
test.describe.configure({ mode: 'default' });

const field = (page: Page) => page.getByRole('combobox', { name: 'Find anything' });
const options = (page: Page) => page.getByRole('option');
const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });

test.beforeEach(async ({ desktop }) => {
  await expect(grid(desktop.page)).toBeVisible();
  await expect(desktop.page.getByRole('status')).toContainText('60 units');
});

test('it opens from anywhere, offers only what can be done, and gives the focus back', async ({
  desktop,
}) => {
  const { page } = desktop;
  await page.getByRole('combobox', { name: 'Search units' }).focus();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await expect(options(page).filter({ hasText: 'Refresh' })).toHaveCount(1);
  await expect(options(page).filter({ hasText: /^Sign in$/ })).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
  await field(page).fill('re');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Search units' })).toBeFocused();

  await page.getByRole('button', { name: 'Find anything' }).click();
  await field(page).fill('console');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API console');
});

test('a unit is found as the table finds it, and shown with its details, also where a search hides it', async ({
  desktop,
}) => {
  const { page } = desktop;
  const id = grid(page).locator('[aria-rowindex="13"] .column-id');
  await expect(id).not.toBeEmpty();
  const unitId = (await id.textContent()) ?? '';
  const search = page.getByRole('combobox', { name: 'Search units' });
  await search.fill('no such unit');
  await expect(shown(page, 'No unit matches “no such unit”')).toBeVisible();
  await page.keyboard.press('Control+k');
  await field(page).fill(unitId);
  await expect(options(page)).not.toHaveCount(0);
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(search).toHaveValue('');
  await expect(grid(page)).toBeFocused();
  await expect(grid(page).locator('.unit-row.active .column-id')).toHaveText(unitId);
  await expect(grid(page).locator('.unit-row.active')).toBeInViewport();
  await expect(page.getByRole('complementary')).toContainText(unitId);

  // What was chosen last is offered first.
  await page.keyboard.press('Control+k');
  await expect(options(page).first()).toContainText(unitId);
});

test('arrow keys lead through it and round it, and the mouse does', async ({ desktop }) => {
  const { page } = desktop;
  await page.keyboard.press('Control+k');
  const pointed = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      return document.getElementById(id ?? '')?.getAttribute('aria-selected');
    });
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await expect(options(page).last()).toBeInViewport();
  expect(await pointed()).toBe('true');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await field(page).fill('row height');
  await options(page).filter({ hasText: 'Compact' }).click();
  await expect(field(page)).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('data-density', 'compact');
});

test('nothing found is said, and Enter does nothing then', async ({ desktop }) => {
  const { page } = desktop;
  await page.keyboard.press('Control+k');
  await field(page).fill('zzzz');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toHaveText('Nothing found for “zzzz”.');
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeVisible();
  await field(page).fill('theme');
  await expect(dialog.getByRole('status')).toHaveText('3 results');
});

test('in German and at 640 px all of it is within the window', async ({ desktop }) => {
  const { page } = desktop;
  await page.keyboard.press('Control+k');
  await field(page).fill('Deutsch');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Alles finden' })).toBeVisible();
  await page.setViewportSize({ width: 640, height: 480 });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Alles finden' })).toBeVisible();
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll('.palette, .palette > *, .palette-option')]
      .filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        return left < 0 || right > innerWidth;
      })
      .map((each) => each.className),
  );
  expect(outside).toEqual([]);
  const { top, bottom } = await page.evaluate(() => {
    const box = document.querySelector('.palette')?.getBoundingClientRect();
    return { top: box?.top ?? -1, bottom: box?.bottom ?? 0 };
  });
  expect(top).toBeGreaterThanOrEqual(0);
  expect(bottom).toBeLessThanOrEqual(480);
});
