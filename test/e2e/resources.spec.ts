/** The further lists that a connection declares: tabs in the details of a unit, and their documents. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createRecords } from '../../electron/simulator/fleet/records.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30, pageSize: 3 } });
test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const details = (page: Page) => page.getByRole('complementary');
const tab = (page: Page, name: string) => details(page).getByRole('tab', { name });
const table = (page: Page, name: string) => details(page).getByRole('table', { name });
const rows = (page: Page, name: string) => table(page, name).locator('tbody tr');

test.beforeEach(async ({ desktop }) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('status')).toContainText('30 units');
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expect(details(page).getByRole('heading', { level: 2 })).not.toBeEmpty();
});

/** The id of the unit that the details are about. */
const unitId = (page: Page) =>
  details(page)
    .getByText(/^[A-Z]{2}-\d{8}$/)
    .first()
    .textContent();
const ordersOf = async (page: Page) => createRecords(1, Date.now()).workOrders((await unitId(page)) ?? '');

test('a list of the unit comes over all its pages, follows the row, is searched and ordered', async ({
  desktop,
}) => {
  const { page } = desktop;
  const orders = await ordersOf(page);
  await expect(tab(page, 'Details')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Details').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Work orders')).toHaveAttribute('aria-selected', 'true');
  await expect(rows(page, 'Work orders')).toHaveCount(orders.length);
  await expect(rows(page, 'Work orders').first()).toContainText(orders[0]?.workOrderId ?? '?');
  await expect(shown(page, orders.length === 1 ? '1 entry' : `${orders.length} entries`)).toBeVisible();

  const created = table(page, 'Work orders').getByRole('columnheader', { name: 'createdAt' });
  await created.getByRole('button').click();
  await expect(created).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(page, 'Work orders').first()).toContainText(orders.at(-1)?.workOrderId ?? '?');

  const search = details(page).getByRole('searchbox', { name: 'Search entries' });
  await search.fill(orders[0]?.workOrderId ?? '?');
  await expect(rows(page, 'Work orders')).toHaveCount(1);
  await search.press('Escape');
  await expect(rows(page, 'Work orders')).toHaveCount(orders.length);

  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await tab(page, 'Details').click();
  const next = await ordersOf(page);
  expect(next[0]?.workOrderId).not.toBe(orders[0]?.workOrderId);
  await tab(page, 'Work orders').click();
  await expect(rows(page, 'Work orders').first()).toContainText(next[0]?.workOrderId ?? '?');
});

test('what is shown of it is exported in the format of the menu', async ({ desktop }) => {
  const { page, mainProcess, userData } = desktop;
  const orders = await ordersOf(page);
  await tab(page, 'Work orders').click();
  await expect(rows(page, 'Work orders')).toHaveCount(orders.length);
  const file = path.join(userData, 'orders.json');
  await mainProcess.answerSaveDialog(file);
  await details(page).getByRole('button', { name: 'Export' }).click();
  await details(page).getByRole('button', { name: 'JSON' }).click();
  await expect(page.getByRole('status')).toContainText('orders.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(orders);
});

test('documents are saved by the save dialog, and not when it is cancelled', async ({ desktop }) => {
  const { page, mainProcess, userData } = desktop;
  await tab(page, 'Documents').click();
  await expect(rows(page, 'Documents')).toHaveCount(3);
  const save = details(page).getByRole('button', { name: 'Save the document of “Inspection report”…' });
  await mainProcess.answerSaveDialog(null);
  await save.click();
  await expect(save).not.toHaveAttribute('aria-disabled', 'true');
  expect(readdirSync(userData)).not.toContain('Inspection report.pdf');

  const file = path.join(userData, 'Inspection report.pdf');
  await mainProcess.answerSaveDialog(file);
  await save.click();
  await expect(page.getByRole('status')).toContainText('Inspection report.pdf');
  expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/);
});

test('a list that is of no unit says so', async ({ desktop }) => {
  const { page } = desktop;
  await tab(page, 'Notifications').click();
  await expect(rows(page, 'Notifications')).toHaveCount(3);
  await expect(shown(page, 'This list is not limited to this unit.')).toBeVisible();
});

test('a list that is refused or not there says what to do, and is read again (R37)', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await page.evaluate(() => window.desktop.pauseLive({ paused: true }));
  simulator.setFaults({ apiStatus: 404 });
  await tab(page, 'Work orders').click();
  await expect(shown(page, 'There is nothing here')).toBeVisible();
  await expect(details(page)).toContainText('api.resources');
  simulator.setFaults({ apiStatus: 403 });
  await details(page).getByRole('button', { name: 'Try again' }).click();
  await expect(shown(page, 'This account may not see this')).toBeVisible();
  simulator.clearFaults();
  await details(page).getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page, 'Work orders').first()).toBeVisible();
});

test('a list that is not whole says both numbers (R41)', async ({ desktop, simulator }) => {
  const { page } = desktop;
  await page.evaluate(() => window.desktop.pauseLive({ paused: true }));
  simulator.setFaults({ list: 'miscounts' });
  await tab(page, 'Documents').click();
  await expect(details(page)).toContainText('3 entries arrived; the service counts 4.');
  simulator.clearFaults();
  await details(page).getByRole('button', { name: 'Load again' }).click();
  await expect(details(page)).not.toContainText('the service counts');
  await expect(rows(page, 'Documents')).toHaveCount(3);
});
