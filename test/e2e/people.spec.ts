/**
 * Four people at the window: somebody on the first day, a wall, a developer, and somebody with keyboard and screen reader.
 * What each has to do is counted and printed; how many acts it may take is asserted, how long it takes never.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import { type Acts, createActs, type Effort, effortTable } from './acts.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { listen } from './heard.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

const size = 1_248;
// Nothing changes by itself, so that the truth of the simulator is known.
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });
// One worker, so that one table has them all.
test.describe.configure({ mode: 'default' });

const efforts: Effort[] = [];
test.afterAll(() => {
  if (efforts.length > 0) console.log(`\n${effortTable(efforts)}\n`);
});

const phrase = 'elevators out of service berlin';
const fleet = createFleet(size, 1, Date.now()).page(0, size);
const wanted = fleet.filter(
  ({ type, city, equipmentStatus }) =>
    type === 'Elevator' && city === 'Berlin' && equipmentStatus === 'Out Of Service',
);
const ids = wanted.map(({ unitId }) => unitId).sort();

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const rows = (page: Page) => grid(page).locator('.unit-row:visible');
const row = (page: Page, place: number) => grid(page).locator(`[aria-rowindex="${place + 1}"]`);
const rowOf = (page: Page, id: string) =>
  rows(page).filter({ has: page.getByRole('gridcell', { name: id, exact: true }) });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search units' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Signs in, at this size of the window, and waits until it is live. */
async function begin(desktop: Desktop, viewport = { width: 1200, height: 760 }): Promise<Page> {
  const { page } = desktop;
  await page.setViewportSize(viewport);
  await signIn(desktop);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(size + 1));
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  return page;
}

/** Searches for what is wanted, and ends in the table. */
function find(page: Page, acts: Acts): Promise<void> {
  return acts.phrase(phrase, () =>
    expect(grid(page)).toHaveAttribute('aria-rowcount', String(ids.length + 1)),
  );
}

/** The table has exactly the elevators that are out of service in Berlin, and each says in sight since when. */
async function expectFound(page: Page): Promise<void> {
  expect(ids.length).toBeGreaterThan(2);
  await expect
    .poll(async () => (await rows(page).locator('.column-id').allTextContents()).sort())
    .toEqual(ids);
  for (const since of await rows(page).locator('.column-outSince').all()) {
    await expect(since).toHaveText(/\d/);
    await expect(since).toBeInViewport({ ratio: 1 });
  }
}

async function expectWatched(page: Page): Promise<void> {
  const watched = async () => {
    const state = await page.evaluate(() => window.desktop.getState());
    return state.ok ? state.value.watched.toSorted() : [];
  };
  await expect.poll(watched).toEqual(ids);
  await expect(page.getByRole('button', { name: `${ids.length} watched` })).toBeVisible();
}

/** The file for Excel has exactly these units, each with since when it is out of service. */
function expectExported(file: string): void {
  const [heading = [], ...lines] = readFileSync(file, 'utf8')
    .trim()
    .split('\r\n')
    .map((line) => line.split(/[,;]/));
  // Nothing before this column has a separator in it.
  const since = heading.indexOf('Out since');
  const exported = lines.map((cells) => [cells.find((cell) => /^[A-Z]{2}-\d{8}$/.test(cell)), cells[since]]);
  // Swedish writes dates as Excel reads them.
  const truth = wanted.map(({ unitId, outOfServiceSince }) => [
    unitId,
    new Date(outOfServiceSince ?? '').toLocaleString('sv-SE'),
  ]);
  expect(exported.sort()).toEqual(truth.sort());
}

test('on the first day: all elevators out of service in Berlin, since when, watched, exported, in 5 acts', async ({
  desktop,
}) => {
  const page = await begin(desktop);
  const file = path.join(desktop.userData, 'berlin.csv');
  // What the system's own dialog asks is not the window's to save.
  await desktop.mainProcess.answerSaveDialog(file);
  const acts = createActs(page, 'first day', 'out in Berlin, since when, watch, export');
  await acts.click(search(page));
  await find(page, acts);
  await expectFound(page);
  await acts.chord('Control+a');
  await acts.click(button(page, `Watch ${ids.length} units`));
  await acts.chord('Control+s');
  await expect(shown(page, `${ids.length} units exported`)).toBeVisible();
  const effort = acts.effort();
  await expectWatched(page);
  expectExported(file);
  efforts.push(effort);
  expect(effort.acts).toBeLessThanOrEqual(5);
});

test('on a wall: a new outage is marked in the strip and in its row without an act @full', async ({
  desktop,
  simulator,
}) => {
  const page = await begin(desktop, { width: 1920, height: 1080 });
  // Who hung it up has folded the overview, which so large a window has open at first.
  await button(page, 'Overview').click();
  await expect(button(page, 'Overview')).toHaveAttribute('aria-expanded', 'false');
  const strip = page.getByRole('region', { name: /^Open outages: / });
  const first = strip.getByRole('listitem').first();
  await expect(strip.getByText('New', { exact: true })).toHaveCount(0);
  const unit = fleet.find(({ equipmentStatus }) => equipmentStatus === 'In Service') as FleetUnit;
  const acts = createActs(page, 'wall', 'a new outage is seen');
  simulator.hub.send({
    unitId: unit.unitId,
    equipmentStatus: 'Out Of Service',
    currentFloor: null,
    currentTripDirection: null,
  });
  await expect(first).toContainText('New');
  await expect(first).toContainText(unit.name);
  await expect(first).toContainText(unit.siteName);
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(rowOf(page, unit.unitId)).toHaveAttribute('data-turned', 'worse');
  const status = rowOf(page, unit.unitId).locator('.column-status');
  await expect(status).toHaveText('Out of service');
  await expect(status).toBeInViewport({ ratio: 1 });
  efforts.push(acts.effort());
});

test('a developer: from the palette to a unit’s ID, its answer in the console, and cURL, in 9 acts @full', async ({
  desktop,
}) => {
  const page = await begin(desktop);
  const { mainProcess } = desktop;
  const acts = createActs(page, 'developer', 'ID, console, send, cURL');
  const active = grid(page).locator('.unit-row.active');
  const entry = (name: string) => page.getByRole('menuitem', { name, exact: true });
  await acts.chord('Control+k');
  await acts.phrase(phrase, () => expect(page.getByRole('option')).toHaveCount(ids.length));
  await expect(grid(page)).toBeFocused();
  await expect(active).toBeInViewport();
  await acts.click(active.locator('.column-name'), 'right');
  await acts.click(entry('Copy ID'));
  await expect.poll(async () => ids.includes(await mainProcess.clipboardText())).toBe(true);
  const id = await mainProcess.clipboardText();
  expect(await active.locator('.column-id').textContent()).toBe(id);
  await acts.click(active.locator('.column-name'), 'right');
  await acts.click(entry('Open in the console'));
  await acts.click(button(page, 'Send'));
  const answer = page.getByRole('region', { name: 'Response', exact: true });
  await expect(answer).toContainText(new RegExp(`200\\s*GET http:\\S+/units/${id}`));
  await acts.click(button(page, 'Copy as…'));
  await acts.click(button(page, 'cURL'));
  await expect
    .poll(() => mainProcess.clipboardText())
    .toMatch(/^max-desk token --format curl-headers \| curl /);
  expect(await mainProcess.clipboardText()).toContain(`/units/${id}"`);
  const effort = acts.effort();
  efforts.push(effort);
  expect(effort.acts).toBeLessThanOrEqual(9);
});

test('by keyboard and screen reader: the same, each step told, in 5 acts @full', async ({ desktop }) => {
  const page = await begin(desktop);
  const file = path.join(desktop.userData, 'berlin.csv');
  await desktop.mainProcess.answerSaveDialog(file);
  const heard = await listen(page);
  const acts = createActs(page, 'keyboard, screen reader', 'out in Berlin, since when, watch, export');
  await acts.chord('Control+f');
  await expect(search(page)).toBeFocused();
  await find(page, acts);
  await expect(grid(page)).toBeFocused();
  await expect.poll(heard).toContain(`${ids.length} of ${size.toLocaleString('en')} units match “${phrase}”`);
  await expectFound(page);
  // The active row is read out with its condition and since when.
  await expect(grid(page)).toHaveAttribute(
    'aria-activedescendant',
    (await row(page, 1).getAttribute('id')) ?? '',
  );
  await expect(row(page, 1)).toMatchAriaSnapshot(`
    - row /Out of service .*\\d/:
      - gridcell /Elevator \\d+$/
      - gridcell "Out of service"
      - gridcell /\\d/
  `);

  await acts.chord('Control+a');
  await expect.poll(heard).toContain(`${ids.length} selected`);
  await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(ids.length);
  await acts.chord('Control+d');
  await expect(grid(page)).toBeFocused();
  await expect.poll(heard).toContain(`${ids.length} units are watched now`);
  await acts.chord('Control+s');
  await expect.poll(heard).toContain(`${ids.length} units exported. Saved as berlin.csv`);
  const effort = acts.effort();
  await expectWatched(page);
  expectExported(file);
  expect(await seriousFindings(page)).toEqual([]);
  efforts.push(effort);
  expect(effort.clicks).toBe(0);
  expect(effort.acts).toBeLessThanOrEqual(5);
});
