/** Incidents: outages are acknowledged, noted, snoozed, marked as maintenance, undone, and handed over to a colleague. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, signOut, test } from './service.ts';
import { shown } from './shown.ts';

const size = 300;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const fleet = createFleet(size, 1, Date.now()).page(0, size);
const out = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'Out Of Service');
const newest = out.toSorted((a, b) => (b.outOfServiceSince ?? '').localeCompare(a.outOfServiceSince ?? ''));
const [first, second] = newest as [FleetUnit, FleetUnit];

const table = (page: Page) => page.getByRole('table', { name: 'Open incidents' });
const row = (page: Page, { unitId }: FleetUnit) => table(page).locator(`[data-unit="${unitId}"]`);
const groups = (page: Page) => table(page).locator('.incident-group');
const box = (page: Page, unit: FleetUnit) => row(page, unit).getByRole('checkbox');
const button = (page: Page, name: string | RegExp) =>
  page.locator('.incident-toolbar').getByRole('button', { name, exact: typeof name === 'string' });
const entries = (desktop: Desktop) => desktop.keptEntries().filter((each) => each.includes('incidents'));

/** Signed in, live, at the incidents, by keyboard. */
async function opened(desktop: Desktop): Promise<Page> {
  const { page } = desktop;
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(desktop);
  await atIncidents(page);
  return page;
}
async function atIncidents(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await page.keyboard.press('Control+i');
  await expect(groups(page).first()).toHaveText(`Not acknowledged (${out.length})`);
}
function send(simulator: Simulator, { unitId }: FleetUnit, equipmentStatus: string): void {
  simulator.hub.send({ unitId, equipmentStatus, currentFloor: null, currentTripDirection: null });
}

test('several are acknowledged by keyboard alone, undone, noted; a restart keeps it, the sign-out removes it (R28)', async ({
  desktop,
}) => {
  const page = await opened(desktop);
  await expect(shown(page, 'Kept on this workstation only, encrypted with your account.')).toBeVisible();
  await expect(table(page).locator('tbody tr').nth(1)).toHaveAttribute('data-unit', first.unitId);
  await box(page, first).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(box(page, second)).toBeFocused();
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('status')).toHaveText('2 incidents acknowledged');
  await expect(groups(page)).toHaveText([`Not acknowledged (${out.length - 2})`, 'Acknowledged (2)']);
  // The rows have moved, and the focus with them.
  await expect(box(page, second)).toBeFocused();
  await page.keyboard.press('Control+Shift+U');
  await expect(groups(page)).toHaveText([`Not acknowledged (${out.length})`]);
  await page.keyboard.press('Control+Shift+A');
  await expect(groups(page)).toHaveCount(2);
  await page.keyboard.press('Control+Shift+N');
  await page.getByRole('textbox', { name: 'Note' }).fill('technician is on the way');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(row(page, first)).toContainText('technician is on the way');
  // The dialog gives the focus back to the row.
  await expect(box(page, second)).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);

  const next = await desktop.mainProcess.relaunch();
  await expect(next.getByRole('grid')).toBeVisible();
  await next.keyboard.press('Control+i');
  await expect(row(next, second)).toContainText('technician is on the way');
  await expect(row(next, second)).toContainText('Acknowledged');
  expect(entries(desktop)).toHaveLength(1);
  const sealed = readFileSync(path.join(desktop.sealed, entries(desktop)[0] ?? ''), 'latin1');
  expect(plainIn(sealed, ['technician'])).toEqual([]);
  await signOut(next);
  await expect(next.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => entries(desktop)).toEqual([]);
});

test('an entrapment comes first, whatever was said; an outage that ends closes its incident, and can be maintenance afterwards', async ({
  desktop,
  simulator,
}) => {
  const page = await opened(desktop);
  await box(page, second).check();
  await button(page, 'Snooze…').click();
  await page.getByRole('button', { name: '2 hours' }).click();
  await expect(groups(page)).toHaveText([`Not acknowledged (${out.length - 1})`, 'Snoozed (1)']);
  send(simulator, second, 'Entrapment');
  await expect(groups(page).first()).toHaveText('Entrapment (1)');
  await expect(table(page).locator('tbody tr').nth(1)).toHaveAttribute('data-unit', second.unitId);
  await button(page, /^Acknowledge/).click();
  await expect(row(page, second)).toContainText('Acknowledged since');
  send(simulator, second, 'In Service');
  await expect(row(page, second)).toHaveCount(0);
  await button(page, 'Recently ended (1)').click();
  const ended = page.getByRole('table', { name: 'Incidents that have ended' });
  await expect(ended.locator('tbody tr')).toHaveCount(1);
  await expect(ended).toContainText('Entrapment');
  await expect(ended).toContainText('Acknowledged');
  await ended.getByRole('checkbox').last().focus();
  await page.keyboard.press('Control+Shift+M');
  await page.getByRole('button', { name: 'Set maintenance' }).click();
  await expect(ended).toContainText('Maintenance: counts apart');
  await button(page, 'Undo: maintenance').click();
  await expect(ended).not.toContainText('Maintenance');
  expect(await seriousFindings(page)).toEqual([]);
});

test('a hand-over goes as a file and a page to a colleague, who takes it over; a damaged file is said @full', async ({
  desktop,
}) => {
  const { mainProcess, userData } = desktop;
  const page = await opened(desktop);
  await box(page, first).check();
  await button(page, 'Note…').click();
  await page.getByRole('textbox', { name: 'Note' }).fill('porter has the key, ask jo@example.com');
  await page.getByRole('button', { name: 'Save note' }).click();
  await button(page, 'Acknowledge').click();
  await expect(groups(page)).toHaveCount(2);
  const file = path.join(userData, 'hand-over.json');
  await mainProcess.answerSaveDialog(file);
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Save hand-over file…' }).click();
  await expect(shown(page, `Hand-over saved: ${file}`)).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('porter has the key');
  expect(text).not.toMatch(/example\.com|Sam|eyJ/);

  const sheet = path.join(userData, 'hand-over.pdf');
  await mainProcess.answerSaveDialog(sheet);
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Save hand-over page for print…' }).click();
  await expect(shown(page, `Hand-over saved: ${sheet}`)).toBeVisible();
  expect(readFileSync(sheet).subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page.locator('.hand-over-sheet')).toHaveCount(0);

  // As a colleague on another workstation, who knows nothing of it.
  await button(page, /^Undo: acknowledgement/).click();
  await button(page, /^Undo: note/).click();
  await expect(groups(page)).toHaveCount(1);
  await mainProcess.answerOpenDialog([file]);
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Open hand-over…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand-over' });
  await expect(dialog).toContainText('porter has the key');
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take over 1 incident' }).click();
  await expect(row(page, first)).toContainText('porter has the key');
  await expect(groups(page)).toHaveText([`Not acknowledged (${out.length - 1})`, 'Acknowledged (1)']);

  writeFileSync(file, text.slice(0, text.length / 2));
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Open hand-over…' }).click();
  await expect(page.getByRole('alert')).toHaveText('The hand-over is damaged');
  await page.getByRole('button', { name: 'Details of the problem' }).click();
  await expect(shown(page, 'hand-over.json is not complete, or was changed.')).toBeVisible();
});

test('a maintained unit raises no notification, another one at the same time does; quiet hours are set by keyboard, and kept @full', async ({
  desktop,
  simulator,
}) => {
  const { mainProcess } = desktop;
  const page = await opened(desktop);
  const running = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'In Service');
  const [maintained, other] = running as [FleetUnit, FleetUnit];
  await page.evaluate(
    async ({ ids, id }) => {
      await window.desktop.watchUnits({ ids, watched: true });
      const nothing = { outageAt: null, acknowledgedAt: null, note: '', snoozedUntil: null };
      const maintenance = [{ from: 0, to: Date.now() + 3_600_000 }];
      await window.desktop.setIncidents({ incidents: [{ id, ...nothing, maintenance }] });
    },
    { ids: [maintained.unitId, other.unitId], id: maintained.unitId },
  );
  send(simulator, maintained, 'Out Of Service');
  send(simulator, other, 'Out Of Service');
  await expect
    .poll(async () => (await mainProcess.notifications()).map(({ body }) => body).join())
    .not.toBe('');
  expect(await mainProcess.notifications()).toHaveLength(1);

  await page.keyboard.press('Control+,');
  const quiet = page.getByRole('group', { name: 'Quiet hours' });
  await quiet.getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await quiet.getByLabel('To').selectOption('05:30');
  await page.keyboard.press('Tab');
  const kept = (on: Page) =>
    on.evaluate(async () => {
      const state = await window.desktop.getState();
      return state.ok && state.value.settings.quietHours;
    });
  await expect.poll(() => kept(page)).toEqual({ from: 22 * 60, to: 5 * 60 + 30 });
  expect(await seriousFindings(page)).toEqual([]);
  expect(await kept(await mainProcess.relaunch())).toEqual({ from: 22 * 60, to: 5 * 60 + 30 });
});
