import { writeFileSync } from 'node:fs';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({
  simulatorOptions: { units: 30, pageSize: 3 },
  connectionFile: async ({ simulator }, use, info) => {
    const { api, ...rest } = simulator.connection;
    const { resources: _none, ...plain } = api;
    const file = info.outputPath('plain.json');
    writeFileSync(file, JSON.stringify({ ...rest, api: plain }));
    await use(file);
  },
});

test('the details of a unit have no tabs where the connection declares no further lists @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('30 units');
  await page.getByRole('grid', { name: 'Units' }).focus();
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary');
  await expect(details.getByRole('heading', { level: 2 })).not.toBeEmpty();
  await expect(details.getByRole('tab')).toHaveCount(0);
});
