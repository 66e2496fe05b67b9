import { expect, test } from './fixture.ts';

test.describe('the window on simulated data', () => {
  test.use({ launchArgs: ['--simulator'] });

  test('boots without an error and says that its data are simulated', async ({ desktop }) => {
    const errors: string[] = [];
    desktop.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    desktop.page.on('pageerror', (error) => errors.push(error.message));
    await desktop.page.reload();
    await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(desktop.page.getByRole('complementary', { name: 'Simulated data' })).toBeVisible();
    expect(desktop.page.url()).toBe('app://max-desk/index.html');
    expect(errors).toEqual([]);
  });

  test('carries the strict content security policy, which holds (R1)', async ({ desktop }) => {
    const { page } = desktop;
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(response?.headers()['content-security-policy']).toContain("connect-src 'none'");
    const blocked = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.body.append(script);
      return 'intruder' in window;
    });
    expect(ran).toBe(false);
    await blocked;
    expect(
      await page.evaluate(() =>
        fetch('https://example.org/').then(
          () => 'ok',
          () => 'blocked',
        ),
      ),
    ).toBe('blocked');
  });

  test('gives the page no Node, no permission, no webview and only the named calls (R2, R3, R4, R11)', async ({
    desktop,
  }) => {
    const { page } = desktop;
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer'];
    expect(await page.evaluate((all) => all.filter((name) => name in window), names)).toEqual([]);
    const calls = await page.evaluate(() => Object.keys((window as unknown as { desktop: object }).desktop));
    expect(calls).toContain('getToken');
    expect(calls).not.toContain('invoke');
    expect(calls).not.toContain('send');
    const granted = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('found'),
          ({ code }) => resolve(code),
        ),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'open',
        () => 'refused',
      ),
      webview: 'executeJavaScript' in document.createElement('webview'),
    }));
    expect(granted).toEqual({
      notifications: 'denied',
      place: 1, // PERMISSION_DENIED
      camera: 'refused',
      webview: false,
    });
  });

  test('neither navigates away nor opens windows (R5)', async ({ desktop }) => {
    const { page } = desktop;
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
    await desktop.mainProcess.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (event) =>
        Object.assign(globalThis, { wasPrevented: event.defaultPrevented }),
      ),
    );
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.org/';
      document.body.append(link);
      link.click();
    });
    // Playwright would wait forever for the prevented navigation, so this asks the main process.
    await expect
      .poll(() => desktop.mainProcess.evaluate(() => Reflect.get(globalThis, 'wasPrevented') as unknown))
      .toBe(true);
    expect(
      await desktop.mainProcess.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      ),
    ).toBe('app://max-desk/index.html');
    expect(desktop.app.windows()).toHaveLength(1);
  });

  test('serves nothing but its own files (R9)', async ({ desktop }) => {
    const answers = await desktop.mainProcess.evaluate(async ({ net }) => {
      const paths = [
        '/../main.cjs',
        '/%2e%2e/main.cjs',
        '/..%2fmain.cjs',
        '/%00',
        '/nowhere.js',
        '/index.html',
      ];
      return Promise.all(paths.map(async (path) => (await net.fetch(`app://max-desk${path}`)).status));
    });
    expect(answers).toEqual([404, 404, 404, 404, 404, 200]);
  });

  test('a second launch focuses the first window and ends', async ({ desktop }) => {
    await desktop.mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    expect(await desktop.mainProcess.secondLaunch()).toBe(0);
    await expect
      .poll(() =>
        desktop.mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
      )
      .toBe(false);
    await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
});

test.describe('the window without a connection', () => {
  test.use({ launchArgs: [] });

  test('says what is needed and offers simulated data', async ({ desktop }) => {
    await expect(desktop.page.getByRole('button', { name: 'Open connection file' })).toBeVisible();
    await desktop.page.getByRole('button', { name: 'Explore with simulated data' }).click();
    await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(desktop.page.getByRole('complementary', { name: 'Simulated data' })).toBeVisible();
  });
});
