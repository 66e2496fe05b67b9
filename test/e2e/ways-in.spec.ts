/** The ways to a setting by its name; those to units, sites, views and actions are in palette.spec.ts and row-menu.spec.ts. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 12, eventsPerSecond: 0 } });

async function choose(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill(query);
  await page.keyboard.press('Enter');
}

test('a setting is found by its name, brought into sight, and can be changed at once, again and again', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
  await choose(page, 'start in the wall');
  const startsIn = page.getByLabel('Start in the wall display');
  await expect(startsIn).toBeFocused();
  await expect(startsIn).toBeInViewport();
  await page.keyboard.press('Space');
  await expect(startsIn).toBeChecked();
  await choose(page, 'settings: time for');
  await expect(page.getByRole('radio', { name: '20 seconds', exact: true })).toBeFocused();
  await choose(page, 'settings: diagn');
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeInViewport();
});
