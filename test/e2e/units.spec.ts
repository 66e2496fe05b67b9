import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test('lists all units page by page, searches and sorts them', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  const status = page.getByRole('status');
  const grid = page.getByRole('grid', { name: 'Units' });
  await expect(status).toContainText('1,248 units');
  await expect(grid).toHaveAttribute('aria-rowcount', '1249');

  await page.getByRole('combobox', { name: 'Search units' }).fill('dusseldorf');
  await expect(status).toContainText(/of 1,248 units/);
  const count = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(1248);
  await expect(grid.getByRole('row').nth(1)).toContainText('Düsseldorf');

  await page.getByRole('combobox', { name: 'Search units' }).fill('nothing is called this');
  await expect(page.getByRole('button', { name: 'Clear search' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(status).toContainText('1,248 units');

  const city = page.getByRole('columnheader', { name: 'City' });
  await city.getByRole('button').click();
  await expect(city).toHaveAttribute('aria-sort', 'ascending');
  await expect(grid.getByRole('row').nth(1)).toContainText('Berlin');
  await city.getByRole('button').click();
  await expect(city).toHaveAttribute('aria-sort', 'descending');
  await expect(grid.getByRole('row').nth(1)).toContainText('Zurich');
});

test('is worked by keyboard: to the grid, through its rows, to the end', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('1,248 units');
  const grid = page.getByRole('grid', { name: 'Units' });
  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid.locator('[aria-rowindex="1249"]')).toBeVisible();
  const active = await grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-rowindex', '1249');
  await page.keyboard.press('Enter');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(grid.locator('[aria-rowindex="2"]')).toBeVisible();
});

test.describe('a service in trouble', () => {
  test.use({ simulatorOptions: { units: 40 } });

  test('keeps the rows it has when a refresh fails, says why, and recovers', async ({
    desktop,
    simulator,
  }) => {
    const { page } = desktop;
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('40 units');
    // With live updates it would recover by itself, and the button might disappear before the click.
    await page.evaluate(() => window.desktop.pauseLive({ paused: true }));
    simulator.setFaults({ apiStatus: 503 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '41');
    simulator.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await expect(page.getByRole('status')).toContainText('40 units');
  });

  test('tells HTML in the place of the list from an empty list @full', async ({ desktop, simulator }) => {
    simulator.setFaults({ apiHtml: true });
    await signIn(desktop);
    await expect(desktop.page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(shown(desktop.page, /^Something else answered in the place of localhost/)).toBeVisible();
  });

  test('renews the token once when the API refuses it, and nobody notices @full', async ({
    desktop,
    simulator,
  }) => {
    simulator.setFaults({ rejectAccessTokens: 1 });
    await signIn(desktop);
    await expect(desktop.page.getByRole('status')).toContainText('40 units');
    expect(simulator.requests.filter(({ path }) => path.endsWith('/token'))).toHaveLength(2);
  });

  test('that is gone is an error with a next step, not a hang @full', async ({ desktop, simulator }) => {
    simulator.setFaults({ apiDown: true });
    await signIn(desktop);
    await expect(desktop.page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(shown(desktop.page, 'Sam Sample')).toBeVisible();
  });
});

test.describe('without a subscription key', () => {
  test.use({ launchEnv: {}, simulatorOptions: { units: 5 } });

  test('asks for it, keeps it encrypted, and then shows the units @full', async ({ desktop, simulator }) => {
    await desktop.page.getByLabel('Subscription key').fill(simulator.subscriptionKey);
    await desktop.page.getByRole('button', { name: 'Save key' }).click();
    await signIn(desktop);
    await expect(desktop.page.getByRole('status')).toContainText('5 units');
    const page = await desktop.mainProcess.relaunch();
    await expect(page.getByRole('status')).toContainText('5 units');
  });

  test('a wrong one is named as the reason and can be corrected @full', async ({ desktop, simulator }) => {
    await desktop.page.getByLabel('Subscription key').fill('wrong');
    await desktop.page.getByRole('button', { name: 'Save key' }).click();
    await signIn(desktop);
    await expect(desktop.page.getByLabel('Subscription key')).toBeVisible();
    await desktop.page.getByLabel('Subscription key').fill(simulator.subscriptionKey);
    await desktop.page.getByRole('button', { name: 'Save key' }).click();
    await expect(desktop.page.getByRole('status')).toContainText('5 units');
  });
});
