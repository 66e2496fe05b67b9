/** The dialog of the report on availability. */
import type { Page } from '@playwright/test';

export const reportDialog = (page: Page) => page.getByRole('dialog', { name: 'Availability report' });

/** Opens it by keyboard. */
export async function openReport(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('availability report');
  await page.keyboard.press('Enter');
}
