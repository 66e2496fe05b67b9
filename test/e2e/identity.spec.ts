import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 5 } });

test('says who is signed in, what the token allows, and that nothing of it is verified (R22)', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop, 'Tessa Kraft');
  await expect(page.getByRole('status')).toContainText(' units');
  await page.getByRole('button', { name: 'Identity' }).click();
  await expect(shown(page, 'not verified', { exact: true })).toBeVisible();
  await expect(shown(page, 'TK employee: yes')).toBeVisible();
  await expect(shown(page, /, in \d+:\d\d$/)).toBeVisible();
  const issuer = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'iss' }) });
  await expect(issuer).toContainText('who issued the token');
  await page.getByRole('button', { name: 'Copy iss' }).click();
  await expect(page.getByRole('status')).toContainText('iss copied');
  expect(await mainProcess.clipboardText()).toMatch(/^http:\/\/localhost:\d+\/.*\/v2\.0\/$/);
});

test('shows the token itself on request only, and takes it away again (R29)', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Identity' }).click();
  await expect(page.getByRole('table', { name: 'Claims' })).toBeVisible();
  const signature = /\.[\w-]{100,}$/;
  expect(await page.content()).not.toMatch(/eyJ[\w-]+\./);

  await page.clock.install();
  await page.getByRole('button', { name: 'Reveal token' }).click();
  const raw = page.getByRole('textbox', { name: 'Access token in full' });
  await expect(raw).toHaveAttribute('data-token', signature);
  await page.clock.runFor(31_000);
  await expect(raw).toHaveCount(0);

  const reveal = page.getByRole('button', { name: 'Reveal token' });
  await reveal.focus();
  await page.keyboard.press('Enter');
  await expect(raw).toHaveAttribute('data-token', signature);
  await expect(page.getByRole('button', { name: 'Hide now' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(raw).toHaveCount(0);
  await expect(reveal).toBeFocused();
});

test('R30 a revealed token is copied for a time only, and is not selected, which Linux would copy too @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await page.getByRole('button', { name: 'Identity' }).click();
  await mainProcess.evaluate(({ clipboard }) => clipboard.selection.clear());
  await page.getByRole('button', { name: 'Reveal token' }).click();
  const raw = page.getByRole('textbox', { name: 'Access token in full' });
  const token = (await raw.getAttribute('data-token')) ?? '';
  expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
  await raw.click({ clickCount: 3 });
  await page.keyboard.press('Control+a');
  const selected = await page.evaluate(() => String(getSelection()));
  expect(selected).toContain('Hide now');
  expect(selected).not.toContain(token.slice(0, 20));
  const primary = () => mainProcess.evaluate(({ clipboard }) => clipboard.selection.readText());
  if (process.platform === 'linux') await expect.poll(primary, 'what is selected').toContain('Hide now');
  expect(await primary()).not.toContain(token.slice(0, 20));
  await raw.press('Control+c');
  await expect.poll(() => mainProcess.clipboardText()).toBe(token);
  const chip = page.getByRole('region', { name: 'Clipboard' });
  await expect(chip.getByRole('timer')).toBeVisible();
  await chip.getByRole('button', { name: 'Clear now' }).click();
  await expect.poll(() => mainProcess.clipboardText()).toBe('');
});
