import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 12 } });

test('speaks German when asked to, and still after a relaunch', async ({
  page,
  systemBrowser,
  mainProcess,
}) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Zurück' }).click();
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const again = await mainProcess.relaunch();
  await expect(again.getByRole('button', { name: 'Anmelden' })).toBeVisible();

  const opened = systemBrowser.waitForEvent('page');
  await again.getByRole('button', { name: 'Anmelden' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Weiter als Sam Sample' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sie sind angemeldet');
  await expect(again.getByRole('status')).toContainText('12');
});

test('is light or dark as the setting says', async ({ desktop }) => {
  const { page } = desktop;
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Light' }).click();
  const light = await background();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  await page.keyboard.press('Escape');
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
});
