import { expect, test } from './fixture.ts';
import { choose, clickIcon, iconBox, menuItems, openMenu, panel, registeredIcons } from './tray.ts';
import { activeWindow, closeWindow, countOf, look, xdotool } from './x11.ts';

test('the icon stands in a real panel: its tray knows it, and it is seen there', async ({ app, session }) => {
  await expect.poll(() => registeredIcons(session.env)).toHaveLength(1);
  await expect.poll(() => iconBox(session.env)).toBeDefined();
  const box = await iconBox(session.env);
  expect(box?.width).toBeGreaterThan(12);
  expect(box?.width).toBeLessThan(32);
  await app.terminate();
  await expect.poll(() => iconBox(session.env), 'the icon goes with the app').toBeUndefined();
});

test('the icon says who is signed in, by its colour', async ({ app, session: { env } }) => {
  const accent = [75, 86, 188] as const;
  const coloured = async () => countOf(await look(env, panel), accent);
  await expect.poll(() => iconBox(env)).toBeDefined();
  expect(await coloured()).toBe(0);
  await app.signIn();
  await expect.poll(coloured).toBeGreaterThan(20);
});

test('a left click raises the window, and opens it from the tray', async ({ app, session: { env } }) => {
  const window = await app.window();
  await xdotool(env, 'windowminimize', '--sync', window);
  await expect.poll(() => app.windows()).toEqual([]);
  await clickIcon(env);
  await expect.poll(() => app.windows()).toEqual([window]);
  await closeWindow(env, window);
  await expect.poll(() => app.windows()).toEqual([]);
  await clickIcon(env);
  await expect.poll(() => app.windows()).toHaveLength(1);
  await expect.poll(() => activeWindow(env)).toBe(await app.window());
});

test('a right click shows the menu, and Quit in it ends the app', async ({ app, session: { env } }) => {
  await app.window();
  const menu = await openMenu(env);
  expect(menu.y).toBeLessThan(panel.height + 8);
  expect((await menuItems(env)).map(({ label }) => label)).toEqual([
    ...['Open MAX Desk', 'Copy access token', 'Copy as Authorization header', 'Copy as cURL command'],
    'Copy for curl --config',
    ...['Switch account', 'Switch connection', 'Sign in', 'Pause live updates', 'Start with the system'],
    'Quit MAX Desk',
  ]);
  await xdotool(env, 'key', 'Escape');
  await choose(env, 'Quit MAX Desk');
  expect(await app.ended()).toBe(0);
});
