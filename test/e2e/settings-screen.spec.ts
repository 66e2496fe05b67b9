/** The settings as a screen: its sections, the way there and back, and what stays below it. */
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 30, eventsPerSecond: 0 } });

const settings = (page: Page) => page.getByRole('region', { name: 'Settings', exact: true });
const button = (page: Page) => page.getByRole('button', { name: 'Settings' });
const sections = [
  'Language and look',
  'Tray and start',
  'Notifications',
  'Live and list',
  'Wall display',
  'Token and shortcut',
  'Programs',
  'Version',
  'Diagnostics',
];

test('it has its sections under headings, is reached and left by keyboard, and leaves the table as it was', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  const grid = page.getByRole('grid', { name: 'Units' });
  await expect(grid).toHaveAttribute('aria-rowcount', '31');
  await page.getByRole('combobox', { name: 'Search units' }).fill('elevator');
  await grid.locator('[aria-rowindex="3"]').click();
  await expect(grid.locator('[aria-rowindex="3"]')).toHaveAttribute('aria-selected', 'true');

  await button(page).focus();
  await page.keyboard.press('Enter');
  await expect(settings(page).getByRole('heading', { level: 1 })).toBeFocused();
  await expect(settings(page).getByRole('heading', { level: 2 })).toHaveText(sections);
  await expect(button(page)).toHaveAttribute('aria-current', 'page');
  await expect(grid).toBeHidden();

  const reached: string[] = [];
  const last = settings(page).getByRole('button', { name: 'Save diagnostics…' });
  for (let presses = 0; presses < 40 && !(await last.evaluate((each) => each.matches(':focus'))); presses++) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.locator('*:focus').evaluate((each) => each.closest('section section')?.textContent ?? ''),
    );
  }
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  for (const section of sections.filter((each) => each !== 'Version'))
    expect(
      reached.some((text) => text.startsWith(section)),
      section,
    ).toBe(true);

  await page.keyboard.press('Escape');
  await expect(settings(page)).toHaveCount(0);
  await expect(button(page)).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Search units' })).toHaveValue('elevator');
  await expect(grid.locator('[aria-rowindex="3"]')).toHaveAttribute('aria-selected', 'true');
});

test('it is left by the place that was there before, by another, and by "Back" @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  await button(page).click();
  await expect(settings(page)).toBeVisible();
  await page.getByRole('button', { name: 'Identity', exact: true }).click();
  await expect(settings(page)).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Claims' })).toBeVisible();
  await button(page).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('table', { name: 'Claims' })).toBeVisible();
  await button(page).click();
  await button(page).click();
  await expect(settings(page)).toHaveCount(0);
});

test('what is typed in a set-up is still there after a look at the settings @full', async ({ desktop }) => {
  const { page } = desktop;
  await page.getByRole('button', { name: /^Connection / }).click();
  await page.getByRole('button', { name: 'New connection…' }).click();
  const field = page.getByRole('textbox', { name: 'Client ID', exact: true });
  await field.fill('half of it');
  await button(page).click();
  await expect(settings(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('half of it');
});

test('a sign-in that begins is seen, wherever it was begun @full', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await button(page).click();
  await expect(settings(page)).toBeVisible();
  await mainProcess.clickTray('sign-in');
  await expect(page.getByRole('timer')).toBeVisible();
  await expect(settings(page)).toHaveCount(0);
});

test('it is accessible in both themes, and nothing is outside of a small window', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const theme of ['light', 'dark'] as const) {
    await mainProcess.setTheme(theme);
    await page.setViewportSize({ width: 1200, height: 760 });
    if ((await settings(page).count()) === 0) await button(page).click();
    await page.waitForFunction(
      (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
      theme === 'dark',
    );
    expect(await seriousFindings(page), theme).toEqual([]);
    await page.setViewportSize({ width: 640, height: 480 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, theme).toBeLessThanOrEqual(0);
  }
});
