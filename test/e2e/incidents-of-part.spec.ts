/** Incidents of a list that is not whole, and changes that are refused: both are said where they are seen (R37, R41). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

const size = 60;
test.use({ simulatorOptions: { units: size, eventsPerSecond: 0 } });

test('incidents of a list that is not whole do not look like all, in the window and in the file (R41)', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess, userData } = desktop;
  simulator.setFaults({ list: 'miscounts' });
  await signIn(desktop);
  const lack = shown(page, `The API sent fewer units than it counts: ${size} of ${size + 1}.`);
  await expect(lack).toBeVisible();
  await page.keyboard.press('Control+i');
  await expect(page.getByRole('table', { name: 'Open incidents' })).toBeVisible();
  await expect(lack).toBeVisible();
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  const file = path.join(userData, 'hand-over.json');
  await mainProcess.answerSaveDialog(file);
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Save hand-over file…' }).click();
  await expect(shown(page, `Hand-over saved: ${file}`)).toBeVisible();
  expect(JSON.parse(readFileSync(file, 'utf8')).lack).toEqual({
    part: { received: size, total: size + 1 },
    asOf: null,
    left: 0,
    endedFrom: null,
  });
  await mainProcess.answerOpenDialog([file]);
  await page.getByRole('button', { name: 'Hand-over', exact: true }).click();
  await page.getByRole('button', { name: 'Open hand-over…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand-over' });
  await expect(dialog).toContainText(`Not complete, units read: ${size} of ${size + 1}.`);
  expect(await seriousFindings(page)).toEqual([]);
});

test('an acknowledgement that is refused is said where it was made: in the table of units (R37) @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await keepAsManyAsPossible(page);
  await page
    .getByRole('region', { name: /^Open outages/ })
    .getByRole('listitem')
    .first()
    .click();
  await page.getByRole('row', { selected: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Acknowledge outage' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toBeVisible();
  await page.getByRole('button', { name: 'Details of the problem' }).click();
  await expect(shown(page, /^something is kept of at most 20,000 units$/)).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(alert).toHaveCount(0);
});

/** Main keeps something of so many units that there is room for no other. */
async function keepAsManyAsPossible(page: Page): Promise<void> {
  const answers = await page.evaluate(async () => {
    const nothing = { outageAt: null, acknowledgedAt: null, note: '', snoozedUntil: null };
    const maintenance = [{ from: 0, to: Date.now() + 3_600_000 }];
    const part = (start: number) =>
      Array.from({ length: 5_000 }, (_, place) => ({ id: `kept-${start + place}`, ...nothing, maintenance }));
    const all: boolean[] = [];
    for (let start = 0; start < 20_000; start += 5_000)
      all.push((await window.desktop.setIncidents({ incidents: part(start) })).ok);
    return all;
  });
  expect(answers).toEqual([true, true, true, true]);
}
