import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { UnitHistory } from '../../electron/contract/ledger.ts';
import { expect } from './fixture.ts';
import { signIn, signOut, test } from './service.ts';

test.use({ simulatorOptions: { units: 5 } });

/** What the window is told of a unit's last day. */
function historyOf(page: Page, id: string): Promise<UnitHistory> {
  return page.evaluate(async (unit) => {
    const now = Date.now();
    const reply = await window.desktop.unitHistory({ id: unit, from: now - 86_400_000, to: now });
    if (!reply.ok) throw new Error(reply.failure.message);
    return reply.value;
  }, id);
}

test('an outage that was heard of is known after a restart, sealed; a sign-out takes it along (R28)', async ({
  desktop,
  simulator,
}) => {
  const folder = path.join(desktop.userData, 'ledger');
  const files = () => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []);
  await signIn(desktop);
  await expect.poll(() => simulator.hub.subscribed.size).toBe(5);
  const [unitId = ''] = simulator.hub.subscribed;
  const quiet = { currentFloor: null, currentTripDirection: null };
  const tell = (equipmentStatus: string) => simulator.hub.send({ ...quiet, unitId, equipmentStatus });
  // Events count as soon as the window is live.
  await expect
    .poll(async () => {
      tell('Out Of Service');
      return (await historyOf(desktop.page, unitId)).outages.length;
    })
    .toBe(1);
  await expect.poll(files).toContainEqual(expect.stringMatching(/\.journal$/));
  const page = await desktop.mainProcess.relaunch();
  await expect.poll(async () => (await historyOf(page, unitId)).outages.length).toBe(1);
  const { outages, spans } = await historyOf(page, unitId);
  expect(outages[0]).toMatchObject({ to: null, condition: 'out-of-service' });
  // While it was closed nobody looked.
  expect(spans.map(({ condition }) => condition)).toContain('not-watched');
  await signOut(page);
  await expect.poll(files).toEqual([]);
});
