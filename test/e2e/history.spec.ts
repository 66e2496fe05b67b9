/** What was seen of the units before: in the details, in the table, in the overview, and on paper. */
import type { Page } from '@playwright/test';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { seriousFindings } from './axe.ts';
import { setClock } from './clock.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const size = 60;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const hour = 3_600_000;
const unit = createFleet(size, 1, Date.now())
  .page(0, size)
  .find(({ equipmentStatus }) => equipmentStatus === 'In Service');
if (unit === undefined) throw new Error('Every unit is out of service.');
const { unitId, name } = unit;

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const history = (page: Page) => page.getByRole('region', { name: 'History', exact: true });
const live = (page: Page) => page.getByRole('button', { name: /^Live updates/ });
const state = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.desktop.getState();
    return reply.ok ? reply.value : undefined;
  });

function send(simulator: Simulator, equipmentStatus: string): void {
  simulator.hub.send({ unitId, equipmentStatus, currentFloor: null, currentTripDirection: null });
}

const pause = (page: Page, paused: boolean) =>
  page.evaluate((isPaused) => window.desktop.pauseLive({ paused: isPaused }), paused);

/** Nobody watches for so long, in ms. */
async function away(desktop: Desktop, ms: number): Promise<void> {
  const { page } = desktop;
  await pause(page, true);
  await expect.poll(async () => (await state(page))?.live.phase).toBe('paused');
  await setClock(desktop, ms);
  await pause(page, false);
  await expect(live(page)).toHaveText(/Live$/);
}

/** The unit goes out, is in service after two hours in which nobody watched, and then nobody watches for eleven hours. */
async function live13Hours(desktop: Desktop, simulator: Simulator): Promise<void> {
  const { page } = desktop;
  const badge = page.getByRole('complementary').locator('.badge');
  await signIn(desktop);
  await expect(live(page)).toHaveText(/Live$/);
  await expect.poll(() => simulator.hub.subscribed.size).toBe(size);
  // By the link of the unit, as a notification leads to it.
  await desktop.mainProcess.secondLaunch(`maxdesk://unit/${encodeURIComponent(unitId)}`);
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText(name);
  send(simulator, 'Out Of Service');
  await expect(badge).toHaveAttribute('data-condition', 'out-of-service');
  await away(desktop, 2 * hour);
  send(simulator, 'In Service');
  await expect(badge).toHaveAttribute('data-condition', 'in-service');
  await away(desktop, 11 * hour);
}

test('the details say what was seen of a unit, what nobody watched, and all of it in words too', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await page.setViewportSize({ width: 1200, height: 900 });
  await live13Hours(desktop, simulator);
  // By keyboard: one tab stop for the periods.
  await history(page).getByRole('radio', { name: '7 days' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(history(page).getByRole('radio', { name: '24 h' })).toBeChecked();
  const picture = history(page).getByRole('img');
  await expect(picture).toHaveAccessibleName(/: Out of service (?:\d+|<\s1)\ss, Not watched 13\sh(?:$|,)/);
  await expect(history(page).locator('.facts')).toContainText(
    /Availability, as seen here\s*[\d.]+–[\d.]+%, not watched 13\sh/,
  );
  await expect(history(page).locator('.facts')).toContainText(/Outages\s*1, out of service for/);
  await expect(history(page).locator('.facts')).toContainText(/\(MTTR\)\s*2\sh/);
  const outages = history(page).getByRole('table', { name: 'Outages' });
  await expect(outages.getByRole('row').nth(1)).toHaveText(/Out of service2\sh$/);
  // The table behind the picture is there for a screen reader, and for the eyes when it is asked for.
  const table = history(page).getByRole('table', { name: 'The timeline as a table' });
  await expect(table.getByRole('row').filter({ hasText: 'Not watched' })).not.toHaveCount(0);
  const heightForTheEyes = async () => (await history(page).locator('.span-table').boundingBox())?.height;
  expect(await heightForTheEyes()).toBeLessThan(5);
  await history(page).getByRole('button', { name: 'Show as a table' }).press('Enter');
  expect(await heightForTheEyes()).toBeGreaterThan(50);
  expect(await seriousFindings(page)).toEqual([]);
  await history(page).getByRole('button', { name: 'Hide the table' }).press('Enter');

  await page.emulateMedia({ media: 'print' });
  await expect(table.getByText('Not watched').first()).toBeVisible();
  await expect(grid(page)).toBeHidden();
  await expect(history(page).getByRole('button')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  const pages = await mainProcess.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const file = await window?.webContents.printToPDF({});
    return file?.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  });
  expect(pages).toBeGreaterThanOrEqual(1);
});

test('the overview leads to the unit that was out longest, or most often @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1280, height: 960 });
  await live13Hours(desktop, simulator);
  await page.getByRole('complementary').getByRole('button', { name: 'Close details' }).click();
  const chart = page.getByRole('region', { name: 'Outages of 30 days' });
  await chart.getByRole('button', { name: 'Most often out' }).press('Enter');
  // What was out before, too; each once.
  const bar = chart.locator('.bar-row').first();
  const words = bar.locator('.visually-hidden');
  await expect(words).toHaveText(/: 1 outage\. Show this unit\.$/);
  const place = (await words.textContent()) ?? '';
  await bar.press('Enter');
  const heading = page.getByRole('complementary').getByRole('heading', { level: 2 });
  await expect(heading).not.toBeEmpty();
  expect(place.startsWith((await heading.textContent()) ?? 'nothing')).toBe(true);
  await expect(history(page).getByRole('table', { name: 'Outages' }).getByRole('row')).toHaveCount(2);
});

test('the column for the last 7 days is there when it is wanted, and says in words what it shows @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await live13Hours(desktop, simulator);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Last 7 days' }).check();
  await page.keyboard.press('Escape');
  const row = grid(page).locator('.unit-row[aria-selected="true"]');
  await expect(row.locator('.column-history')).toHaveText(/^Out of service [12]\/28, .*Not watched 2\d\/28$/);
  await expect(row.locator('.spark')).toHaveAttribute('style', /var\(--spark-out\)/);
  // The last rows come when they are in sight.
  await grid(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  const last = grid(page).locator(`[aria-rowindex="${size + 1}"] .column-history`);
  await expect(last).toHaveText(/\/28/);
  // Of what passes below the pinned first column nothing is seen on its header.
  const covering = await grid(page).evaluate((element) => {
    const head = element.querySelector('.unit-header .column-name');
    const found: string[] = [];
    for (element.scrollLeft = 0; ; element.scrollLeft += 24) {
      const { left = 0, right = 0, top = 0 } = head?.getBoundingClientRect() ?? {};
      for (let x = left + 2; x < right - 2; x += 4) {
        const there = document.elementFromPoint(x, top + 16);
        if (head?.contains(there) === false) found.push(`${element.scrollLeft}: ${there?.className}`);
      }
      if (element.scrollLeft + element.clientWidth >= element.scrollWidth) return found;
    }
  });
  expect(covering).toEqual([]);
  // Nothing can be ordered by it: its header opens the menu, which does not offer that.
  const header = page.getByRole('columnheader', { name: 'Last 7 days' });
  await expect(header).not.toHaveAttribute('aria-sort', /./);
  await header.getByRole('button').press('Enter');
  await expect(page.getByRole('menuitem', { name: /^Hide/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^Sort/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  expect(await seriousFindings(page)).toEqual([]);
});
