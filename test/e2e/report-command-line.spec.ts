/** The report of the window and that of the command line beside it: one file, from one ledger. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { last30Days } from '../../electron/contract/report-period.ts';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import { reportDialog as dialog, openReport } from './availability-report.ts';
import { setClock } from './clock.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn } from './service.ts';
import { test as base } from './terminal.ts';

const size = 12;
const hour = 3_600_000;
/** Of a day that is over: what is asked of it has one answer, whenever it is asked. */
const noon = new Date(Date.now() - 24 * hour).setHours(12, 0, 0, 0);
const day = last30Days(noon).last;
const [unit] = createFleet(size, 1, Date.now())
  .page(0, size)
  .filter(({ equipmentStatus }) => equipmentStatus === 'In Service');

/** The window and a terminal of the same person, in the same time zone. */
const test = base.extend({
  terminal: async ({ terminal }, use) => {
    terminal.env['TZ'] = process.env['TZ'];
    await use(terminal);
  },
});
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

const live = (page: Page) => page.getByRole('button', { name: /^Live updates/ });

/** Nobody watches until the window's clock is that much later, ms. */
async function away(desktop: Desktop, ms: number): Promise<void> {
  const { page } = desktop;
  const pause = (paused: boolean) => page.evaluate((is) => window.desktop.pauseLive({ paused: is }), paused);
  await pause(true);
  await expect(live(page)).not.toHaveText(/Live$/);
  await setClock(desktop, ms);
  await pause(false);
  await expect(live(page)).toHaveText(/Live$/);
}

/** Saves a report like a user, who has opened the dialog and chosen the day. */
async function saved({ page, mainProcess, userData }: Desktop, rows: string, form: string): Promise<Buffer> {
  const file = path.join(userData, `${rows}.${form.toLowerCase()}`);
  await mainProcess.answerSaveDialog(file);
  await dialog(page).getByRole('radio', { name: rows, exact: true }).check();
  await dialog(page).getByRole('radio', { name: form, exact: true }).check();
  await dialog(page).getByRole('button', { name: 'Save…' }).click();
  await expect(dialog(page).getByRole('status')).toContainText(file);
  return readFileSync(file);
}

test('the command line writes the very file that the window saves @full', async ({
  desktop,
  simulator,
  terminal,
}) => {
  const { page } = desktop;
  if (unit === undefined) throw new Error('Every unit is out of service.');
  await setClock(desktop, noon - Date.now());
  await signIn(desktop);
  await expect(live(page)).toHaveText(/Live$/);
  await expect.poll(() => simulator.hub.subscribed.size).toBe(size);
  const send = (equipmentStatus: string) =>
    simulator.hub.send({
      unitId: unit.unitId,
      equipmentStatus,
      currentFloor: null,
      currentTripDirection: null,
    });
  send('Out Of Service');
  const row = page.getByRole('grid', { name: 'Units' }).getByRole('row').filter({ hasText: unit.name });
  await expect(row.first()).toContainText('Out of service');
  await away(desktop, 2 * hour);
  send('In Service');
  await expect(row.first()).toContainText('In service');
  await away(desktop, Date.now() - noon - 2 * hour);

  await page.evaluate(() => window.desktop.changeSettings({ agent: true }));
  const pairing = terminal.start(['agent', 'pair']);
  await page.getByRole('button', { name: 'Answer…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow access' }).click();
  expect(await pairing.ended).toMatchObject({ status: 0 });

  await openReport(page);
  for (const end of ['From', 'To']) await dialog(page).getByLabel(end, { exact: true }).fill(day);
  for (const [rows, form] of [
    ['Unit', 'CSV'],
    ['Site', 'JSON'],
  ] as const) {
    const ofWindow = await saved(desktop, rows, form);
    const days = ['report', '--from', day, '--to', day];
    const { status, out } = await terminal.run([
      ...days,
      ...['--by', rows.toLowerCase(), '--format', form.toLowerCase()],
    ]);
    expect(status).toBe(0);
    expect(Buffer.from(out).equals(ofWindow)).toBe(true);
    // It is about something: the outage has its two hours.
    expect(out).toMatch(form === 'CSV' ? new RegExp(`${unit.unitId}.*,1,`) : /"outages":[1-9]/);
  }
});
