/** The wall display: what it shows, when it warns, and that it comes back by itself. */
import type { Page } from '@playwright/test';
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { kill } from './processes.ts';
import { signIn, test } from './service.ts';

const size = 120;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const fleet = createFleet(size, 1, Date.now()).page(0, size);
const out = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'Out Of Service');
const [running] = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'In Service') as [FleetUnit];

const wall = (page: Page) => page.locator('main.wall');
const rows = (page: Page) =>
  wall(page)
    .getByRole('region', { name: /Open outages|Offene Ausfälle/ })
    .getByRole('listitem');
const warning = (page: Page) => wall(page).getByText('Out of date', { exact: true });
const isFullScreen = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());

function send(simulator: Simulator, { unitId }: FleetUnit, equipmentStatus: string): void {
  simulator.hub.send({ unitId, equipmentStatus, currentFloor: null, currentTripDirection: null });
}

/** Signs in, waits until the window is live, and enters by the palette, as a person does. */
async function enter(desktop: Desktop): Promise<Page> {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('wall display');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toBeVisible();
  return page;
}

test('it fills the screen, shows what is out, with entrapments on top, and nothing else; Esc leaves it, a link too', async ({
  desktop,
  simulator,
}) => {
  const page = await enter(desktop);
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(wall(page).locator('[data-condition="out-of-service"] strong').first()).toHaveText(
    `${out.length}`,
  );
  await expect(wall(page)).toContainText('Esc leaves the wall display.');
  send(simulator, running, 'Entrapment');
  await expect(page.getByRole('alert')).toContainText(running.name);
  await expect(rows(page).first()).toContainText(running.name);
  await expect(rows(page).first()).toHaveAttribute('data-condition', 'entrapment');
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Escape');
  await expect(wall(page)).toHaveCount(0);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect.poll(() => isFullScreen(desktop)).toBe(false);
  await desktop.mainProcess.secondLaunch('--wall');
  await expect(rows(page).first()).toBeVisible();
  await desktop.mainProcess.secondLaunch(`maxdesk://unit/${encodeURIComponent(running.unitId)}`);
  await expect(page.getByRole('complementary')).toContainText(running.unitId);
});

test('saved views come in turn, by keys too, and leave the table as it is @full', async ({ desktop }) => {
  const page = await enter(desktop);
  const { siteName: site } = out[0] as FleetUnit;
  const filters = {
    conditions: [],
    types: [],
    sites: [site],
    cities: [],
    availability: [],
    watchedOnly: false,
  };
  const look = {
    columns: ['name' as const],
    widths: {},
    density: 'compact' as const,
    sort: null,
    group: null,
  };
  const views = [{ name: 'My site', view: { ...look, ...filters, query: '' } }];
  await page.evaluate((given) => window.desktop.saveViews(given), { views });
  await expect(wall(page)).toContainText('View 1 of 2');
  await page.keyboard.press('Space');
  await expect(wall(page)).toContainText('Views paused');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My site');
  await expect(wall(page)).toContainText('View 2 of 2');
  const here = out.filter((each) => each.siteName === site);
  await expect(wall(page).locator('[data-condition="out-of-service"] strong').first()).toHaveText(
    `${here.length}`,
  );
  for (const row of await rows(page).all()) await expect(row).toContainText(site);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', `${size + 1}`);
});

test('it warns once the data are older than a minute, counting, says why, and is current again by itself @full', async ({
  desktop,
  simulator,
}) => {
  const page = await enter(desktop);
  await expect(warning(page)).toHaveCount(0);
  simulator.setFaults({ hubDown: true, apiDown: true });
  // The computer's clock is all that has to go on for that.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3 * 60_000;
  });
  simulator.hub.disconnect();
  await expect(warning(page)).toBeVisible();
  const timer = wall(page).getByRole('timer');
  await expect(timer).toHaveText(/^3\smin \d+\ss old$/);
  const first = await timer.textContent();
  await expect(timer, 'it counts').not.toHaveText(first ?? '');
  await expect(wall(page).locator('.wall-stale')).toContainText('MAX Desk keeps trying.');
  await expect(rows(page).first(), 'what was known last stays').toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  simulator.setFaults({ hubDown: false, apiDown: false });
  await expect(warning(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(wall(page).locator('.wall-live')).toHaveText('Live');
});

test('a start of the system comes back in it, signed in, without a question', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Start in the wall display').check();
  await expect.poll(() => desktop.keptTokens().length).toBeGreaterThan(0);
  await desktop.launch(['--hidden']);
  await expect(rows(desktop.page).first()).toBeVisible();
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
  expect(await desktop.mainProcess.openedUrls()).toEqual([]);

  const renewed = await desktop.renewed(() => kill(desktop, 'page'));
  await expect(rows(renewed).first(), 'after a crash of its page, too').toBeVisible();
  await expect.poll(() => isFullScreen(desktop)).toBe(true);
  await renewed.keyboard.press('Escape');
  await expect(renewed.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test.describe('where nobody is signed in', () => {
  test.use({ autoLaunch: false });

  test('it says so large, and opens no browser @full', async ({ desktop }) => {
    const page = await desktop.launch(['--wall']);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody is needed here');
    await expect(page.getByRole('alert')).toContainText('Nobody is signed in on this computer any more.');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await desktop.mainProcess.openedUrls()).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
});

for (const [width, height] of [
  [1920, 1080],
  [3840, 2160],
] as const)
  test(`its type is read at 5 m on ${width} × ${height}, in both languages and themes @full`, async ({
    desktop,
    simulator,
  }) => {
    const page = await enter(desktop);
    await page.setViewportSize({ width, height });
    send(simulator, running, 'Entrapment');
    await expect(page.getByRole('alert')).toContainText(running.name);
    for (const language of ['en', 'de'] as const)
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((wanted) => window.desktop.changeSettings(wanted), { language, theme });
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        const small = await page.locator('.wall-stage').evaluate((stage) =>
          [...stage.querySelectorAll('*')]
            .filter((each) =>
              [...each.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
            )
            .map((each) => [each.className, Number.parseFloat(getComputedStyle(each).fontSize)] as const)
            .filter(([, pixels]) => pixels < innerHeight * 0.0319),
        );
        expect(small).toEqual([]);
        expect(await rows(page).count()).toBeGreaterThan(3);
        expect(await seriousFindings(page)).toEqual([]);
      }
  });
