import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import { expect } from './fixture.ts';
import { signIn, signOut, test } from './service.ts';

test.use({ simulatorOptions: { units: 30, eventsPerSecond: 20 } });

test('the window connects to the hub with both headers, hears of its units, and of nothing after the sign-out (R28, R32)', async ({
  desktop,
  simulator,
}) => {
  await signIn(desktop);
  const { page } = desktop;
  await expect(page.getByRole('status')).toContainText('30 units');
  await page.evaluate(() => window.desktop.followUnits({ ids: 'all' }));
  await expect.poll(() => simulator.hub.subscribed.size).toBe(30);
  const heard = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        window.desktop.on('unitUpdates', (some) => resolve(some.updates.length)),
      ),
  );
  expect(await heard).toBeGreaterThan(0);
  const phase = () =>
    page.evaluate(async () => {
      const reply = await window.desktop.getState();
      return reply.ok ? reply.value.live.phase : reply.failure.code;
    });
  expect(['catching-up', 'live']).toContain(await phase());
  const { connections } = simulator.hub.counts;
  await desktop.mainProcess.power('resume');
  await expect.poll(() => simulator.hub.counts.connections).toBeGreaterThan(connections);
  await signOut(page);
  await expect.poll(() => simulator.hub.connections).toBe(0);
  expect(await phase()).toBe('off');
});

test.describe('a fleet of 6,000 units', () => {
  test.use({ simulatorOptions: { units: 6_000, pageSize: 1_000, eventsPerSecond: 0 } });

  test('is followed whole: an outage far from what is in sight is counted at once @full', async ({
    desktop,
    simulator,
  }) => {
    await signIn(desktop);
    const { page } = desktop;
    await expect(page.getByRole('status')).toContainText('6,000 units');
    const live = page.getByRole('button', { name: /^Live updates/ });
    await expect(live).toHaveText(/Live$/);
    expect(simulator.hub.subscribed.size).toBe(6_000);
    const outChip = page.getByRole('button', { name: /Out of service/ }).first();
    const before = await outChip.textContent();
    const healthy = createFleet(6_000, 1, Date.now())
      .page(5_000, 1_000)
      .find((each) => each.equipmentStatus === 'In Service');
    simulator.hub.send({
      unitId: healthy?.unitId ?? '',
      currentFloor: null,
      currentTripDirection: null,
      equipmentStatus: 'Out Of Service',
    });
    await expect(outChip).not.toHaveText(before ?? '');
  });
});
