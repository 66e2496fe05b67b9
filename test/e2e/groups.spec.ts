/** The table grouped by site, city or tag. */
import type { Page } from '@playwright/test';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

const size = 120;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const grouped = (page: Page) => page.getByRole('treegrid', { name: 'Units' });
const flat = (page: Page) => page.getByRole('grid', { name: 'Units' });
const groups = (page: Page) => grouped(page).locator('[aria-level="1"]');
/** What is shown in the rows of groups: the row itself may have the hidden cells of a unit. */
const titles = (page: Page) => groups(page).locator('.group-cell');

/** The cities of the fleet with their units and how many of them are out. */
function cities(): Map<string, { units: number; out: number }> {
  const found = new Map<string, { units: number; out: number }>();
  for (const { city, equipmentStatus } of createFleet(size, 1, Date.now()).page(0, size)) {
    const { units, out } = found.get(city) ?? { units: 0, out: 0 };
    found.set(city, { units: units + 1, out: out + Number(equipmentStatus === 'Out Of Service') });
  }
  return found;
}
const titleOf = (city: string, out: number) => `${city} — ${out} of ${cities().get(city)?.units} out`;

async function groupBy(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByRole('radio', { name: what, exact: true }).check();
  await page.keyboard.press('Escape');
}
/** Waits until the table has so many rows below its header. */
const expectRows = (page: Page, count: number) =>
  expect(grouped(page)).toHaveAttribute('aria-rowcount', String(count + 1));

test.beforeEach(async ({ desktop }) => {
  await desktop.page.setViewportSize({ width: 1280, height: 800 });
  await signIn(desktop);
  await expect(flat(desktop.page)).toHaveAttribute('aria-rowcount', String(size + 1));
  await expect(desktop.page.getByRole('button', { name: /^Live/ })).toBeVisible();
});

test('units are grouped with their outages, folded by pointer and keyboard, and in one list again', async ({
  desktop,
}) => {
  const { page } = desktop;
  const all = cities();
  await groupBy(page, 'City');
  await expectRows(page, size + all.size);
  const first = groups(page).first();
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  const title = (await titles(page).first().textContent()) ?? '';
  const name = title.split(' — ')[0] ?? '';
  const { units, out } = all.get(name) ?? { units: 0, out: 0 };
  expect(title).toBe(titleOf(name, out));
  // The worst comes first.
  expect(out).toBe(Math.max(...[...all.values()].map((each) => each.out)));
  await expect(shown(page, `${size} units`)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  await first.click();
  await expectRows(page, size + all.size - units);
  await expect(groups(page).first()).toHaveAttribute('aria-expanded', 'false');
  const active = () => grouped(page).getAttribute('aria-activedescendant');
  expect(await active()).toBe(await groups(page).first().getAttribute('id'));
  await grouped(page).focus();
  await page.keyboard.press('ArrowRight');
  await expectRows(page, size + all.size);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+ArrowLeft');
  await expectRows(page, all.size);
  // The unit that was the active row gives way to its group.
  expect(await active()).toBe(await groups(page).first().getAttribute('id'));
  await page.keyboard.press('Control+ArrowRight');
  await expectRows(page, size + all.size);

  await groupBy(page, 'No groups');
  await expect(flat(page)).toHaveAttribute('aria-rowcount', String(size + 1));
  await expect(flat(page).locator('[aria-level]')).toHaveCount(0);
});

test('search and filters come before the groups: one without a row is not there @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await groupBy(page, 'City');
  await page.getByRole('combobox', { name: 'Search units' }).fill('berlin');
  await expect(groups(page)).toHaveCount(1);
  await expect(titles(page)).toContainText('Berlin — ');
  await page.getByRole('combobox', { name: 'Search units' }).fill('nothing is called this');
  await expect(page.getByRole('button', { name: 'Clear search' })).toBeVisible();
  await expect(groups(page)).toHaveCount(0);
});

test('a live outage is counted in its group at once', async ({ desktop, simulator }) => {
  const { page } = desktop;
  await expect.poll(() => simulator.hub.subscribed.size).toBe(size);
  await groupBy(page, 'City');
  const healthy = createFleet(size, 1, Date.now())
    .page(0, size)
    .find(({ equipmentStatus }) => equipmentStatus === 'In Service');
  const { city = '', unitId = '' } = healthy ?? {};
  const out = cities().get(city)?.out ?? 0;
  await page.getByRole('combobox', { name: 'Search units' }).fill(city);
  const row = titles(page).filter({ hasText: `${city} — ` });
  await expect(row).toHaveText(titleOf(city, out));
  simulator.hub.send({
    unitId,
    currentFloor: null,
    currentTripDirection: null,
    equipmentStatus: 'Out Of Service',
  });
  await expect(row).toHaveText(titleOf(city, out + 1));
});

test('groups and what is folded survive a list that is read again, and a restart @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  const all = cities();
  await groupBy(page, 'City');
  await expectRows(page, size + all.size);
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await page.keyboard.press('Escape');
  await expectRows(page, all.size);
  const first = groups(page).first();
  const [name = ''] = ((await titles(page).first().textContent()) ?? '').split(' — ');
  await first.click();
  const expected = all.size + (all.get(name)?.units ?? 0);
  await expectRows(page, expected);
  const lists = () => simulator.requests.filter((each) => each.path.includes('/units')).length;
  const before = lists();
  const refresh = page.getByRole('button', { name: 'Refresh' });
  await refresh.click();
  await expect.poll(lists).toBeGreaterThan(before);
  await expect(refresh).not.toHaveAttribute('aria-disabled', 'true');
  await expectRows(page, expected);
  await expect.poll(() => desktop.keptEntries().filter((each) => each.includes('.notes.'))).toHaveLength(1);

  const next = await desktop.mainProcess.relaunch();
  await expectRows(next, expected);
  await expect(titles(next).first()).toContainText(`${name} — `);
  await expect(groups(next).first()).toHaveAttribute('aria-expanded', 'true');
  await expect(groups(next).nth(1)).toHaveAttribute('aria-expanded', 'false');
});
