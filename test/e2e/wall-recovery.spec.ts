/** The wall display on a bad day: a page that fails, a screen that goes, a link that comes before the list. */
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const size = 40;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });
const [first] = createFleet(size, 1, Date.now()).page(0, size) as [FleetUnit];

const isFullScreen = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());

/** Enters it as a second start of the program does. */
async function enter(desktop: Desktop) {
  await signIn(desktop);
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await desktop.mainProcess.secondLaunch('--wall');
  const wall = desktop.page.locator('main.wall');
  await expect(wall).toContainText('Open outages');
  return wall;
}

test('one that fails to render says so, and is loaded again without anybody', async ({ desktop }) => {
  const wall = await enter(desktop);
  const { page } = desktop;
  await page.evaluate(() => {
    // The minute until then is over when this spec says so.
    const { setTimeout: wait } = window;
    Object.assign(window, {
      setTimeout: (run: () => void, ms?: number) => {
        if (ms === 60_000) Object.assign(window, { minuteIsOver: run });
        return ms === 60_000 ? 0 : wait(run, ms);
      },
    });
    // It is asked whether it is night.
    Date.prototype.getHours = () => {
      throw new TypeError('broken');
    };
  });
  await page.evaluate(() => window.desktop.changeWall({ viewSeconds: 30 }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This display has failed');
  expect(await seriousFindings(page)).toEqual([]);
  await page.evaluate(() => setTimeout((window as unknown as { minuteIsOver: () => void }).minuteIsOver));
  await expect(wall).toContainText('Open outages');
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
});

test('what only a person can do is told large; entrapments that were known stay in sight until the sign-in ends @full', async ({
  desktop,
  simulator,
}) => {
  const wall = await enter(desktop);
  const { page } = desktop;
  const { unitId, name } = first;
  simulator.hub.send({
    unitId,
    equipmentStatus: 'Entrapment',
    currentFloor: null,
    currentTripDirection: null,
  });
  const trapped = wall.locator('.wall-entrapments');
  await expect(trapped).toContainText(name);
  await page.evaluate(() => window.desktop.setSubscriptionKey({ key: 'wrong' }));
  // The computer's clock is all that has to go on until a list is read again.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3 * 60_000;
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody is needed here');
  await expect(wall).toContainText('The subscription key is missing or is refused.');
  await expect(trapped).toContainText(name);
  await expect(wall).not.toContainText(/\bLive\b/);
  await expect(wall.getByRole('timer')).toHaveText(/^3\smin \d+\ss old$/);
  await expect(trapped).toContainText(name);
  expect(await seriousFindings(page)).toEqual([]);

  simulator.revokeAll();
  simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
  await page.evaluate((key) => window.desktop.setSubscriptionKey({ key }), simulator.subscriptionKey);
  await expect(wall).toContainText('Nobody is signed in on this computer any more.');
  await expect(trapped).toHaveCount(0);
});

test('it fills the screen again after the screens have changed @full', async ({ desktop }) => {
  await enter(desktop);
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
  await desktop.mainProcess.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setFullScreen(false),
  );
  await expect.poll(() => isFullScreen(desktop)).toBe(false);
  await desktop.mainProcess.evaluate(({ screen }) => void screen.emit('display-metrics-changed'));
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
});

test('a link with which it starts waits for the list, and then ends it @full', async ({ desktop }) => {
  await signIn(desktop);
  await expect.poll(() => desktop.keptTokens().length).toBeGreaterThan(0);
  await desktop.launch(['--wall', `maxdesk://unit/${encodeURIComponent(first.unitId)}`]);
  await expect(desktop.page.getByRole('complementary')).toContainText(first.unitId);
  await expect(desktop.page.locator('main.wall')).toHaveCount(0);
  await expect.poll(() => isFullScreen(desktop)).toBe(false);
});
