/** The wall display on one of two monitors. */
import { setSecondMonitor } from '../../build/electron/displays.ts';
import { expect, test } from './fixture.ts';
import { windowState, xdotool } from './x11.ts';

test.use({ desktop: { display: 'monitors', panel: false, notifications: false } });

const first = { x: 0, y: 0, width: 1400, height: 900 };
const second = { ...first, x: 1400 };

test('it fills the other monitor while its own is away, and its own again when that comes back', async ({
  app,
}) => {
  const { env } = app;
  const page = await app.page();
  const place = async () => windowState(env, await app.window());
  await xdotool(env, 'windowmove', await app.window(), '1920', '140');
  await expect.poll(async () => (await place()).x).toBeGreaterThan(1400);
  await page.evaluate(() => window.desktop.changeWall({ isOn: true }));
  await expect.poll(place).toMatchObject(second);
  await setSecondMonitor(env, 'off');
  await expect.poll(place).toMatchObject(first);
  await setSecondMonitor(env, '1400x900');
  await expect.poll(place).toMatchObject(second);
  await page.evaluate(() => window.desktop.changeWall({ isOn: false }));
  await expect.poll(async () => (await place()).height).toBeLessThan(900);
});
