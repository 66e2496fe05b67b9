/** Another program puts an older copy of an encrypted entry back while the app does not run. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Desktop, expect } from './fixture.ts';
import { signInByBrowser, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

const contentOf = (desktop: Desktop, name: string) => readFileSync(path.join(desktop.sealed, name));
const units = ({ page }: Desktop) => expect(page.getByRole('status')).toContainText('30 units');

test('of the sign-in: it is not used, and the window says why somebody has to sign in again @full', async ({
  desktop,
  simulator,
}) => {
  await signInByBrowser(desktop);
  await units(desktop);
  await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
  const [name = ''] = desktop.keptTokens();
  await desktop.mainProcess.quit();
  const older = contentOf(desktop, name);

  await desktop.launch();
  await desktop.page.getByRole('button', { name: 'Accounts' }).click();
  const opened = desktop.systemBrowser.waitForEvent('page');
  await desktop.page.getByRole('button', { name: 'Add account' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Continue as Tessa Kraft' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  await desktop.mainProcess.quit();
  expect(contentOf(desktop, name)).not.toEqual(older);
  writeFileSync(path.join(desktop.sealed, name), older);

  await desktop.launch();
  await expect(shown(desktop.page, 'You have to sign in again')).toBeVisible();
  await expect(shown(desktop.page, 'an older copy was put in its place')).toBeVisible();
  simulator.clearSessions();
  await signInByBrowser(desktop);
  await units(desktop);
});

test('of the list: it is not shown, the window says so, and loads another one @full', async ({ desktop }) => {
  await signInByBrowser(desktop);
  await expect.poll(() => desktop.keptLists()).toHaveLength(1);
  const [name = ''] = desktop.keptLists();
  const older = contentOf(desktop, name);
  await desktop.launch();
  await expect.poll(() => contentOf(desktop, name).equals(older)).toBe(false);
  await desktop.mainProcess.quit();
  writeFileSync(path.join(desktop.sealed, name), older);
  await desktop.launch();
  await expect(shown(desktop.page, 'Something that was saved here was set aside')).toBeVisible();
  await units(desktop);
});
