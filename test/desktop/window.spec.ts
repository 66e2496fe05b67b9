import { expect, test } from './fixture.ts';
import { clickIcon } from './tray.ts';
import { closeWindow, doubleClickTitle, property, visibleWindows, windowState, xdotool } from './x11.ts';

test.use({ desktop: { notifications: false } });

test('the window has its title, its icon, and the class by which the desktop finds its launcher', async ({
  app,
  session: { env },
}) => {
  const window = await app.window();
  expect(await property(env, window, '_NET_WM_NAME')).toContain('"MAX Desk"');
  // Electron uses the desktop file's name since 41.6.1, and the app's name before.
  expect(await property(env, window, 'WM_CLASS')).toMatch(/= "max[ -]desk", "(MAX Desk|max-desk)"/);
  expect(await property(env, window, '_NET_WM_ICON')).toContain('Icon (128 x 128)');
});

test('the window comes back where it was left, however often, and as large', async ({
  app,
  session: { env },
}) => {
  const place = { width: 901, height: 603 };
  const first = await app.window();
  await xdotool(env, 'windowsize', '--sync', first, '901', '603');
  await xdotool(env, 'windowmove', first, '317', '122');
  await expect.poll(() => windowState(env, first)).toMatchObject(place);
  await expect.poll(() => app.file('settings.json')['window-place']).toContain('"x":317,"y":122');
  const left = await windowState(env, first);
  for (const end of ['terminate', 'dispose'] as const) {
    await app[end]();
    await app.start();
    const window = await app.window();
    await expect.poll(() => windowState(env, window)).toEqual(left);
  }
});

test('a maximized window comes back maximized, and goes to its former place when it is not any more', async ({
  app,
  session: { env },
}) => {
  const first = await app.window();
  const before = await windowState(env, first);
  await doubleClickTitle(env, first);
  await expect.poll(() => windowState(env, first)).toMatchObject({ isMaximized: true, width: 1400 });
  // Closing to the tray stores the state at once.
  await closeWindow(env, first);
  await expect.poll(() => app.windows()).toEqual([]);
  await app.terminate();

  await app.start('--hidden');
  await clickIcon(env);
  const window = await app.window();
  await expect.poll(() => windowState(env, window)).toMatchObject({ isMaximized: true, width: 1400 });
  await doubleClickTitle(env, window);
  await expect.poll(() => windowState(env, window)).toEqual(before);
});

test('a window that was left on a screen that is gone comes back on the one that is there', async ({
  app,
  session: { env },
}) => {
  await app.window();
  await app.terminate();
  const away = { x: 5_000, y: 200, width: 700, height: 500, isMaximized: false };
  app.writeFile('settings.json', { ...app.file('settings.json'), 'window-place': JSON.stringify(away) });
  await app.start();
  const window = await app.window();
  await expect.poll(() => windowState(env, window)).toMatchObject({ width: 700, height: 500 });
  const { x, y } = await windowState(env, window);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + 700).toBeLessThanOrEqual(1400);
  expect(y + 500).toBeLessThanOrEqual(900);
});

test('Ctrl+P prints nothing: the table holds the rows in sight only, and a part would look like the whole', async ({
  app,
  session: { env },
}) => {
  const window = await app.window();
  await app.signIn();
  const page = await app.page();
  await expect(page.getByRole('status')).toContainText('30 units');
  await page.getByRole('combobox', { name: 'Search units' }).focus();
  const before = await visibleWindows(env, 'name', '.');
  await xdotool(env, 'windowactivate', '--sync', window);
  await xdotool(env, 'key', 'ctrl+p', 'ctrl+shift+p', 'x');
  await expect(
    page.getByRole('combobox', { name: 'Search units' }),
    'keys after it are still for the page',
  ).toHaveValue('x');
  expect(await visibleWindows(env, 'name', '.')).toEqual(before);
});
