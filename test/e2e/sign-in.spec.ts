import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signInByBrowser, signOut, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

/** Waits for the page first: closing a tab that is still loading sometimes takes half a minute. */
async function closeLoaded(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).waitFor();
  await tab.close();
}

test('signs in through the system browser and shows who it is', async ({ desktop, simulator }) => {
  await signInByBrowser(desktop, 'Tessa Kraft');
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect(shown(desktop.page, 'Tessa Kraft')).toBeVisible();
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  const [url] = await desktop.mainProcess.openedUrls();
  expect(new URL(url ?? '').origin).toBe(simulator.url);
});

test('waits visibly: a countdown, the link to copy, open again, cancel (R17)', async ({ desktop }) => {
  const { page, systemBrowser, mainProcess } = desktop;
  const first = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await closeLoaded(await first);
  await expect(page.getByRole('timer')).toHaveText(/4:\d\d|5:00/);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const [url = ''] = await mainProcess.openedUrls();
  await expect.poll(() => mainProcess.clipboardText()).toBe(url);

  const second = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Open again' }).click();
  await second;
  expect(await mainProcess.openedUrls()).toEqual([url, url]);

  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
  await expect
    .poll(() =>
      fetch(redirect).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed');
});

test('a closed browser does not end the attempt: "open again" finishes it @full', async ({ desktop }) => {
  const { page, systemBrowser } = desktop;
  const first = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await closeLoaded(await first);
  const second = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Open again' }).click();
  await (await second).getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test('a denied sign-in is calmly "not completed", and the next one works @full', async ({ desktop }) => {
  const { page, systemBrowser } = desktop;
  const opened = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Cancel' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sign-in was not completed');
  await expect(page.getByRole('status')).toContainText('not completed');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await signInByBrowser(desktop);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test('an answer with a wrong state neither ends nor finishes the attempt (R15) @full', async ({
  desktop,
}) => {
  const { page, systemBrowser, mainProcess } = desktop;
  const opened = systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const tab = await opened;
  const [url = ''] = await mainProcess.openedUrls();
  const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
  expect((await fetch(`${redirect}/?code=stolen&state=guessed`)).status).toBe(400);
  await expect(page.getByRole('timer')).toBeVisible();
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test('after a relaunch is still signed in, without a browser, and shows the units', async ({ desktop }) => {
  await signInByBrowser(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  const page = await desktop.mainProcess.relaunch();
  await expect(shown(page, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
  expect(await desktop.mainProcess.openedUrls()).toEqual([]);
});

test('after a relaunch without the service still knows who is signed in @full', async ({
  desktop,
  simulator,
}) => {
  await signInByBrowser(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  await simulator.close();
  const page = await desktop.mainProcess.relaunch();
  await expect(shown(page, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(/cannot be reached|offline|network/i);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('keeps tokens encrypted, and signing out removes them (R25, R28)', async ({ desktop }) => {
  const { page } = desktop;
  await signInByBrowser(desktop);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  const token = await page.evaluate(async () => {
    const { desktop: calls } = window as unknown as {
      desktop: { getToken(): Promise<{ value: { accessToken: string } }> };
    };
    return (await calls.getToken()).value.accessToken;
  });
  expect(token).toMatch(/^ey/);
  const kept = desktop.keptTokens();
  expect(kept).toHaveLength(1);
  const files = desktop.keptEntries();
  const signedIn = files.map((file) => readFileSync(path.join(desktop.sealed, file), 'latin1')).join();
  expect(files).toContainEqual(expect.stringMatching(/^sealed\.metadata\./));
  for (const secret of [token, token.split('.')[1] ?? '', 'sam.sample'])
    expect(signedIn).not.toContain(secret);

  await signOut(page);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(shown(page, 'Sam Sample')).toHaveCount(0);
  await expect.poll(() => desktop.keptTokens()).toEqual([]);
  expect(desktop.log).not.toContain(token);
});

test('without a keyring works from memory and says so (R23)', async ({ desktop }) => {
  await desktop.mainProcess.setSafeStorage('basic_text');
  await signInByBrowser(desktop);
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await desktop.page.getByRole('button', { name: 'Not saved on this computer' }).click();
  await expect(shown(desktop.page, /keyring/i)).toBeVisible();
  expect(desktop.keptEntries()).toEqual([]);
  const page = await desktop.mainProcess.relaunch();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
