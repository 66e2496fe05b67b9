import { setSecondMonitor } from '../../build/electron/displays.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { type Box, doubleClickTitle, windowState, xdotool } from './x11.ts';

test.use({ desktop: { display: 'monitors', panel: false, notifications: false } });

const monitor = { width: 1400, height: 900 };
const size = { width: 800, height: 600 };

/** Moves the window to the second monitor; resolves when the app has stored its position. */
async function moveToSecond(app: App): Promise<void> {
  const { env } = app;
  const window = await app.window();
  await xdotool(env, 'windowsize', '--sync', window, `${size.width}`, `${size.height}`);
  await xdotool(env, 'windowmove', window, '1920', '140');
  await expect.poll(() => app.file('settings.json')['window-place']).toContain('"x":1920,"y":140');
}
const isOnFirst = ({ x, y, width, height }: Box) =>
  x >= 0 && y >= 0 && x + width <= monitor.width && y + height <= monitor.height;
const place = async (app: App) => windowState(app.env, await app.window());

test('a window that was left on the second monitor comes back there, and on the first one when the second has gone meanwhile', async ({
  app,
}) => {
  const page = await app.page();
  // Electron's view of the monitors, as the page gets it.
  expect(await page.evaluate(() => 'isExtended' in screen && screen.isExtended)).toBe(true);
  await moveToSecond(app);
  const left = await place(app);
  await app.terminate();
  await app.start();
  await expect.poll(() => place(app)).toEqual(left);
  await app.terminate();

  await setSecondMonitor(app.env, 'off');
  await app.start();
  await expect.poll(() => place(app)).toMatchObject(size);
  expect(isOnFirst(await place(app))).toBe(true);
});

test('a window whose monitor goes while the app runs is brought to the other one, also out of what was maximized there', async ({
  app,
}) => {
  const { env } = app;
  await moveToSecond(app);
  await setSecondMonitor(env, 'off');
  await expect.poll(async () => isOnFirst(await place(app))).toBe(true);
  expect(await place(app)).toMatchObject(size);
  await expect.poll(() => app.file('settings.json')['window-place']).not.toContain('"x":1920');

  await setSecondMonitor(env, '1400x900');
  await moveToSecond(app);
  await doubleClickTitle(env, await app.window());
  await expect.poll(() => place(app)).toMatchObject({ isMaximized: true, x: 1400 });
  await setSecondMonitor(env, 'off');
  await expect.poll(() => place(app)).toMatchObject({ isMaximized: true, x: 0 });
  await doubleClickTitle(env, await app.window());
  await expect.poll(() => place(app)).toMatchObject({ isMaximized: false, ...size });
  await expect.poll(async () => isOnFirst(await place(app))).toBe(true);
});
