import { type Desktop, expect } from './fixture.ts';
import { signInByBrowser, signOut, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

/** Adds an account through the menu "Accounts" and finishes the sign-in in the system browser. */
async function addAccount(desktop: Desktop, person: string): Promise<void> {
  const { page, systemBrowser } = desktop;
  const opened = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'Add account' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: `Continue as ${person}` }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  await tab.close();
}

const identity = (desktop: Desktop, name: string) =>
  desktop.page.getByRole('region', { name: 'Signed in', exact: true }).getByText(name).first();

test('two accounts: added, switched by keyboard, and the choice survives a relaunch', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await signInByBrowser(desktop);
  await expect(page.getByRole('status')).toContainText('30 units');
  await addAccount(desktop, 'Tessa Kraft');
  await expect(identity(desktop, 'Tessa Kraft')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
  const prompts = (await mainProcess.openedUrls()).map((url) => new URL(url).searchParams.get('prompt'));
  expect(prompts).toEqual([null, 'login']);

  await page.getByRole('button', { name: 'Accounts' }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('region', { name: 'Accounts' });
  await expect(menu.getByRole('listitem')).toHaveCount(2);
  await expect(menu.locator('[aria-current]')).toContainText('Tessa Kraft');
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('button', { name: 'Sam Sample' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(identity(desktop, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');

  const again = await mainProcess.relaunch();
  await expect(shown(again, 'Sam Sample')).toBeVisible();
  await expect(shown(again, 'Tessa Kraft')).toHaveCount(0);
  expect(await mainProcess.openedUrls()).toEqual([]);
});

test('signing out removes one account and goes on with the other; the last one ends it @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signInByBrowser(desktop);
  await addAccount(desktop, 'Tessa Kraft');
  await expect(identity(desktop, 'Tessa Kraft')).toBeVisible();
  await signOut(page);
  await expect(identity(desktop, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
  await expect(shown(page, 'Tessa Kraft')).toHaveCount(0);
  await signOut(page);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('an account that is not added in the end leaves everything as it was @full', async ({ desktop }) => {
  const { page } = desktop;
  await signInByBrowser(desktop);
  await expect(page.getByRole('status')).toContainText('30 units');
  await page.getByRole('button', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'Add account' }).click();
  await expect(shown(page, 'Sam Sample stays signed in.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect(identity(desktop, 'Sam Sample')).toBeVisible();
});

test('a sign-in that the provider has ended is not replaced unasked: the other one is offered @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await signInByBrowser(desktop);
  await addAccount(desktop, 'Tessa Kraft');
  // When it is live, the list has been read again, so only the button sends requests to the API.
  await expect(page.getByRole('button', { name: 'Live updates: Live', exact: true })).toBeVisible();
  simulator.revoke('tessa.kraft@example.com');
  simulator.setFaults({ apiStatus: 401 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Please sign in again');
  simulator.clearFaults();
  await page.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(identity(desktop, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
});

test('signs out of the browser too, at the provider @full', async ({ desktop, simulator }) => {
  const { page, systemBrowser, mainProcess } = desktop;
  await signInByBrowser(desktop);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await page.getByRole('button', { name: 'Accounts' }).click();
  const opened = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign out of the browser too' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const tab = await opened;
  await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  const url = new URL((await mainProcess.openedUrls()).at(-1) ?? '');
  expect(url.origin).toBe(simulator.url);
  expect(url.pathname).toMatch(/\/logout$/);
});
