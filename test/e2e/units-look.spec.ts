import { readFileSync } from 'node:fs';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

/** A service whose names and statuses nobody can know. */
test.use({ simulatorOptions: { dialect: 'foreign', units: 12, eventsPerSecond: 0 } });

test('what the units look like is proposed, corrected by hand, seen at once and saved', async ({
  desktop,
  simulator,
}, info) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  // No entry of the list has an ID that is known as one.
  await expect(page.getByRole('grid')).toHaveCount(0);
  await page.getByRole('button', { name: 'What the units look like…' }).click();
  await expect(page.getByRole('heading', { name: 'What your units look like' })).toBeVisible();

  const result = page.getByRole('table', { name: 'Your units then look like this' });
  /** The first unit's cell in a column. */
  const cellOf = async (column: string) => {
    const titles = await result.getByRole('columnheader').allTextContents();
    const first = result.getByRole('row').nth(1);
    return first.getByRole('cell').nth(titles.indexOf(column)).textContent();
  };
  const field = (column: string) => page.getByRole('combobox', { name: column, exact: true });
  await expect(result.getByRole('row')).toHaveCount(9);
  await expect(field('City')).toHaveValue('objekt.lage.ort');
  await expect(field('City')).toHaveAccessibleDescription(/^A proposal: please check it\. Example: ./);
  const city = await cellOf('City');

  // By keyboard, as a person does who sees that it is wrong.
  await field('City').selectOption('objekt.titel');
  await expect.poll(() => cellOf('City')).toBe(await cellOf('Site'));
  await field('City').focus();
  await page.keyboard.type('objekt.lage.ort');
  await expect.poll(() => cellOf('City')).toBe(city);
  await field('Country').selectOption('');
  await expect(result.getByRole('columnheader', { name: 'Country' })).toHaveCount(0);

  await field('ID').selectOption('anlage.bauart');
  await expect(shown(page, 'Different units would become one', { exact: true })).toBeVisible();
  await field('ID').selectOption('anlage.kennzeichen');
  await expect(shown(page, 'Different units would become one', { exact: true })).toHaveCount(0);

  const status = page.getByRole('combobox', { name: /^0 \(\d+ units?\)$/ });
  await expect(status).toHaveValue('unknown');
  await status.selectOption('In service');
  await expect(result.getByText('In service (0)').first()).toBeVisible();

  await page.getByRole('button', { name: 'Read the units like this' }).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '13');
  await expect(page.locator('[data-condition="in-service"]').first()).toBeVisible();

  const file = info.outputPath('Learned.maxdesk');
  await mainProcess.answerSaveDialog(file);
  await page.getByRole('button', { name: /^Connection / }).click();
  const menu = page.getByRole('region', { name: 'Connections' });
  await menu.getByRole('button', { name: `Change ${simulator.connection.name}` }).click();
  await menu.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('status')).toContainText('it holds no secret');
  const exported = readFileSync(file, 'utf8');
  expect(exported).not.toContain(simulator.subscriptionKey);
  const { api } = JSON.parse(exported) as { api: { fields: Record<string, string>; statuses: object } };
  expect(api.statuses).toEqual({ 0: 'in-service' });
  expect(api.fields).toMatchObject({ id: 'anlage.kennzeichen', city: 'objekt.lage.ort' });
  expect(api.fields).not.toHaveProperty('country');

  await menu.getByRole('button', { name: 'What the units look like…' }).click();
  await expect(field('City')).toHaveValue('objekt.lage.ort');
  await expect(status).toHaveValue('in-service');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});
