/**
 * The computer's clock changes while somebody is signed in. The real clock is not touched: the app's main process and
 * its page get another time of day in JavaScript. Timers and the network stack continue, as with a real change.
 * (libfaketime would change Chromium's time too, but 33.2.1 hangs under it: after a jump some waits never end.)
 */
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { setClock } from './clock.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

const hour = 3_600_000;
const year = 365 * 24 * hour;
test.use({ simulatorOptions: { units: 12, eventsPerSecond: 0 } });

const liveButton = ({ page }: Desktop) => page.getByRole('button', { name: /^Live updates/ });

async function signInAndFollow(desktop: Desktop, simulator: Simulator): Promise<void> {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('12 units');
  await desktop.page.evaluate(() => window.desktop.followUnits({ ids: 'all' }));
  await expect.poll(() => simulator.hub.subscribed.size).toBe(12);
  // The list is read once more before it is live.
  await expect(liveButton(desktop)).toHaveText(/Live$/);
}

/** Puts the first unit in service out of service, or back in service. */
function send(simulator: Simulator, equipmentStatus: 'Out Of Service' | 'In Service'): void {
  simulator.hub.send({ unitId: watched(), currentFloor: null, currentTripDirection: null, equipmentStatus });
}
function watched(): string {
  const unit = createFleet(12, 1, Date.now())
    .page(0, 12)
    .find((each) => each.equipmentStatus === 'In Service');
  if (!unit) throw new Error('Every unit is out of service.');
  return unit.unitId;
}

/** How long the current token is valid by the app's clock, ms. */
function tokenLeft({ page }: Desktop): Promise<number> {
  return page.evaluate(async () => {
    const reply = await window.desktop.getToken();
    if (!reply.ok) throw new Error(reply.failure.code);
    return reply.value.expiresAt - Date.now();
  });
}

const age = ({ page }: Desktop, name: string) =>
  page
    .locator('.live-ages > div')
    .filter({ has: shown(page, name, { exact: true }) })
    .locator('dd');

test.describe('a clock that is set back while somebody is signed in', () => {
  test('changes no countdown and no token, makes nothing look newer, and hides no change', async ({
    desktop,
    simulator,
  }) => {
    const { page, mainProcess } = desktop;
    await signInAndFollow(desktop, simulator);
    await page.evaluate((id) => window.desktop.watchUnits({ ids: [id], watched: true }), watched());
    send(simulator, 'Out Of Service');
    await expect.poll(() => mainProcess.trayTooltip()).toContain('1 watched unit out of service');
    const before = await tokenLeft(desktop);
    await page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
    const chip = page.getByRole('region', { name: 'Clipboard' });
    await expect(chip.getByRole('timer')).toHaveText(/^0:\d\d$|^1:00$/);

    await setClock(desktop, -3 * hour);
    await expect
      .poll(() => tokenLeft(desktop), 'a token is good for as long as before')
      .toBeLessThanOrEqual(before);
    await expect(chip.getByRole('timer')).toHaveText(/^0:[0-5]\d$/);
    await liveButton(desktop).click();
    await expect(age(desktop, 'Last update')).toHaveText(/^\d+ seconds? ago$/);
    await expect(age(desktop, 'List read'), 'what the clock calls the future is no age').toHaveText(
      /\b20\d\d\b/,
    );
    send(simulator, 'In Service');
    await expect.poll(() => mainProcess.trayTooltip()).not.toContain('out of service');
  });

  test('by years hides a revealed token in time, and the service still answers @full', async ({
    desktop,
  }) => {
    const { page } = desktop;
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('12 units');
    await page.getByRole('button', { name: 'Identity' }).click();
    await page.getByRole('button', { name: 'Reveal token' }).click();
    await setClock(desktop, -3 * year);
    await expect(page.getByRole('timer')).toHaveText(/ 2[5-8] s$/);
    await page.getByRole('button', { name: 'Units', exact: true }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('status')).toContainText('12 units');
    await liveButton(desktop).click();
    await expect(age(desktop, 'List read')).toHaveText(/^(now|\d+ seconds? ago)$/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('a clock that is set forward by hours signs nobody out: another token is fetched, and the list is as old as the clock says @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await signInAndFollow(desktop, simulator);
  await setClock(desktop, 5 * hour);
  expect(await tokenLeft(desktop)).toBeGreaterThan(hour / 4);
  await liveButton(desktop).click();
  await expect(age(desktop, 'List read')).toHaveText('5 hours ago');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await liveButton(desktop).click();
  await expect(age(desktop, 'List read')).toHaveText(/^(now|\d+ seconds? ago)$/);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const phase = await page.evaluate(async () => {
    const reply = await window.desktop.getState();
    return reply.ok && reply.value.session.phase;
  });
  expect(phase).toBe('signed-in');
});

test('a list that was kept while the clock was years ahead is shown with its date, not as new @full', async ({
  desktop,
  simulator,
}) => {
  await setClock(desktop, 2 * year);
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('12 units');
  await expect.poll(() => desktop.keptLists()).toHaveLength(1);
  simulator.setFaults({ apiStatus: 503 });
  const page = await desktop.mainProcess.relaunch();
  await expect(page.getByRole('grid', { name: 'Units' }).getByRole('row').nth(1)).toBeVisible();
  const shownYear = new Date(Date.now() + 2 * year).getFullYear();
  await expect(shown(page, new RegExp(`^Updated .*${shownYear}`, 'u'))).toBeVisible();
});
