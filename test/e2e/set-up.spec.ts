import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { test as base, expect } from './fixture.ts';
import { signIn } from './service.ts';
import { shown } from './shown.ts';
import { dropFile, offer } from './tour.ts';

/** `desktop` without a connection, and a service. */
const test = base.extend<{ simulator: Simulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  simulator: async ({}, use) => {
    const simulator = await start({ units: 7 });
    await use(simulator);
    await simulator.close();
  },
});
test.use({ launchArgs: [] });

const field = (page: Page, label: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${label}( \\(optional\\))?$`) });
/** Fills in a field and leaves it with Tab. */
async function answer(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
  await page.keyboard.press('Tab');
}
const button = (page: Page) => page.getByRole('button', { name: /^Connection / });
const linkOf = (values: Record<string, string>) => `maxdesk://connect?${new URLSearchParams(values)}`;

test('a set-up checks the answers, asks before it contacts a new address, and what it keeps works', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await mainProcess.answerQuestions('yes');
  const check = () => page.getByRole('button', { name: 'Check addresses…' }).click();
  const said = (text: string | RegExp) => page.getByRole('main').getByText(text);
  const { identity, api } = simulator.connection;
  await page.getByRole('button', { name: 'Set up a connection…' }).click();
  await expect(field(page, 'Name')).toHaveValue('MAX EA');
  await page.getByRole('button', { name: 'Save connection' }).click();
  await expect(field(page, 'Client ID')).toBeFocused();
  await expect(said('Enter the client ID.')).toBeVisible();
  await page.getByRole('radio', { name: 'Other' }).click();

  await field(page, 'Authority').fill('http://elsewhere.example.org');
  await expect(said('This must be an address that begins with https://').first()).toBeVisible();
  await answer(page, 'Authority', identity.authority);
  await answer(page, 'Scopes', identity.scopes.join(' '));
  await answer(page, 'Name of the user flow', 'B2C_1_Wrong');
  expect(await mainProcess.questions()).toEqual([]);
  expect(simulator.requests, 'nothing is contacted while somebody types').toEqual([]);
  await check();
  await expect(said(/^localhost:\d+ does not know this user flow\./)).toBeVisible();
  await answer(page, 'Name of the user flow', identity.signInPolicy);
  await check();
  await expect(said(/^localhost:\d+ knows this user flow\.$/)).toBeVisible();
  await field(page, 'Client ID').fill('my-client');
  await expect(said('A client ID usually looks like')).toBeVisible();
  await answer(page, 'Client ID', '00000000-90ce-4a4f-8b0e-c6a1f7d35e28');
  await expect(said(/does not accept this client ID or its scopes/)).toBeVisible();
  await answer(page, 'Client ID', identity.clientId);
  await expect(said(/^localhost:\d+ accepts it\.$/)).toBeVisible();
  await answer(page, 'API address', `${simulator.url}/nothing`);
  await check();
  await expect(said(/has nothing at this address \(404\)/)).toBeVisible();
  await answer(page, 'API address', api.baseUrl);
  await answer(page, 'Hub address', api.hubUrl);
  await check();
  await expect(said(/asks for a sign-in, as it should\.$/)).toHaveCount(2);
  await answer(page, 'Name', 'Mine');
  await page.getByLabel('Subscription key').fill(simulator.subscriptionKey);
  await page.getByRole('button', { name: 'Save connection' }).click();
  await expect(button(page)).toContainText('Mine');
  const questions = await mainProcess.questions();
  expect(questions, 'saving asks nothing more').toHaveLength(4);
  for (const address of [`${identity.authority}/${identity.signInPolicy}`, api.baseUrl, api.hubUrl])
    expect(questions.at(-1)?.replaceAll('\n    ', ''), 'whole, in lines that fit').toContain(
      `: ${address}\n`,
    );
  // The checks sent no secret.
  expect(
    simulator.requests.filter((each) => each.path === '/api/units').every(({ status }) => status === 401),
  ).toBe(true);
  await signIn(desktop);
  await expect(page.getByRole('heading', { name: 'What your units look like' })).toBeVisible();
  const result = page.getByRole('table', { name: 'Your units then look like this' });
  await expect(result.getByRole('row')).toHaveCount(8);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status')).toContainText('7 units');
});

test('a connection goes out as a file without a secret, and comes in again: dropped, or opened by the system @full', async ({
  desktop,
  simulator,
}, info) => {
  const { page, mainProcess } = desktop;
  const file = info.outputPath('Mine.maxdesk');
  await mainProcess.answerQuestions('yes');
  const menu = page.getByRole('region', { name: 'Connections' });
  await dropFile(page, 'broken.json', JSON.stringify({ ...simulator.connection, api: { baseURL: 'x' } }));
  await expect(shown(page, 'The connection file needs a correction', { exact: true })).toBeVisible();
  await expect(shown(page, 'broken.json')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await dropFile(page, 'mine.json', JSON.stringify({ ...simulator.connection, name: 'Mine' }));
  await expect(button(page)).toContainText('Mine');
  await page.getByLabel('Subscription key').fill(simulator.subscriptionKey);
  await page.getByRole('button', { name: 'Save key' }).click();

  await mainProcess.answerSaveDialog(file);
  await button(page).click();
  await menu.getByRole('button', { name: 'Change Mine' }).click();
  await menu.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('status')).toContainText('it holds no secret');
  const exported = readFileSync(file, 'utf8');
  expect(JSON.parse(exported)).toMatchObject({ name: 'Mine', api: simulator.connection.api });
  expect(exported).not.toContain(simulator.subscriptionKey);

  await menu.getByRole('button', { name: 'Edit…' }).click();
  await field(page, 'Name').fill('Ours');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(button(page)).toContainText('Ours');
  // The service is the same, so the key is kept.
  await expect(page.getByLabel('Subscription key')).toHaveCount(0);

  writeFileSync(file, exported.replace('"Mine"', '"Theirs"'));
  expect(await mainProcess.secondLaunch(file)).toBe(0);
  const dialog = page.getByRole('dialog', { name: 'Add the connection “Theirs”?' });
  await expect(dialog).toContainText('A file asks MAX Desk to use this connection.');
  await expect(dialog).toContainText('It replaces “Ours”.');
  await dialog.getByRole('button', { name: 'Add connection' }).click();
  await expect(button(page)).toContainText('Theirs');
  expect(await mainProcess.questions(), 'the addresses are the same, whatever it is called').toHaveLength(1);

  // Like a user who does not know that MAX Desk is already running.
  writeFileSync(file, exported.replace('"Mine"', '"Typed"'));
  expect(await mainProcess.secondLaunch('--connection', file)).toBe(0);
  await expect(page.getByRole('dialog', { name: 'Add the connection “Typed”?' })).toBeVisible();
});

test('a link only proposes: the addresses are shown, nothing is asked of them, and nothing is kept before a yes', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  const { identity, api, name } = simulator.connection;
  const values = {
    name: 'By link',
    authority: identity.authority,
    signInPolicy: identity.signInPolicy,
    clientId: identity.clientId,
    scopes: identity.scopes.join(' '),
    baseUrl: api.baseUrl,
  };
  const dialog = page.getByRole('dialog', { name: 'Add the connection “By link”?' });
  expect(await mainProcess.secondLaunch(linkOf(values))).toBe(0);
  for (const address of [
    `${identity.authority}/${identity.signInPolicy}`,
    api.baseUrl,
    `${api.baseUrl}/units`,
  ])
    await expect(dialog.getByText(address, { exact: true })).toBeVisible();
  await expect(dialog.getByText('Not known as TK Elevator’s')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Do not add' })).toBeFocused();
  // While a question is open, dropped files are ignored.
  await dropFile(page, 'other.json', JSON.stringify(simulator.connection));
  await expect(button(page)).toContainText('No connection');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button(page)).toContainText('No connection');
  expect(simulator.requests).toEqual([]);

  for (const wrong of [linkOf({ ...values, subscriptionKey: 'x' }), 'maxdesk://elsewhere?name=x']) {
    await offer(desktop, wrong);
    await expect(shown(page, 'The link holds no usable connection', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  const whole = Buffer.from(JSON.stringify(simulator.connection)).toString('base64url');
  await offer(desktop, `maxdesk://connect?connection=${whole}`);
  await mainProcess.answerQuestions('no');
  await page.getByRole('button', { name: 'Add connection' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button(page)).toContainText('No connection');
  expect(await mainProcess.questions()).toHaveLength(1);
  expect(simulator.requests).toEqual([]);
  await mainProcess.answerQuestions('yes');
  await offer(desktop, `maxdesk://connect?connection=${whole}`);
  await page.getByRole('button', { name: 'Add connection' }).click();
  await expect(button(page)).toContainText(name);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await mainProcess.openedUrls()).toEqual([]);
});
