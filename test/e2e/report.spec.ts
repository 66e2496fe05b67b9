/** The report on availability: by unit, site and type, as files for other programs and on paper. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const size = 60;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Availability report' });
const rows = (page: Page) => dialog(page).getByRole('table').getByRole('row');

test('a report is made by keyboard from what the table shows, and saved as a table and as a page', async ({
  desktop,
}) => {
  const { page, mainProcess, userData } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('availability report');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(size + 1);
  expect(await seriousFindings(page)).toEqual([]);

  await dialog(page).getByRole('radio', { name: 'Unit' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page).getByRole('radio', { name: 'Type' })).toBeChecked();
  await expect(rows(page)).toHaveCount(3);

  const json = path.join(userData, 'report.json');
  await mainProcess.answerSaveDialog(json);
  await dialog(page).getByRole('radio', { name: 'JSON' }).check();
  await dialog(page).getByRole('button', { name: 'Save…' }).click();
  await expect(dialog(page).getByRole('status')).toContainText(json);
  const saved = JSON.parse(readFileSync(json, 'utf8')) as { type: string; units: number }[];
  expect(saved.map(({ type }) => type)).toEqual(['Elevator', 'Escalator']);
  expect(saved.reduce((sum, { units }) => sum + units, 0)).toBe(size);

  const pdf = path.join(userData, 'report.pdf');
  await mainProcess.answerSaveDialog(pdf);
  await dialog(page).getByRole('radio', { name: 'PDF' }).check();
  await dialog(page).getByRole('button', { name: 'Save…' }).click();
  await expect(dialog(page).getByRole('status')).toContainText(pdf);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'print' });
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('grid')).toBeHidden();
  // What darkens the window behind the dialog would darken the paper.
  const behind = await dialog(page).evaluate((element) => getComputedStyle(element, '::backdrop').display);
  expect(behind).toBe('none');
  await expect(dialog(page).getByRole('button')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  // A day that is missing, and days in the wrong order, are told.
  await dialog(page).getByLabel('From', { exact: true }).fill('2030-01-01');
  await expect(dialog(page)).toContainText('Choose a first day');
  await expect(dialog(page).getByRole('button', { name: 'Save…' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});
