import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Desktop } from '../../electron/contract/calls.ts';
import { expect } from './fixture.ts';
import { signIn, startExport, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

test('a CSV file is written where the save dialog says, and nowhere when it is cancelled (R35)', async ({
  desktop,
}) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  const file = path.join(desktop.userData, 'Units.csv');
  await desktop.mainProcess.answerSaveDialog(null);
  const start = () =>
    desktop.page.evaluate(() =>
      (window as unknown as { desktop: Desktop }).desktop.startExport({
        suggestedName: 'Units',
        format: 'csv',
      }),
    );
  expect(await start()).toEqual({ ok: true, value: null });
  await desktop.mainProcess.answerSaveDialog(file);
  const begun = await start();
  expect(begun).toMatchObject({ ok: true, value: { file } });
  const finished = await desktop.page.evaluate(
    async (id) => {
      const { exportRows, finishExport } = (window as unknown as { desktop: Desktop }).desktop;
      await exportRows({
        export: id,
        rows: [
          ['ID', 'Stockwerk'],
          ['=1+1', '-1'],
        ],
      });
      return finishExport({ export: id });
    },
    begun.ok ? (begun.value?.export ?? 0) : 0,
  );
  expect(finished).toMatchObject({ ok: true, value: { rows: 2 } });
  expect(readFileSync(file, 'utf8')).toBe("ID,Stockwerk\r\n'=1+1,-1\r\n");
  expect(readdirSync(desktop.userData).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('the table is exported in the format of the menu, by keyboard as well (R44)', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('30 units');
  const at = (name: string) => path.join(desktop.userData, name);
  const saved = async (name: string) => {
    await expect(shown(page, `Saved as ${at(name)}`)).toBeVisible();
    return readFileSync(at(name), 'utf8');
  };
  await mainProcess.answerSaveDialog(at('excel.csv'));
  await startExport(page);
  const excel = await saved('excel.csv');
  expect(excel).toMatch(/^\uFEFFName[,;]Status[,;]/);
  expect(excel.split('\r\n')).toHaveLength(32);

  await mainProcess.answerSaveDialog(at('plain.csv'));
  await startExport(page, 'CSV (RFC 4180)');
  const plain = await saved('plain.csv');
  expect(plain).toMatch(/^Name,Status,/);
  expect(plain.split('\r\n')[1]).toMatch(/,\d{4}-\d\d-\d\dT[\d:.]+Z$/);

  await mainProcess.answerSaveDialog(at('units.json'));
  await page.getByRole('button', { name: 'Export', exact: true }).focus();
  await page.keyboard.press('Enter');
  for (const format of ['For Excel (this system)', 'CSV (RFC 4180)', 'JSON']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: format })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  const units = JSON.parse(await saved('units.json')) as object[];
  expect(units).toHaveLength(30);
  expect(units[0]).toMatchObject({ id: expect.any(String), availability: expect.any(Number) });
});

test('an export of a list that is not whole says so, with both numbers (R41) @full', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  simulator.setFaults({ list: 'miscounts' });
  await signIn(desktop);
  await expect(shown(page, 'The API sent fewer units than it counts: 30 of 31.')).toBeVisible();
  const file = path.join(desktop.userData, 'part.csv');
  await mainProcess.answerSaveDialog(file);
  await startExport(page, 'CSV (RFC 4180)');
  const lacks = 'The list was incomplete when it was exported. Units in it: 30 of 31.';
  await expect(shown(page, lacks)).toBeVisible();
  expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(32);
});

test('the details of a unit can show fields that nobody knows @full', async ({ desktop }) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  const fields = () =>
    desktop.page.evaluate(async () => {
      const { cachedUnits, unitFields } = (window as unknown as { desktop: Desktop }).desktop;
      const cached = await cachedUnits({ from: 0 });
      return unitFields({ id: cached.ok ? (cached.value?.units[0]?.id ?? '') : '' });
    });
  // The list is stored on disk shortly after it is shown.
  await expect
    .poll(fields)
    .toMatchObject({ ok: true, value: { manufacturer: 'TK Elevator', model: expect.any(String) } });
});
