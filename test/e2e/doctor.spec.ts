import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 12 } });

const stepOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

test('before the sign-in says which steps of the connection work @full', async ({ desktop }) => {
  const { page } = desktop;
  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Connection check' })).toBeVisible();
  await expect(shown(page, 'All checks passed.')).toBeVisible();
  await expect(stepOf(page, 'User flow')).toContainText('B2C_1');
  await expect(stepOf(page, 'Redirect address')).toContainText('accepts http://localhost');
  await expect(stepOf(page, 'Access token')).toContainText('Nobody is signed in.');
  await page.getByRole('button', { name: 'Units', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('finds the step that fails, says what to do, and copies and saves a report without secrets (R29)', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
  simulator.setFaults({ apiStatus: 503 });
  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
  await expect(shown(page, '1 step failed.')).toBeVisible();
  const units = stepOf(page, 'List of units');
  await expect(units).toContainText('The API is not available');
  await expect(units).toContainText('Wait a few minutes');

  simulator.clearFaults();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(units).toContainText(/Units at .*: 12\./);
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByRole('status')).toContainText('Report copied');
  const report = await mainProcess.clipboardText();
  expect(report).toMatch(/^MAX Desk \d.*\n\npassed {3}Name resolution/);
  const file = test.info().outputPath('report.txt');
  await mainProcess.answerSaveDialog(file);
  await page.getByRole('button', { name: 'Save report…' }).click();
  await expect(page.getByRole('status')).toContainText('Report saved as');
  expect(readFileSync(file, 'utf8')).toBe(report);
  for (const secret of [simulator.subscriptionKey, 'sam.sample', 'Sam Sample', 'eyJ'])
    expect(report).not.toContain(secret);
});

test.describe('the data format', () => {
  test.use({ simulatorOptions: { units: 30, eventsPerSecond: 500 } });

  test('is saved for developers, without anybody in it (R29) @full', async ({ desktop, simulator }) => {
    const { page, mainProcess } = desktop;
    await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Save report…' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save data format…' })).toBeHidden();
    await page.getByRole('button', { name: 'Units', exact: true }).click();
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('30 units');
    await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
    const file = test.info().outputPath('shapes.json');
    await mainProcess.answerSaveDialog(file);
    await page.getByRole('button', { name: 'Save data format…' }).click();
    await expect(page.getByRole('status')).toContainText('Data format saved as', { timeout: 20_000 });
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      format: 'max-desk-shapes',
      list: { page: { list: 'value' }, failure: null },
      hub: { negotiation: { transports: ['WebSockets'] }, failure: null },
    });
    for (const secret of [
      simulator.subscriptionKey,
      'sam.sample',
      'Sam Sample',
      'eyJ',
      'Berlin',
      'localhost',
    ])
      expect(text).not.toContain(secret);
  });
});
