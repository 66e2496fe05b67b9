import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 250 } });
test.describe.configure({ mode: 'default' });

const path = (page: Page) => page.getByRole('combobox', { name: 'Path' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const answer = (page: Page) => page.getByRole('region', { name: 'Response', exact: true });
const tree = (page: Page) => page.getByRole('tree', { name: 'Body of the response' });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test.beforeEach(async ({ desktop }) => {
  const { page } = desktop;
  await expect(page.getByRole('status')).toContainText('250 units');
  await page.getByRole('button', { name: 'Console' }).click();
  await expect(page.getByRole('heading', { name: 'API console' })).toBeVisible();
});

test('tabs are walked through by the arrow keys, and say what is in them', async ({ desktop }) => {
  const { page } = desktop;
  await expect(tab(page, 'Params')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Params').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Headers')).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Headers' })).toBeVisible();
  await page.getByRole('button', { name: 'Add header' }).click();
  await field(page, 'Name of header 1').fill('X-Own');
  await expect(tab(page, 'Headers 1')).toBeVisible();
  await tab(page, 'Headers 1').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tabpanel')).toContainText('A GET request has no body.');
  await page.getByLabel('Method').selectOption('POST');
  await field(page, 'Body').fill('{}');
  await expect(tab(page, 'Body filled in')).toBeVisible();
  await tab(page, 'Body filled in').focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('tabpanel', { name: 'History' })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByRole('tabpanel', { name: 'Params' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test('the query is edited as rows and in the path, and nothing of it is lost; what is sent is shown', async ({
  desktop,
}) => {
  const { page } = desktop;
  await path(page).fill('/units?$top=2&a=1+2%2B3&a=&$filter=x');
  await expect(field(page, 'Value of parameter 2')).toHaveValue('1 2+3');
  await expect(tab(page, 'Params 4')).toBeVisible();
  await field(page, 'Value of parameter 4').fill('a & b');
  await expect(path(page)).toHaveValue('/units?$top=2&a=1+2%2B3&a=&$filter=a%20%26%20b');
  await page.getByRole('checkbox', { name: 'Send parameter 4' }).uncheck();
  await page.getByRole('checkbox', { name: 'Send parameter 2' }).uncheck();
  await expect(path(page)).toHaveValue('/units?$top=2&a=');
  await path(page).fill('/units?$top=2&a=Köln Süd');
  await expect(field(page, 'Value of parameter 3')).toHaveValue('Köln Süd');
  await expect(shown(page, 'Sent as /units?$top=2&a=K%C3%B6ln%20S%C3%BCd')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Send parameter 2' }).check();
  await page.getByRole('button', { name: 'Add parameter' }).click();
  await field(page, 'Name of parameter 5').fill('new');
  await expect(path(page)).toHaveValue('/units?$top=2&a=1+2%2B3&a=Köln Süd&new');
  await path(page).press('Enter');
  await expect(answer(page)).toContainText('/api/units?$top=2&a=1+2%2B3&a=K%C3%B6ln%20S%C3%BCd&new');
  await expect(answer(page)).toContainText('200');
  await page.getByRole('button', { name: 'Remove parameter 1' }).click();
  await expect(path(page)).toHaveValue('/units?a=1+2%2B3&a=Köln Süd&new');
});

test('a unit and the person stand for their placeholders, which are suggested; without a unit nothing is sent', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  const asked = () => simulator.requests.filter((each) => each.path.startsWith('/api/units/')).length;
  await path(page).fill('/units/{u');
  const options = page.getByRole('listbox', { name: 'Path' }).getByRole('option');
  await expect(options).toHaveText([/^\{unitId\}/, /^\{userId\}/]);
  await page.keyboard.press('ArrowDown');
  await expect(path(page)).toHaveAttribute('aria-activedescendant', /-0$/);
  await page.keyboard.press('Enter');
  await expect(path(page)).toHaveValue('/units/{unitId}');
  await path(page).pressSequentially('/{us');
  await expect(options).toHaveText([/^\{userId\}/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(path(page)).toHaveValue('/units/{unitId}/{userId}');

  const unit = page.getByRole('combobox', { name: 'ID of the unit for {unitId}' });
  const first = await unit.inputValue();
  expect(first).not.toBe('');
  const whose = await page.evaluate(async () => {
    const reply = await window.desktop.getIdentity();
    return reply.ok ? reply.value.userId : null;
  });
  await expect(shown(page, `Sent as /units/${first}/${whose}`)).toBeVisible();
  await unit.press('ArrowDown');
  await unit.press('ArrowDown');
  await unit.press('Enter');
  await expect(unit).not.toHaveValue(first);
  const second = await unit.inputValue();
  await path(page).press('Enter');
  await expect(answer(page)).toContainText(`/api/units/${second}/${whose}`);
  expect(asked()).toBe(1);

  await unit.fill('');
  await path(page).press('Enter');
  await expect(shown(page, 'The request was not sent.')).toBeVisible();
  await expect(shown(page, /^Choose a unit in the table, or enter the ID of one/).first()).toBeVisible();
  expect(asked()).toBe(1);
});

test('an answer is folded by key and mouse; the members after a hundred are in parts, and a search unfolds them @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await path(page).fill('/units?$top=250');
  await path(page).press('Enter');
  await expect(answer(page)).toContainText('200');
  const row = (text: string | RegExp) => tree(page).getByRole('treeitem').filter({ hasText: text });
  await tree(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row('"value": [')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(row('"value": […]')).toHaveAttribute('aria-expanded', 'false');
  await expect(row('250 entries')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(row('"unitId"').first()).toBeVisible();
  // Of the whole, of the list, and of its first unit.
  await tree(page).locator('.console-fold').nth(2).click();
  await expect(row('{…}').first()).toContainText('entries');
  await expect(tree(page)).toBeFocused();

  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(row('200 to 249')).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('searchbox', { name: 'Search in the body' }).fill('"unitId"');
  await expect(shown(page, '1 of 250 lines', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(shown(page, '250 of 250 lines', { exact: true })).toBeVisible();
  await expect(page.locator('[data-mark="current"]')).toBeInViewport();
  await expect(row('200 to 249')).toHaveCount(0);

  await page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await expect(row('"value": […]')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await tree(page).focus();
  await page.keyboard.press('Home');
  await expect(row('"unitId"').first()).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});
