import { createFleet } from '../../electron/simulator/fleet.ts';
import { expect, test } from './fixture.ts';
import { boxOf, distance, look, notificationHistory, visibleWindows } from './x11.ts';

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
  const popups = () => visibleWindows(env, 'class', '^Dunst$');
  expect(await popups()).toEqual([]);

  const says = { currentFloor: null, currentTripDirection: null };
  simulator.hub.send({ ...says, unitId, equipmentStatus: 'Out Of Service' });
  await expect.poll(popups, 'it is in sight').toHaveLength(1);
  const [popup = ''] = await popups();
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
