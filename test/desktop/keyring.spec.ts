import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { keyringPassword } from '../../build/electron/desktop-parts.ts';
import { shown } from '../e2e/shown.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { visibleWindows, xdotool } from './x11.ts';

test.use({ desktop: { notifications: false } });

const badge = async (app: App) =>
  (await app.page()).getByRole('button', { name: 'Not saved on this computer' });
const signedIn = async (app: App) => {
  const page = await app.page();
  await expect(page.getByRole('button', { name: 'Accounts' })).toBeVisible({ timeout: 20_000 });
};
/** How the data key is encrypted: "v11" with the keyring, "v10" with a publicly known key. */
function wrapping(app: App): string {
  const file = path.join(app.userData, 'sealed/key.entry');
  if (!existsSync(file)) return '';
  return Buffer.from(readFileSync(file, 'utf8'), 'base64').toString('latin1', 0, 3);
}
/** Answers the keyring's prompt, which is another program's window. Returns whether there was one. */
async function answerPrompt({ env }: App, ...keys: string[][]): Promise<boolean> {
  const [prompt] = await visibleWindows(env, 'class', '[Gg]cr-prompter');
  if (prompt === undefined) return false;
  await xdotool(env, 'windowactivate', '--sync', prompt);
  for (const each of keys) await xdotool(env, ...each);
  return true;
}
/** Signs in and answers the keyring's prompts: Electron 33 asks twice, and the app is blocked until the answer. */
async function signInAnswering(app: App, ...keys: string[][]): Promise<void> {
  let isOver = false;
  let answers = 0;
  const signingIn = app.signIn().finally(() => {
    isOver = true;
  });
  const answer = async () => {
    if (await answerPrompt(app, ...keys)) answers++;
    return isOver;
  };
  await expect.poll(answer, { timeout: 40_000 }).toBe(true);
  await signingIn;
  expect(answers, 'the keyring has asked').toBeGreaterThan(0);
}

test('an unlocked keyring protects what is kept, and the next start is signed in (R23)', async ({ app }) => {
  await app.signIn();
  await signedIn(app);
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
  expect(wrapping(app)).toBe('v11');
  await expect(await badge(app)).toBeHidden();
  for (const file of app.keptTokens()) expect(plainIn(file.toString('latin1'), ['sam.sample'])).toEqual([]);
  await app.terminate();
  await app.start();
  await signedIn(app);
});

test('a key that has gone from the keyring: the window says why the person has to sign in again', async ({
  app,
  session,
}) => {
  await app.signIn();
  await signedIn(app);
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
  await app.terminate();
  await session.endBus();
  rmSync(path.join(session.env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true });
  await session.startBus();
  await app.start();
  const page = await app.page();
  await expect(shown(page, 'You have to sign in again')).toBeVisible();
  await expect(shown(page, 'its key has gone from the password store')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await app.signIn();
  await signedIn(app);
  await app.terminate();
  await app.start();
  await signedIn(app);
  await expect(shown(await app.page(), 'You have to sign in again')).toBeHidden();
});

test.describe('a locked keyring', () => {
  test.use({ desktop: { keyring: 'locked', notifications: false } });

  test('asks for its password, and protects what is kept after that (R23)', async ({ app }) => {
    await signInAnswering(app, ['type', keyringPassword], ['key', 'Return']);
    await signedIn(app);
    await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
    expect(wrapping(app)).toBe('v11');
    await expect(await badge(app)).toBeHidden();
  });

  test('whose question is dismissed leaves nothing on the disk, and the window says so (R23)', async ({
    app,
  }) => {
    await signInAnswering(app, ['key', 'Escape']);
    await signedIn(app);
    await expect(await badge(app)).toBeVisible();
    expect(app.keptTokens()).toEqual([]);
    expect(wrapping(app)).toBe('');
  });
});

test.describe('no keyring', () => {
  test.use({ desktop: { keyring: 'none', notifications: false } });

  test('leaves nothing on the disk, and the window says why and what helps (R23)', async ({ app }) => {
    await app.signIn();
    await signedIn(app);
    await (await badge(app)).click();
    const page = await app.page();
    await expect(shown(page, 'This system offers no password store')).toBeVisible();
    expect(app.keptTokens()).toEqual([]);
    expect(wrapping(app)).toBe('');
    await app.terminate();
    await app.start();
    await expect((await app.page()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  });
});
