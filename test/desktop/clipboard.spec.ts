import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { choose, menuItems } from './tray.ts';
import { clipboardText, setClipboardText } from './x11.ts';

/** Signs in and copies the token with the tray menu, using the mouse. */
async function copyToken(app: App, seconds: number): Promise<string> {
  const page = await app.page();
  await page.evaluate((value) => window.desktop.changeSettings({ clipboardSeconds: value }), seconds);
  await app.signIn();
  // The menu changes with the sign-in: a panel that still shows the former one would lose the click.
  await expect(page.locator('.live[data-phase="live"]')).toBeVisible();
  await choose(app.env, 'Copy access token');
  await expect.poll(() => clipboardText(app.env, 'clipboard')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  // So it does with the token.
  const labels = async () => (await menuItems(app.env)).map(({ label }) => label);
  await expect.poll(labels).toContainEqual(expect.stringMatching(/^Clear the clipboard now/));
  return clipboardText(app.env, 'clipboard');
}

test('R30 a token copied by the tray is in the clipboard of other programs, and goes after its countdown', async ({
  app,
  simulator,
}) => {
  const token = await copyToken(app, 10);
  const headers = {
    authorization: `Bearer ${token}`,
    'ocp-apim-subscription-key': simulator.subscriptionKey,
  };
  expect((await fetch(`${simulator.url}/api/units`, { headers })).status).toBe(200);
  await expect.poll(() => clipboardText(app.env, 'clipboard'), { timeout: 20_000 }).toBe('');
});

test('R30 a copied token is never in the selection, which the middle button pastes; what somebody selects stays there', async ({
  app,
}) => {
  await copyToken(app, 10);
  await expect.poll(() => clipboardText(app.env, 'primary')).toBe('');
  await setClipboardText(app.env, 'primary', 'a selected word');
  await expect.poll(() => clipboardText(app.env, 'clipboard'), { timeout: 20_000 }).toBe('');
  expect(await clipboardText(app.env, 'primary')).toBe('a selected word');
});

test('R30 a copied token has gone when the app has quit', async ({ app }) => {
  await copyToken(app, 60);
  await choose(app.env, 'Quit MAX Desk');
  expect(await app.ended()).toBe(0);
  expect(await clipboardText(app.env, 'clipboard')).toBe('');
  expect(await clipboardText(app.env, 'primary')).toBe('');
});

test('R30 what another program has copied since stays there after the end', async ({ app }) => {
  await copyToken(app, 60);
  await setClipboardText(app.env, 'clipboard', 'a shopping list');
  await choose(app.env, 'Quit MAX Desk');
  expect(await app.ended()).toBe(0);
  expect(await clipboardText(app.env, 'clipboard')).toBe('a shopping list');
});
