/** Outages come first: since when and why, the strip above the table, and changes of condition in the table. */
import type { Locator, Page } from '@playwright/test';
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { type Desktop, expect } from './fixture.ts';
import { listen } from './heard.ts';
import { signIn, signOut, test } from './service.ts';
import { shown } from './shown.ts';

const size = 300;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const fleet = createFleet(size, 1, Date.now()).page(0, size);
const out = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'Out Of Service');
const unknown = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'Unknown');
/** Far down in the table. */
const running = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'In Service').slice(-3) as [
  FleetUnit,
  FleetUnit,
  FleetUnit,
];

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const strip = (page: Page) => page.getByRole('region', { name: /^(?:Open outages|Offene Ausfälle): / });
const chips = (page: Page) => strip(page).getByRole('listitem').getByRole('button');
const details = (page: Page) => page.getByRole('complementary');
const cell = (row: Locator, column: string) => row.locator(`.column-${column}`);
const selectedRow = (page: Page) => grid(page).locator('.unit-row[aria-selected="true"]');
const rowOf = (page: Page, { unitId }: FleetUnit) =>
  grid(page)
    .locator('.unit-row')
    .filter({ has: page.getByRole('gridcell', { name: unitId, exact: true }) });

/** Signs in and waits until the window is live. */
async function begin({ page }: Desktop, start: () => Promise<void>): Promise<Page> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await start();
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  return page;
}

function send(simulator: Simulator, { unitId }: FleetUnit, equipmentStatus: string): void {
  simulator.hub.send({ unitId, equipmentStatus, currentFloor: null, currentTripDirection: null });
}

/** The id of the unit in the details. */
const shownUnit = (page: Page) =>
  details(page)
    .locator('.facts')
    .getByText(/^[A-Z]{2}-\d+$/);

test('the strip has the outages, says since when and why, and leads to the row by mouse', async ({
  desktop,
}) => {
  const page = await begin(desktop, () => signIn(desktop));
  await expect(strip(page)).toHaveAccessibleName(`Open outages: ${out.length} units`);
  // What was there at first is not new.
  await expect(strip(page).getByText('New', { exact: true })).toHaveCount(0);
  const newest = out.toSorted((a, b) =>
    (b.outOfServiceSince ?? '').localeCompare(a.outOfServiceSince ?? ''),
  )[0];
  await chips(page).first().click();
  await expect(selectedRow(page)).toHaveCount(1);
  await expect(selectedRow(page)).toBeInViewport();
  await expect(cell(selectedRow(page), 'id')).toHaveText(newest?.unitId ?? '');
  await expect(grid(page)).toBeFocused();
  await expect(shownUnit(page)).toHaveText(newest?.unitId ?? '');
  await expect(details(page)).toContainText(`${newest?.faultCode} · ${newest?.faultText}`);
  // The service says since when: nothing has to be said about that.
  await expect(details(page)).not.toContainText('First seen out of service here');
  await cell(selectedRow(page), 'outSince').hover();
  await expect(cell(selectedRow(page), 'outSince')).toHaveAttribute(
    'title',
    /^\w{3}, .*\d{4}, .*\d:\d\d.* \S+$/,
  );
});

test('a new outage comes first, marked until it is seen, and is reached by keyboard; an entrapment comes before it', async ({
  desktop,
  simulator,
}) => {
  const page = await begin(desktop, () => signIn(desktop));
  const [first, second] = running;
  const heard = await listen(page);
  send(simulator, first, 'Out Of Service');
  await expect(chips(page).first()).toContainText(first.name);
  await expect(chips(page).first()).toContainText('New');
  await expect(strip(page)).toHaveAccessibleName(`Open outages: ${out.length + 1} units`);
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: /^New outage: / })).toContainText(
    first.name,
  );

  send(simulator, second, 'Entrapment');
  await expect(chips(page).first()).toContainText(second.name);
  await expect(chips(page).first()).toHaveAttribute('data-condition', 'entrapment');
  await expect(chips(page).nth(1)).toContainText(first.name);
  await expect(strip(page).getByRole('button', { name: '2 new' })).toBeVisible();

  await chips(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(chips(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(shownUnit(page)).toHaveText(first.unitId);
  await expect(selectedRow(page)).toBeInViewport();
  await expect(grid(page)).toBeFocused();
  await expect(strip(page).getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(chips(page).nth(1)).not.toContainText('New');
  // An event tells no time and no reason.
  await expect(details(page)).toContainText('First seen out of service here');
  await expect(details(page)).toContainText('the service does not say why');
  await expect(cell(rowOf(page, first), 'outSince')).toHaveText(/^(?:now or earlier|at least .*)$/);

  await strip(page).getByRole('button', { name: '1 new' }).click();
  await expect(strip(page).getByText('New', { exact: true })).toHaveCount(0);
  send(simulator, first, 'In Service');
  send(simulator, second, 'In Service');
  await expect(strip(page)).toHaveAccessibleName(`Open outages: ${out.length} units`);
  // The table itself says nothing.
  const said = await heard();
  expect(said.filter((text) => /^\d* ?new outages?: /i.test(text)).length).toBeLessThanOrEqual(2);
});

test('an outage that the search hides is shown all the same, and all can be @full', async ({ desktop }) => {
  const page = await begin(desktop, () => signIn(desktop));
  await page.getByRole('combobox', { name: 'Search units' }).fill('no such unit');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '1');
  await expect(strip(page)).toContainText('of all units');
  await chips(page).first().click();
  await expect(selectedRow(page)).toBeInViewport();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(size + 1));
  await expect(page.getByRole('status')).toContainText('Search and filters were cleared');
  await expect(strip(page)).not.toContainText('of all units');
  await strip(page)
    .getByRole('button', { name: /^\+\d+ more$/ })
    .click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(out.length + 1));
});

test('without an outage the strip says so, and the table does not move when the first one comes @full', async ({
  desktop,
  simulator,
}) => {
  const page = await begin(desktop, () => signIn(desktop));
  // With a filter there is one chip of a filter at any time, so that nothing else above the table changes its height.
  await page.getByRole('combobox', { name: 'Search units' }).fill(running[1].unitId);
  await expect(strip(page)).toBeVisible();
  const top = async () => (await grid(page).boundingBox())?.y;
  const small = { width: 640, height: 480 };
  const [before, beforeSmall] = [await top(), await page.setViewportSize(small).then(top)];
  for (const unit of out) send(simulator, unit, 'In Service');
  await expect(strip(page)).toHaveCount(0);
  await expect(shown(page, /^No outage is known; of \d+ units? the condition is unknown\.$/)).toBeVisible();
  for (const unit of unknown) send(simulator, unit, 'In Service');
  await expect(shown(page, 'No unit is out of service.', { exact: true })).toBeVisible();
  expect(await top()).toBe(beforeSmall);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await top()).toBe(before);
  send(simulator, running[0], 'Out Of Service');
  await expect(chips(page)).toHaveCount(1);
  expect(await top()).toBe(before);
});

for (const media of [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { forcedColors: 'active', reducedMotion: 'reduce' },
] as const) {
  const name = Object.values(media).join(', ');
  const title = `a change of condition is seen as such, on the selected row too, and is no change of floor (${name}) @full`;
  test(title, async ({ desktop, simulator }) => {
    const page = await begin(desktop, () => signIn(desktop));
    await page.emulateMedia(media);
    const look = (row: Locator) =>
      cell(row, 'status').evaluate((element) => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const { content } = getComputedStyle(element, '::after');
        const bar = getComputedStyle(element.closest('.unit-row') ?? element, '::before');
        return { outlineStyle, outlineWidth, outlineColor, content, bar: bar.borderInlineStartWidth };
      });
    const [unit] = running;
    await page.getByRole('combobox', { name: 'Search units' }).fill(unit.unitId);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    const row = rowOf(page, unit);
    await row.click();
    await expect(row).toHaveAttribute('aria-selected', 'true');
    const before = await look(row);
    simulator.hub.send({
      unitId: unit.unitId,
      currentFloor: 99,
      equipmentStatus: null,
      currentTripDirection: null,
    });
    await expect(cell(row, 'floor')).toHaveText('99');
    expect(await look(row)).toEqual(before);
    send(simulator, unit, 'Out Of Service');
    await expect(row).toHaveAttribute('data-turned', 'worse');
    const worse = await look(row);
    expect(worse).toMatchObject({ outlineStyle: 'solid', outlineWidth: '2px', bar: '4px' });
    expect(worse.content).toContain('▼');
    send(simulator, unit, 'In Service');
    await expect(row).toHaveAttribute('data-turned', 'better');
    const better = await look(row);
    expect(better).toMatchObject({ outlineStyle: 'dashed', bar: '4px' });
    expect(better.content).toContain('▲');
    const ground = await row.evaluate((element) => {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      return backgroundImage === 'none' ? backgroundColor : backgroundImage;
    });
    expect(ground).not.toContain(worse.outlineColor);
    const moving = await row.evaluate((element) => element.getAnimations({ subtree: true }).length);
    expect(moving).toBe(0);
    await expect(row).not.toHaveAttribute('data-turned', /./, { timeout: 20_000 });
  });
}

test.describe('of a service that does not say since when', () => {
  test.use({ simulatorOptions: { units: size, eventsPerSecond: 0, tellsOutages: false } });

  test('an outage keeps the time of its first sight over a restart @full', async ({ desktop }) => {
    await begin(desktop, () => signIn(desktop));
    const unit = out[0] as FleetUnit;
    const since = async (page: Page) => {
      await page.getByRole('combobox', { name: 'Search units' }).fill(unit.unitId);
      await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
      const shown = cell(rowOf(page, unit), 'outSince');
      await expect(shown).toHaveText(/^(?:now or earlier|at least .*)$/);
      await shown.hover();
      await expect(shown).toHaveAttribute('title', /First seen out of service here/);
      return shown.getAttribute('title');
    };
    const before = await since(desktop.page);
    await expect.poll(() => desktop.keptOutages()).toHaveLength(1);
    const page = await desktop.mainProcess.relaunch();
    await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
    expect(await since(page)).toBe(before);
    await page.getByRole('combobox', { name: 'Search units' }).fill('');
    await signOut(page);
    await expect.poll(() => desktop.keptOutages()).toHaveLength(0);
  });
});

test('the strip holds at 640 px, in German @full', async ({ desktop, simulator }) => {
  const page = await begin(desktop, () => signIn(desktop));
  await page.evaluate(() => window.desktop.changeSettings({ language: 'de' }));
  await page.setViewportSize({ width: 640, height: 480 });
  send(simulator, running[0], 'Entrapment');
  await expect(chips(page).first()).toContainText('Neu');
  const box = await strip(page).boundingBox();
  expect(box?.height).toBeLessThan(60);
  for (const part of await strip(page).getByRole('button').all()) {
    const { x = 0, width = 0, height = 0 } = (await part.boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(640);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(20);
  }
  await expect(page.getByRole('grid').locator('[aria-rowindex="2"]')).toBeInViewport();
});

test.describe('with 100,000 units', () => {
  test.use({ simulatorOptions: { units: 100_000, pageSize: 10_000, eventsPerSecond: 1_000 } });

  test('of which thousands are out of service, the strip follows and the voice keeps silent @full', async ({
    desktop,
    simulator,
  }) => {
    test.setTimeout(180_000);
    await signIn(desktop);
    const { page } = desktop;
    await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/, {
      timeout: 60_000,
    });
    await expect(strip(page)).toHaveAccessibleName(/^Open outages: \d,\d{3} units$/);
    const telling = page.evaluate(
      () =>
        new Promise<{ told: number; passed: number }>((resolve) => {
          const region = document.querySelector('.outage-speech');
          let told = 0;
          const begun = performance.now();
          new MutationObserver(() => {
            told += 1;
            if (told === 3) resolve({ told, passed: performance.now() - begun });
          }).observe(region as Element, { childList: true, characterData: true, subtree: true });
        }),
    );
    const events = simulator.hub.counts.events;
    // However many come, three texts take at least twice ten seconds.
    const { passed } = await telling;
    expect(passed).toBeGreaterThan(19_000);
    expect(simulator.hub.counts.events - events).toBeGreaterThan(1_000);
    await chips(page).first().click();
    await expect(selectedRow(page)).toBeInViewport();
  });
});
