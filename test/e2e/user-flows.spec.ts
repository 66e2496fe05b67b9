import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Desktop, expect } from './fixture.ts';
import { signInByBrowser, test } from './service.ts';

test.use({ simulatorOptions: { units: 30 } });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Presses a button of the window that opens the system browser; the page there. */
async function tabOf({ page, systemBrowser }: Desktop, button: string): Promise<Page> {
  const opened = systemBrowser.waitForEvent('page');
  await press(page, button);
  return opened;
}

async function editProfile(desktop: Desktop): Promise<Page> {
  await signInByBrowser(desktop);
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await press(desktop.page, 'Accounts');
  const tab = await tabOf(desktop, 'Edit profile…');
  await expect(heading(tab)).toHaveText('Your profile');
  const title = 'Edit your profile in the browser';
  await expect(desktop.page.getByRole('heading', { name: title })).toBeVisible();
  return tab;
}

const identity = ({ page }: Desktop) => page.getByRole('region', { name: 'Signed in', exact: true });

test('a forgotten password leads through the page for that and back to the sign-in, in one attempt', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  const tab = await tabOf(desktop, 'Sign in');
  await press(tab, 'Forgot your password?');
  await expect(heading(tab)).toHaveText('Whose password is forgotten?');
  await expect(page.getByRole('timer')).toHaveText(/4:\d\d|5:00/);
  // The link is that of the page that is open now.
  await press(page, 'Copy link');
  await expect.poll(() => mainProcess.clipboardText()).toBe(tab.url());
  await press(tab, 'Continue as Sam Sample');
  await expect(heading(tab)).toHaveText('Who is signing in?');
  await expect(page.getByRole('timer')).toBeVisible();
  await press(tab, 'Continue as Sam Sample');
  await expect(heading(tab)).toHaveText('You are signed in');
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  const [url = '', ...more] = await mainProcess.openedUrls();
  expect(more).toEqual([]);
  expect(new URL(url).searchParams.get('ui_locales')).toBe('en');
});

test('a reset that is given up leads back to the sign-in @full', async ({ desktop }) => {
  const tab = await tabOf(desktop, 'Sign in');
  await press(tab, 'Forgot your password?');
  await expect(heading(tab)).toHaveText('Whose password is forgotten?');
  await press(tab, 'Cancel');
  await expect(heading(tab)).toHaveText('Who is signing in?');
  await press(tab, 'Continue as Tessa Kraft');
  await expect(identity(desktop)).toContainText('Tessa Kraft');
});

test('a page that has expired is told as that, and the next one works @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  simulator.setFaults({ endPages: true });
  const tab = await tabOf(desktop, 'Sign in');
  await press(tab, 'Continue as Sam Sample');
  await expect(heading(tab)).toHaveText('Sign-in was not completed');
  await expect(page.getByRole('status')).toContainText('The sign-in page has expired');
  simulator.clearFaults();
  await signInByBrowser(desktop);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test('the profile is edited in the browser, and the window shows the new name @full', async ({ desktop }) => {
  const tab = await editProfile(desktop);
  await tab.getByLabel('Display name').fill('Sam Sample-Smith');
  await press(tab, 'Save');
  await expect(heading(tab)).toHaveText('Your profile is saved');
  await expect(identity(desktop)).toContainText('Sam Sample-Smith');
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
  const url = new URL((await desktop.mainProcess.openedUrls()).at(-1) ?? '');
  expect(url.searchParams.get('login_hint')).toBe('sam.sample@example.com');
});

test('a profile that is left as it is changes nothing @full', async ({ desktop }) => {
  const tab = await editProfile(desktop);
  await press(tab, 'Cancel');
  await expect(heading(tab)).toHaveText('Nothing was changed');
  await expect(identity(desktop)).toContainText('Sam Sample');
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

/** The connection names no user flow but the sign-in. */
const testWithout = test.extend({
  connectionFile: async ({ simulator }, use, info) => {
    const file = info.outputPath('connection.json');
    const {
      passwordResetPolicy: _reset,
      profileEditPolicy: _edit,
      ...identity
    } = simulator.connection.identity;
    writeFileSync(file, JSON.stringify({ ...simulator.connection, identity }));
    await use(file);
  },
});

testWithout(
  'without a page for a forgotten password the window says what to do @full',
  async ({ desktop }) => {
    const { page } = desktop;
    const tab = await tabOf(desktop, 'Sign in');
    await press(tab, 'Forgot your password?');
    await expect(heading(tab)).toHaveText('Sign-in was not completed');
    await expect(page.getByRole('status')).toContainText('The password is reset elsewhere');
    await signInByBrowser(desktop);
    await press(page, 'Accounts');
    await expect(page.getByRole('button', { name: 'Add account' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit profile…' })).toHaveCount(0);
  },
);
