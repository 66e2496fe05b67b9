import { shown } from '../e2e/shown.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { send, watchAUnit } from './out-of-service.ts';
import { registeredIcons } from './tray.ts';
import {
  boxOf,
  clickNotification,
  closeWindow,
  dismissNotifications,
  distance,
  look,
  notificationHistory,
  visibleWindows,
} from './x11.ts';

const popups = (app: App) => visibleWindows(app.env, 'class', '^Dunst$');

test('a watched unit that goes out of service is told by a notification that is really seen', async ({
  app,
  simulator,
  session: { env },
}) => {
  const unitId = await watchAUnit(app, simulator);
  expect(await popups(app)).toEqual([]);

  send(simulator, unitId, 'Out Of Service');
  await expect.poll(() => popups(app), 'it is in sight').toHaveLength(1);
  const [popup = ''] = await popups(app);
  const box = await boxOf(env, popup);
  const lit = async () => {
    const picture = await look(env, box);
    const background = picture.at(8, 8);
    const all = Array.from({ length: box.width * box.height }, (_, index) =>
      picture.at(index % box.width, Math.floor(index / box.width)),
    );
    return all.filter((colour) => distance(colour, background) > 200).length;
  };
  await expect.poll(lit, 'it is painted, with letters').toBeGreaterThan(200);
  expect(await notificationHistory(env)).toContain('is out of service');
});

test('a click on a notification brings the window back', async ({ app, session: { env } }) => {
  const window = await app.window();
  await expect.poll(() => registeredIcons(env)).toHaveLength(1);
  await closeWindow(env, window);
  await expect.poll(() => app.windows()).toEqual([]);
  await expect.poll(() => popups(app), 'that it still runs is told').toHaveLength(1);
  await clickNotification(env);
  await expect.poll(() => app.windows()).toHaveLength(1);
});

test('a click on the notification of a unit shows that unit, with its details', async ({
  app,
  simulator,
  session: { env },
}) => {
  const unitId = await watchAUnit(app, simulator);
  send(simulator, unitId, 'Out Of Service');
  await expect.poll(() => popups(app)).toHaveLength(1);
  await clickNotification(env);
  const page = await app.page();
  await expect(page.getByRole('complementary')).toContainText(unitId);
  await expect(page.locator('.unit-row.active .column-id')).toHaveText(unitId);
});

test('the end of the app takes its notifications along: nobody would correct them any more', async ({
  app,
  simulator,
}) => {
  const unitId = await watchAUnit(app, simulator);
  send(simulator, unitId, 'Out Of Service');
  await expect.poll(() => popups(app)).toHaveLength(1);
  await app.terminate();
  await expect.poll(() => popups(app)).toEqual([]);
});

test('a notification of a run that was killed does nothing when it is clicked; those of the next run do', async ({
  app,
  simulator,
  session: { env },
}) => {
  const unitId = await watchAUnit(app, simulator);
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
  send(simulator, unitId, 'Out Of Service');
  await expect.poll(() => popups(app)).toHaveLength(1);
  await app.cutPower();
  expect(await popups(app), 'it is still in sight').toHaveLength(1);

  await app.start('--hidden');
  await expect.poll(() => [...simulator.hub.subscribed], 'the next run watches the unit').toContain(unitId);
  await clickNotification(env);
  await dismissNotifications(env);
  await expect.poll(() => popups(app)).toEqual([]);
  send(simulator, unitId, 'In Service');
  await expect.poll(() => popups(app), 'the next run still tells').toHaveLength(1);
  expect(await app.windows(), 'the click on the old one has brought no window').toEqual([]);
  await clickNotification(env);
  await expect.poll(() => app.windows()).toHaveLength(1);
});

test.describe('where nothing shows notifications', () => {
  test.use({ desktop: { notifications: false } });

  test('the settings name it, with what to install, until something does', async ({ app, session }) => {
    const page = await app.page();
    await page.getByRole('button', { name: 'Settings' }).click();
    const missing = shown(page, 'No program shows notifications');
    await expect(missing).toContainText('install one, dunst');
    await session.startNotifications();
    await expect(missing).toBeHidden();
  });
});
