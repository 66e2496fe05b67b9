import { expect } from './fixture.ts';
import { test as base, signIn } from './service.ts';

const test = base.extend({
  launchEnv: async ({ launchEnv }, use) =>
    use({ ...launchEnv, XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' }),
});
test.use({ simulatorOptions: { units: 30 } });

test('R30 R32 a configuration of cURL copied from the tray has the token and not the key, and goes after the countdown @full', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('30 units');
  const item = async () => (await mainProcess.trayMenu()).find(({ id }) => id === 'copy-curl-config');
  await expect.poll(async () => (await item())?.enabled).toBe(true);
  await page.evaluate(() => window.desktop.changeSettings({ clipboardSeconds: 10 }));
  await mainProcess.clickTray('copy-curl-config');
  await expect.poll(() => mainProcess.clipboardText()).toContain('eyJ');
  const copied = await mainProcess.clipboardText();
  const [, token] = /^header = "Authorization: Bearer ([\w.-]+)"$/m.exec(copied) ?? [];
  expect(copied).toContain('# The subscription key is not in it.');
  expect(copied).not.toContain(simulator.subscriptionKey);
  const answer = await fetch(`${simulator.url}/api/units`, {
    headers: { authorization: `Bearer ${token}`, 'ocp-apim-subscription-key': simulator.subscriptionKey },
  });
  expect(answer.status).toBe(200);
  const chip = page.getByRole('region', { name: 'Clipboard' });
  await expect(chip).toContainText('cURL configuration copied');
  await expect(chip.getByRole('timer')).toHaveText(/^0:0\d$/);
  await expect(chip).toBeHidden({ timeout: 15_000 });
  expect(await mainProcess.clipboardText()).toBe('');
});
