/** A watched unit goes out of service, which causes a notification. */
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import type { App } from './app.ts';
import { expect } from './fixture.ts';

/** Signs in and watches a unit that is in service; resolves with its id when it is subscribed. */
export async function watchAUnit(app: App, simulator: Simulator): Promise<string> {
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
  return unitId;
}

export function send(
  simulator: Simulator,
  unitId: string,
  equipmentStatus: 'Out Of Service' | 'In Service',
): void {
  simulator.hub.send({ unitId, currentFloor: null, currentTripDirection: null, equipmentStatus });
}
