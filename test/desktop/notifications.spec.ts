import { createFleet } from '../../electron/simulator/fleet.ts';
import { expect, test } from './fixture.ts';
import { callBus, countOf, look } from './x11.ts';

/** The upper right of the screen, where they are shown. */
const corner = { x: 1000, y: 40, width: 400, height: 200 };
/** Of dunst's frames. */
const frame = [170, 170, 170] as const;

test('a watched unit that goes out of service is told by a notification that is really seen', async ({
  app,
  simulator,
  session: { env },
}) => {
  const unit = createFleet(30, 1, Date.now())
    .page(0, 30)
    .find(({ equipmentStatus }) => equipmentStatus === 'In Service');
  if (!unit) throw new Error('Every unit is out of service.');
  const { unitId } = unit;
  await app.window();
  await app.signIn();
  const page = await app.page();
  await expect(page.getByRole('status')).toContainText('30 units');
  await page.evaluate((id) => window.desktop.watchUnits({ ids: [id], watched: true }), unitId);
  await expect.poll(() => [...simulator.hub.subscribed]).toContain(unitId);
  expect(countOf(await look(env, corner), frame)).toBeLessThan(100);

  const says = { currentFloor: null, currentTripDirection: null };
  simulator.hub.send({ ...says, unitId, equipmentStatus: 'Out Of Service' });
  const shown = async () => {
    const answer = await callBus(
      env,
      'org.freedesktop.Notifications',
      '/org/freedesktop/Notifications',
      'org.dunstproject.cmd0.NotificationListHistory',
    );
    return answer;
  };
  await expect.poll(async () => countOf(await look(env, corner), frame), 'it is seen').toBeGreaterThan(100);
  await expect.poll(shown).toContain('is out of service');
});
