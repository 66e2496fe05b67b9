/** The report on availability: by unit, site and type, as files for other programs and on paper. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { reportDialog as dialog, openReport } from './availability-report.ts';
import { seriousFindings } from './axe.ts';
import type { Desktop } from './desktop.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const size = 60;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

/** The colours that a PDF fills with, each once. */
function coloursOf(pdf: Buffer): string[] {
  const parts = pdf
    .toString('latin1')
    .split(/stream\r?\n/u)
    .slice(1);
  const pages = parts.map((part) => {
    const packed = Buffer.from(part, 'latin1');
    try {
      return inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
    } catch {
      // A font or an end: nothing is painted by it.
      return '';
    }
  });
  return [...new Set(pages.join('\n').match(/[\d.]+ [\d.]+ [\d.]+ rg/gu))].sort();
}
const rows = (page: Page) => dialog(page).getByRole('table').getByRole('row');

async function signInAndOpen(desktop: Desktop): Promise<void> {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await openReport(page);
}

test('a report is made by keyboard from what the table shows, and saved as a table and as a page', async ({
  desktop,
}) => {
  const { page, mainProcess, userData } = desktop;
  await signInAndOpen(desktop);
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
  const light = readFileSync(pdf);
  expect(light.subarray(0, 5).toString()).toBe('%PDF-');
  expect(coloursOf(light).length).toBeGreaterThan(0);
  // Paper is light, whatever the window is.
  const darkPdf = path.join(userData, 'dark.pdf');
  await mainProcess.answerSaveDialog(darkPdf);
  await mainProcess.setTheme('dark');
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await dialog(page).getByRole('button', { name: 'Save…' }).click();
  await expect(dialog(page).getByRole('status')).toContainText(darkPdf);
  expect(coloursOf(readFileSync(darkPdf))).toEqual(coloursOf(light));
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

/** In one task of the page, so that nothing is written before the dialog is closed. */
function saveAndClose(page: Page): Promise<void> {
  return dialog(page).evaluate((element) => {
    for (const name of ['Save…', 'Close'])
      [...element.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();
  });
}

test.describe('of a large fleet', () => {
  const many = 2_300;
  test.use({ simulatorOptions: { units: many, pageSize: 1_000, eventsPerSecond: 0 } });

  test('a file has all rows, and its end is told in the window when the dialog has been closed meanwhile @full', async ({
    desktop,
  }) => {
    const { page, mainProcess, userData } = desktop;
    await signInAndOpen(desktop);
    await expect(dialog(page)).toContainText('and 1,300 more rows');
    const save = dialog(page).getByRole('button', { name: 'Save…' });
    await expect(save).not.toHaveAttribute('aria-disabled', 'true');
    await expect(rows(page)).toHaveCount(1_001);

    const csv = path.join(userData, 'report.csv');
    await mainProcess.answerSaveDialog(csv);
    await dialog(page).getByRole('radio', { name: 'CSV', exact: true }).check();
    await saveAndClose(page);
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.locator('.toast')).toContainText(csv);
    const [, ...lines] = readFileSync(csv, 'utf8').trim().split(/\r?\n/u);
    expect(lines.length).toBe(many);
    expect(new Set(lines).size).toBe(many);

    await mainProcess.answerSaveDialog(path.join(userData, 'no-such-folder', 'report.csv'));
    await openReport(page);
    await expect(save).not.toHaveAttribute('aria-disabled', 'true');
    await saveAndClose(page);
    await expect(page.locator('.toast')).toContainText('The folder is not there.');
  });
});
