import { type Desktop, expect } from './fixture.ts';
import { test as base, signIn } from './service.ts';

/** Sets the session type that the desktop reports. */
const test = base.extend<{ sessionType: string }>({
  sessionType: ['x11', { option: true }],
  launchEnv: async ({ launchEnv, sessionType }, use) =>
    use({ ...launchEnv, XDG_SESSION_TYPE: sessionType, WAYLAND_DISPLAY: '' }),
});
test.use({ simulatorOptions: { units: 30 } });

const close = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isVisible = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const label = async ({ mainProcess }: Desktop, id: string) =>
  (await mainProcess.trayMenu()).find((item) => item.id === id)?.label;
const canCopy = async ({ mainProcess }: Desktop) =>
  (await mainProcess.trayMenu()).find(({ id }) => id === 'copy-token')?.enabled;

/** Without a tray, closing the window does not hide it: see test/desktop/tray-host.spec.ts. */
async function needTray({ page }: Desktop): Promise<void> {
  const hasTray = () =>
    page.evaluate(async () => {
      const state = await window.desktop.getState();
      return state.ok && state.value.desktop.tray;
    });
  await expect.poll(hasTray, 'the desktop shows a tray').toBe(true);
}
async function closeToTray(desktop: Desktop): Promise<void> {
  await needTray(desktop);
  await close(desktop);
}
async function signedIn(desktop: Desktop): Promise<void> {
  await signIn(desktop);
  // Once the list is whole, which would be said over what a copy says.
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  await expect.poll(() => canCopy(desktop)).toBe(true);
}
/** Copies with the tray menu and waits for the clipboard. */
async function copy(desktop: Desktop, item = 'copy-token'): Promise<string> {
  await desktop.mainProcess.clickTray(item);
  await expect.poll(() => desktop.mainProcess.clipboardText()).toContain('eyJ');
  return desktop.mainProcess.clipboardText();
}

test('R30 a token copied from the tray is one that the API accepts, and goes after the countdown @full', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await signedIn(desktop);
  await page.evaluate(() => window.desktop.changeSettings({ clipboardSeconds: 10 }));
  const token = await copy(desktop);
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const answer = await fetch(`${simulator.url}/api/units`, {
    headers: {
      authorization: `Bearer ${token}`,
      'ocp-apim-subscription-key': simulator.subscriptionKey,
    },
  });
  expect(answer.status).toBe(200);
  const chip = page.getByRole('region', { name: 'Clipboard' });
  await expect(chip).toContainText('Access token copied');
  await expect(chip.getByRole('timer')).toHaveText(/^0:0\d$/);
  await expect(page.getByRole('status')).toContainText('The access token is in the clipboard');
  expect(await page.content()).not.toContain(token);
  await expect(chip).toBeHidden({ timeout: 15_000 });
  expect(await mainProcess.clipboardText()).toBe('');
});

test('R30 what somebody else has put into the clipboard stays, a copied token does not', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  const chip = page.getByRole('region', { name: 'Clipboard' });
  await signedIn(desktop);
  await copy(desktop, 'copy-header');
  await expect.poll(() => label(desktop, 'clear-clipboard')).toContain('Clear the clipboard now');
  await mainProcess.setClipboardText('a shopping list');
  await page.getByRole('button', { name: 'Clear now' }).click();
  await expect(chip).toBeHidden();
  expect(await mainProcess.clipboardText()).toBe('a shopping list');

  expect(await copy(desktop, 'copy-curl')).toContain('YOUR_SUBSCRIPTION_KEY');
  await page.getByRole('button', { name: 'Clear now' }).click();
  await expect(chip).toBeHidden();
  expect(await mainProcess.clipboardText()).toBe('');
});

test('R30 R31 a copied token goes at lock, at suspend and at sign-out', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  await signedIn(desktop);
  for (const event of ['lock-screen', 'suspend'] as const) {
    await copy(desktop);
    await mainProcess.power(event);
    await expect.poll(() => mainProcess.clipboardText()).toBe('');
  }
  await page.getByRole('button', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'Copy access token' }).click();
  await expect.poll(() => mainProcess.clipboardText()).toContain('eyJ');
  await mainProcess.clickTray('sign-out');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // The app first checks if the clipboard still holds the token; the window does not wait for that.
  await expect.poll(() => mainProcess.clipboardText()).toBe('');
  await expect.poll(() => canCopy(desktop)).toBe(false);
});

test('R30 a copied token goes before the app quits @full', async ({ desktop }) => {
  const { mainProcess } = desktop;
  await signedIn(desktop);
  await copy(desktop);
  await mainProcess.evaluate(({ clipboard }) => {
    const { clear } = clipboard;
    clipboard.clear = () => {
      clear();
      process.stderr.write('the clipboard was cleared\n');
    };
  });
  await mainProcess.quit();
  expect(desktop.log).toContain('the clipboard was cleared');
});

test('the tray signs in, switches accounts, counts, signs out and quits', async ({ desktop }) => {
  const { page, mainProcess, systemBrowser } = desktop;
  const tooltip = () => mainProcess.trayTooltip();
  const continueAs = async (person: string) => {
    const tab = await systemBrowser.waitForEvent('page');
    await tab.getByRole('button', { name: `Continue as ${person}` }).click();
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  };
  const labels = async () => (await mainProcess.trayMenu()).map(({ label: text }) => text);
  // The tray appears after the window's first paint.
  await expect
    .poll(labels)
    .toEqual([
      ...[
        'Open MAX Desk',
        '',
        'Copy access token',
        'Copy as Authorization header',
        'Copy as cURL command',
        'Copy for curl --config',
        '',
      ],
      ...[
        'Switch account',
        'Switch connection',
        'Sign in',
        '',
        'Pause live updates',
        'Start with the system',
        '',
      ],
      'Quit MAX Desk',
    ]);
  await expect.poll(tooltip).toBe('MAX Desk · not signed in');
  await Promise.all([continueAs('Sam Sample'), mainProcess.clickTray('sign-in')]);
  await expect.poll(tooltip).toMatch(/^MAX Desk · Sam Sample · (59|60) min left$/);
  await page.getByRole('button', { name: 'Accounts' }).click();
  await Promise.all([continueAs('Tessa Kraft'), page.getByRole('button', { name: 'Add account' }).click()]);
  await expect.poll(tooltip).toContain('Tessa Kraft');
  await mainProcess.clickTray('Sam Sample (sam.sample@example.com)');
  await expect.poll(tooltip).toContain('Sam Sample');
  await copy(desktop);
  await expect.poll(tooltip).toMatch(/ · clipboard cleared in [1-5]\d s$/);
  await mainProcess.clickTray('sign-out');
  await expect.poll(tooltip).toMatch(/^MAX Desk · Tessa Kraft · \d+ min left$/);
  const ended = desktop.app.waitForEvent('close');
  await mainProcess.clickTray('quit').catch(() => undefined);
  await ended;
});

test('a shortcut that copies is off until its keys are pressed, works without the window, and says when it is refused @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await mainProcess.evaluate(({ globalShortcut }) => {
    const system = globalThis as unknown as { shortcut: { keys: string; run: () => void } | undefined };
    globalShortcut.unregisterAll = () => {
      system.shortcut = undefined;
    };
    globalShortcut.register = (keys, run) => {
      if (keys !== 'Control+Alt+J') system.shortcut = { keys, run };
      return keys !== 'Control+Alt+J';
    };
  });
  const registered = () =>
    mainProcess.evaluate(
      () => (globalThis as unknown as { shortcut?: { keys: string } }).shortcut?.keys ?? null,
    );
  await signedIn(desktop);
  await page.getByRole('button', { name: 'Settings' }).click();
  const setting = page.getByRole('group', { name: 'Shortcut that copies the access token' });
  await expect(setting).toContainText('None');
  await setting.getByRole('button', { name: 'Choose keys…' }).click();
  await page.keyboard.press('Shift+K');
  await expect(setting).toContainText('These keys do not fit.');
  await page.keyboard.press('Control+Shift+K');
  await expect(setting).toContainText('Ctrl+Shift+K');
  await expect(setting).toContainText('Works in every application.');
  expect(await registered()).toBe('Control+Shift+K');

  await closeToTray(desktop);
  await expect.poll(() => isVisible(desktop)).toBe(false);
  await mainProcess.evaluate(() =>
    (globalThis as unknown as { shortcut: { run: () => void } }).shortcut.run(),
  );
  await expect.poll(() => mainProcess.clipboardText()).toContain('eyJ');
  await mainProcess.clickTray('open');

  await setting.getByRole('button', { name: 'Choose keys…' }).click();
  await page.keyboard.press('Control+Alt+J');
  await expect(setting).toContainText('The system refused Ctrl+Alt+J.');
  await setting.getByRole('button', { name: 'Remove' }).click();
  await expect(setting).toContainText('None');
  expect(await registered()).toBeNull();
});

test('closing the window leaves it in the tray, which is told once; tray and a second start bring it back', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signedIn(desktop);
  await closeToTray(desktop);
  await expect.poll(() => isVisible(desktop)).toBe(false);
  await mainProcess.clickTray('open');
  await expect.poll(() => isVisible(desktop)).toBe(true);
  await closeToTray(desktop);
  expect((await mainProcess.notifications()).map(({ title }) => title)).toEqual([
    'MAX Desk is still running',
  ]);
  expect(await mainProcess.secondLaunch()).toBe(0);
  await expect.poll(() => isVisible(desktop)).toBe(true);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
});

test('while the window is in the tray, what was copied is told by a notification without the token', async ({
  desktop,
}) => {
  const { mainProcess } = desktop;
  await signedIn(desktop);
  await closeToTray(desktop);
  await copy(desktop);
  await expect
    .poll(async () => (await mainProcess.notifications()).at(-1))
    .toEqual({ title: 'Access token copied', body: 'The clipboard is cleared in 60 s.' });
  expect(await isVisible(desktop)).toBe(false);
});

test('a start for the tray shows no window, and the tray opens it @full', async ({ desktop }) => {
  await desktop.launch(['--hidden']);
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await isVisible(desktop)).toBe(false);
  await desktop.mainProcess.clickTray('open');
  await expect.poll(() => isVisible(desktop)).toBe(true);
});

test('with the setting off, closing the window ends the app @full', async ({ desktop }) => {
  const { page } = desktop;
  await needTray(desktop);
  await page.getByRole('button', { name: 'Settings' }).click();
  const setting = page.getByRole('checkbox', { name: 'Closing the window keeps MAX Desk in the tray' });
  await expect(setting).toBeChecked();
  await setting.click();
  await expect(setting).not.toBeChecked();
  const ended = desktop.app.waitForEvent('close');
  await close(desktop).catch(() => undefined);
  await ended;
});

test.describe('on Wayland', () => {
  test.use({ sessionType: 'wayland' });

  test('copying from the tray brings the window to the front first: it would be lost otherwise @full', async ({
    desktop,
  }) => {
    test.skip(process.platform !== 'linux', 'Wayland is on Linux');
    await signedIn(desktop);
    await closeToTray(desktop);
    await copy(desktop);
    expect(await isVisible(desktop)).toBe(true);
    await expect(desktop.page.getByRole('region', { name: 'Clipboard' })).toBeVisible();
  });
});
