import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 60 } });

/** What axe calls serious or critical on this page; its rules need no tab of their own in legacy mode. */
async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

for (const theme of ['light', 'dark'] as const) {
  test(`every screen is accessible, ${theme}`, async ({ desktop, simulator }) => {
    const { page, systemBrowser, mainProcess } = desktop;
    await mainProcess.setTheme(theme);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);

    const opened = systemBrowser.waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const tab = await opened;
    await expect(page.getByRole('timer')).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);

    await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
    await expect(page.getByRole('status')).toContainText('60 units');
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Details' }).click();
    await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).not.toBeEmpty();
    await expect(page.getByRole('button', { name: 'Overview' })).toHaveAttribute('aria-expanded', 'true');
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('group', { name: 'Theme' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');

    simulator.setFaults({ apiStatus: 500 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

test('the menu of accounts is accessible', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Accounts' }).click();
  await expect(page.getByRole('button', { name: 'Add account' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Accounts' })).toBeFocused();
});

test('a copied token, its toast and its countdown are accessible, and need no mouse', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Accounts' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Copy access token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Clipboard' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('in the clipboard');
  expect(await seriousFindings(page)).toEqual([]);
  await tabTo(page, 'Clear now');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Clipboard' })).toBeHidden();
});

test('the way from the start to a sorted list needs no mouse', async ({ desktop }) => {
  const { page, systemBrowser } = desktop;
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const opened = systemBrowser.waitForEvent('page');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await (await opened).getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(page.getByRole('status')).toContainText('60 units');
  await tabTo(page, 'Search units');
  await page.keyboard.type('berlin');
  await expect(page.getByRole('status')).toContainText('of 60 units');
  await tabTo(page, 'Name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
});

test('keeps its shapes in forced colours and fits a small window', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.setViewportSize({ width: 640, height: 480 });
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeInViewport();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

/** Presses Tab until the element with this name has the focus, as a person would; not for ever. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator('*:focus');
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) === 0) continue;
    const label = await focused.evaluate((element) => {
      const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return (element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? '').trim();
    });
    if (label === name) return;
  }
  throw new Error(`Tab does not reach "${name}"`);
}
