import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { requestTechnicalToken } from '../../electron/core/auth/technical-account.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { systemClock } from '../../electron/core/ports.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';
import { dropFile, unsigned } from './tour.ts';

test.use({ simulatorOptions: { units: 12 } });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Use a token from the developer portal' });
const field = (page: Page) => dialog(page).getByLabel('Access token');
const use = (page: Page) => dialog(page).getByRole('button', { name: 'Use this token' });

/** A token for the simulated API that the app did not request. */
async function tokenFromElsewhere({ connection, technicalAccount }: Simulator): Promise<string> {
  const parts = { http: fetch, clock: systemClock };
  const file = parseConnection(JSON.stringify(connection), 'the simulator');
  return (await requestTechnicalToken(file, technicalAccount, parts)).accessToken;
}

test('a pasted token is looked at before it is used, marked everywhere, never on disk, and gone with the window', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess, userData } = desktop;
  await page.getByRole('button', { name: 'Use a token from the developer portal…' }).click();
  await field(page).fill('not a token');
  await expect(dialog(page).getByText('This is not an access token.')).toBeVisible();
  await field(page).fill(unsigned({ exp: 1_700_000_000, name: 'Pat Past' }));
  await expect(dialog(page).getByText('This token has already expired.')).toBeVisible();
  await expect(use(page)).toHaveAttribute('aria-disabled', 'true');
  const soon = Math.floor(Date.now() / 1000) + 200;
  await field(page).fill(
    unsigned({ exp: soon, iss: 'https://elsewhere.example.org/', aud: 'x', scp: 'other' }),
  );
  for (const warning of [
    'less than five minutes',
    'not issued by the sign-in service',
    'does not name the permission',
  ])
    await expect(dialog(page).getByText(warning)).toBeVisible();

  const token = await tokenFromElsewhere(simulator);
  await field(page).fill(`Bearer ${token}`);
  await expect(dialog(page).getByText('Technical Account')).toBeVisible();
  await expect(dialog(page).getByText('not issued by the sign-in service')).toHaveCount(0);
  await use(page).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '13');
  const who = page.getByRole('region', { name: 'Signed in', exact: true });
  await expect(who).toContainText('pasted token');
  await expect(who).toContainText('not renewed');
  await page.getByRole('button', { name: 'Identity' }).click();
  await expect(shown(page, 'It was pasted: it is not renewed')).toBeVisible();
  await page.getByRole('button', { name: 'Copy as header' }).click();
  await expect.poll(() => mainProcess.clipboardText()).toBe(`Authorization: Bearer ${token}`);

  await mainProcess.quit();
  for (const name of readdirSync(userData).filter((each) => each.endsWith('.json')))
    expect(readFileSync(path.join(userData, name), 'utf8')).not.toContain(token.slice(0, 40));
  const again = await desktop.launch();
  await expect(again.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a file with a token may be dropped onto the window or the dialog; signing in and the token stand side by side @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  const token = await tokenFromElsewhere(simulator);
  await dropFile(page, 'token.txt', `${token}\n`);
  await expect(dialog(page).getByText('Technical Account')).toBeVisible();
  await dropFile(dialog(page), 'huge.txt', 'x'.repeat(65_537));
  await expect(dialog(page).getByText('This file is too long to be a token.')).toBeVisible();
  await dropFile(dialog(page), 'token.jwt', token);
  await expect(dialog(page).getByText('This file is too long to be a token.')).toHaveCount(0);
  await use(page).click();
  await expect(dialog(page)).toHaveCount(0);
  // The dialog handled the file, so it was not opened as a connection file.
  await expect(shown(page, 'The connection file needs a correction')).toHaveCount(0);
  const accounts = page.getByRole('list', { name: 'Signed in on this computer' });
  await page.getByRole('button', { name: 'Accounts' }).click();
  await expect(accounts.getByRole('listitem')).toHaveText([/Sam Sample/, /Technical Account\s*pasted token/]);
  await page.keyboard.press('Escape');
  simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
  // The next request discovers it: this click, or the list that is just being read again for live updates.
  const refused = shown(page, 'The pasted token is no longer valid', { exact: true });
  const click = page.getByRole('button', { name: 'Refresh' }).click();
  await Promise.race([refused.waitFor(), click.catch(() => undefined)]);
  await expect(refused).toBeVisible();
});
