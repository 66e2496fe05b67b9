/** The stand-in keeps its promises: what an app may rely on in Electron holds here too. Runs on Electron as well. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/fixture.ts';

interface Sample {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(listener: (kind: string, value: unknown) => void): () => void;
}
declare global {
  interface Window {
    sample: Sample;
  }
}

test.use({ appPath: path.join(path.dirname(fileURLToPath(import.meta.url)), 'sample'), launchArgs: [] });

/** The result of an invocation, or the message of its error. */
function invoke(page: Page, channel: string, ...args: unknown[]): Promise<unknown> {
  const call = ([name, values]: readonly [string, unknown[]]) =>
    window.sample.invoke(name, ...values).catch((error: Error) => error.message);
  return page.evaluate(call, [channel, args] as const);
}
const events = (page: Page) => page.getByRole('list', { name: 'Events' });

test.describe('the page', () => {
  test('comes from the app scheme, under its policy, in a secure context', async ({ desktop }) => {
    const { page } = desktop;
    expect(desktop.url()).toBe('app://max-desk/index.html');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const blocked = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline"';
      document.body.append(script);
      return document.title;
    });
    expect(ran).toBe('Sample');
    await blocked;
    // In a timer: what the developer tools evaluate themselves is exempt from the ban on eval.
    const evaluated = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve(new Function('return "ran"')());
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(evaluated).toBe('EvalError');
    expect(await page.evaluate(() => fetch('https://example.org/').catch(() => 'blocked'))).toBe('blocked');
  });

  test('sees the exposed functions, frozen, and nothing else of the preload or of Node', async ({
    desktop,
  }) => {
    const { page } = desktop;
    const seen = await page.evaluate(() => ({
      keys: Object.keys(window.sample),
      frozen: Object.isFrozen(window.sample),
      own: window.sample.invoke.constructor === Function,
      strangers: [
        'require',
        'process',
        'module',
        'Buffer',
        'ipcRenderer',
        '__standInSend',
        '__standInDeliver',
      ].filter((name) => name in window),
    }));
    expect(seen).toEqual({ keys: ['invoke', 'on'], frozen: true, own: true, strangers: [] });
  });

  test('runs workers of its own origin', async ({ desktop }) => {
    const answer = await desktop.page.evaluate(
      () =>
        new Promise((resolve) => {
          const worker = new Worker('./worker.js');
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = () => resolve('failed');
        }),
    );
    expect(answer).toBe('from the worker');
  });

  test('gets files below the root only', async ({ desktop }) => {
    const status = (address: string) =>
      desktop.page.evaluate(
        (url) =>
          fetch(url).then(
            (response) => response.status,
            () => 'failed',
          ),
        address,
      );
    expect(await status('page.js')).toBe(200);
    expect(await status('nothing.js')).toBe('failed');
    expect(await status('..%2fmain.cjs')).toBe('failed');
    expect(await status('%2e%2e/main.cjs')).toBe('failed');
    expect(await status('..%5cmain.cjs')).toBe('failed');
    const type = await desktop.page.evaluate(() =>
      fetch('page.js').then((response) => response.headers.get('content-type')),
    );
    expect(type).toMatch(/javascript/);
    const missing = desktop.mainProcess.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]
        ?.loadURL('app://max-desk/nothing.html')
        .catch((error: Error) => error.message),
    );
    expect(await missing).toBe("ERR_FILE_NOT_FOUND (-6) loading 'app://max-desk/nothing.html'");
  });
});

test('a scheme may be served by a function', async ({ desktop }) => {
  await desktop.mainProcess.evaluate(({ protocol }) => {
    protocol.unhandle('app');
    const headers = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" };
    protocol.handle('app', ({ method, url }) => new Response(`<h1>${method} ${url}</h1>`, { headers }));
  });
  await desktop.page.reload();
  await expect(desktop.page.getByRole('heading')).toHaveText('GET app://max-desk/index.html');
});

test.describe('calls to main', () => {
  test('carry what the structured clone carries', async ({ desktop }) => {
    const copied = await desktop.page.evaluate(async () => {
      const sent = [undefined, null, 1.5, Number.NaN, 10n, 'ü', [1, [2]], { $: 'tag', a: { b: undefined } }];
      const answer = (await window.sample.invoke(
        'echo',
        ...sent,
        new Date(5),
        new Map([[1, new Set(['x'])]]),
        new Uint8Array([1, 255]),
      )) as unknown[];
      const [date, map, bytes] = answer.slice(-3) as [Date, Map<number, Set<string>>, Uint8Array];
      return {
        plain: JSON.stringify(answer.slice(0, -3), (_key, value) =>
          typeof value === 'bigint' ? `${value}n` : value,
        ),
        special: [
          date instanceof Date && date.getTime(),
          map.get(1)?.has('x'),
          bytes instanceof Uint8Array && bytes[1],
        ],
      };
    });
    expect(copied.plain).toBe('[null,null,1.5,null,"10n","ü",[1,[2]],{"$":"tag","a":{}}]');
    expect(copied.special).toEqual([5, true, 255]);
    const refused = desktop.page.evaluate(() =>
      window.sample.invoke('echo', { f: () => 1 }).catch((error: Error) => error.message),
    );
    expect(await refused).toContain('could not be cloned');
  });

  test('fail as in Electron', async ({ desktop }) => {
    const { page } = desktop;
    expect(await invoke(page, 'fail')).toBe("Error invoking remote method 'fail': TypeError: boom");
    expect(await invoke(page, 'nobody')).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    );
  });

  test('reach the handler of the contents before that of the app', async ({ desktop }) => {
    expect(await invoke(desktop.page, 'scoped')).toEqual({ trusted: true, of: 'contents' });
  });

  test('show their sender', async ({ desktop }) => {
    const { page, mainProcess } = desktop;
    const main = {
      trusted: true,
      origin: 'app://max-desk',
      url: 'app://max-desk/index.html',
      isChild: false,
    };
    expect(await invoke(page, 'sender')).toEqual(main);
    await page.evaluate(() => history.replaceState(null, '', '#/units'));
    expect(await invoke(page, 'sender')).toEqual({ ...main, url: 'app://max-desk/index.html#/units' });

    // A second window with the preload in its frames too: its frames are told apart from its page.
    const opened = desktop.app.waitForEvent('window');
    await mainProcess.evaluate(async ({ app, BrowserWindow }) => {
      const preferences = { preload: `${app.getAppPath()}/preload.cjs`, nodeIntegrationInSubFrames: true };
      await new BrowserWindow({ webPreferences: preferences }).loadURL('app://max-desk/index.html');
    });
    const second = await opened;
    await second.locator('html[data-ready]').waitFor();
    const fromFrame = await second.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = './index.html?frame';
      document.body.append(frame);
      await new Promise((resolve) => {
        frame.onload = resolve;
      });
      return frame.contentWindow?.window.sample.invoke('sender');
    });
    expect(fromFrame).toEqual({
      ...main,
      trusted: false,
      url: 'app://max-desk/index.html?frame',
      isChild: true,
    });
  });

  test('are not there for a frame of an ordinary window', async ({ desktop }) => {
    const there = await desktop.page.evaluate(
      () =>
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = () => resolve('sample' in (frame.contentWindow ?? {}));
          frame.src = './index.html?frame';
          document.body.append(frame);
        }),
    );
    expect(there).toBe(false);
  });

  test('are answered in the other direction by events, until the listener is taken off', async ({
    desktop,
  }) => {
    const { page, mainProcess } = desktop;
    await mainProcess.power('resume');
    await expect(events(page)).toHaveText('resume');
    await page.evaluate(() => {
      const off = window.sample.on(() => {
        document.title += '!';
        off();
      });
    });
    await mainProcess.power('resume');
    await mainProcess.power('resume');
    await expect(events(page).getByRole('listitem')).toHaveCount(3);
    expect(await page.title()).toBe('Sample!');
  });
});

test.describe('what the page may not', () => {
  test('leave, open windows or download', async ({ desktop }) => {
    const { page, app } = desktop;
    await page.getByRole('link', { name: 'Window' }).click();
    await expect.poll(() => desktop.log).toContain('refused window https://example.org/window');
    expect(await page.evaluate(() => window.open('https://example.org/opened') === null)).toBe(true);
    await expect.poll(() => desktop.log).toContain('refused window https://example.org/opened');
    await page.getByRole('link', { name: 'Away' }).click();
    await expect.poll(() => desktop.log).toContain('refused will-frame-navigate https://example.org/away');
    await page.evaluate(() => {
      location.href = 'https://example.org/script';
    });
    await expect.poll(() => desktop.log).toContain('refused will-frame-navigate https://example.org/script');
    await page.getByRole('link', { name: 'Download' }).click();
    await expect.poll(() => desktop.log).toContain('refused download');
    expect(desktop.url()).toBe('app://max-desk/index.html');
    expect(app.windows()).toHaveLength(1);
  });

  test('use what needs a permission', async ({ desktop }) => {
    const answers = await desktop.page.evaluate(async () => [
      await Notification.requestPermission(),
      await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('position'),
          ({ code }) => resolve(code),
        );
      }),
    ]);
    expect(answers).toEqual(['denied', 1]);
  });
});

test('pages follow nativeTheme', async ({ desktop }) => {
  const dark = () => desktop.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  for (const theme of ['dark', 'light', 'dark', 'system'] as const) {
    await desktop.mainProcess.setTheme(theme);
    await expect.poll(dark).toBe(theme === 'dark');
  }
});

test('the desktop around it is in the hands of the test', async ({ desktop }) => {
  const { page, mainProcess, systemBrowser } = desktop;
  expect((await mainProcess.trayMenu()).map(({ label, type }) => label || type)).toEqual([
    'Copy greeting',
    'separator',
    'Quit',
  ]);
  await mainProcess.clickTray('Copy greeting');
  await expect.poll(() => mainProcess.notifications()).toEqual([{ title: 'Copied', body: 'The greeting' }]);
  expect(await mainProcess.clipboardText()).toBe('hello');
  const server = createServer((_request, response) => response.end('<h1>Sign in</h1>')).listen(
    0,
    '127.0.0.1',
  );
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const [tab] = await Promise.all([systemBrowser.waitForEvent('page'), invoke(page, 'open', url)]);
    await expect(tab.getByRole('heading')).toHaveText('Sign in');
    expect(await mainProcess.openedUrls()).toEqual([url]);
    expect(await invoke(page, 'fetch', url, { credentials: 'omit' })).toEqual({
      status: 200,
      body: '<h1>Sign in</h1>',
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a session reports failures in the words of Chromium', async ({ desktop }) => {
  const server = createServer((_request, response) =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await invoke(desktop.page, 'fetch', url, { redirect: 'error' })).toContain('redirect');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await invoke(desktop.page, 'fetch', url)).toContain('net::ERR_CONNECTION_REFUSED');
});

test('safeStorage has the outcomes of real systems', async ({ desktop }) => {
  const { page, mainProcess } = desktop;
  const prefix = (encrypted: unknown) => Buffer.from(String(encrypted), 'base64').toString('latin1', 0, 3);
  await mainProcess.setSafeStorage('keyring');
  const good = await invoke(page, 'encrypt', 'secret');
  expect(prefix(good)).toBe('v11');
  expect(await invoke(page, 'decrypt', good)).toEqual({ result: 'secret', shouldReEncrypt: false });

  await mainProcess.setSafeStorage('basic_text');
  const bad = await invoke(page, 'encrypt', 'secret');
  expect(prefix(bad)).toBe('v10');
  expect(await invoke(page, 'decrypt', good)).toContain('Error while decrypting');

  await mainProcess.setSafeStorage('unavailable');
  expect(await invoke(page, 'encrypt', 'x')).toContain('not available');
  await mainProcess.setSafeStorage('locked-refusing');
  expect(await invoke(page, 'decrypt', good)).toContain('temporarily unavailable');

  await mainProcess.setSafeStorage('locked');
  const waiting = invoke(page, 'decrypt', bad);
  expect(await Promise.race([waiting, page.waitForTimeout(200).then(() => 'pending')])).toBe('pending');
  await mainProcess.setSafeStorage('keyring');
  expect(await waiting).toEqual({ result: 'secret', shouldReEncrypt: true });
});

test.describe('a process', () => {
  test.use({ launchArgs: ['--sample=1'] });

  test('sees its own arguments and keeps its data over a new start', async ({ desktop }) => {
    expect(await invoke(desktop.page, 'arguments')).toEqual(['--sample=1']);
    await desktop.page.evaluate(() => localStorage.setItem('kept', 'yes'));
    const encrypted = await invoke(desktop.page, 'encrypt', 'secret');
    const page = await desktop.mainProcess.relaunch();
    expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
    expect(await invoke(page, 'decrypt', encrypted)).toMatchObject({ result: 'secret' });
    await desktop.launch(['--extra']);
    expect(await invoke(desktop.page, 'arguments')).toEqual(['--sample=1', '--extra']);
  });

  test('is the only one of its user data', async ({ desktop }) => {
    expect(await desktop.mainProcess.secondLaunch('--hello')).toBe(0);
    await expect(events(desktop.page)).toHaveText('second-instance --hello again');
  });

  test('ends in the order of Electron, after a cleanup that took its time', async ({ desktop }) => {
    await desktop.mainProcess.quit();
    const order = [...desktop.log.matchAll(/^event (.*)$/gm)].map(([, name]) => name);
    expect(order).toEqual(['before-quit', 'will-quit', 'before-quit', 'will-quit', 'quit']);
  });

  test('ends when its last window was closed', async ({ desktop }) => {
    const ended = desktop.app.waitForEvent('close');
    await desktop.page.close();
    await ended;
    expect(desktop.log).toContain('event window-all-closed');
    expect(desktop.log).toContain('event quit');
  });

  test('leaves no browser behind, even when it was killed', async ({ desktop }) => {
    test.skip(process.platform !== 'linux', 'looks into /proc');
    const running = () => browsersOf(desktop.userData);
    expect(running().length).toBeGreaterThan(0);
    desktop.app.process().kill('SIGKILL');
    await expect.poll(running, { timeout: 10_000 }).toEqual([]);
    // The lock of the killed one does not keep out the next.
    await desktop.launch();
    await desktop.mainProcess.quit();
    expect(running()).toEqual([]);
  });

  test('refuses by name what the stand-in does not have', async ({ desktop }) => {
    test.skip(desktop.runtime === 'electron', 'Electron has it all');
    const messages = await desktop.mainProcess.evaluate((electron) => {
      const failure = (use: () => unknown) => {
        try {
          return use();
        } catch (error) {
          return (error as Error).message;
        }
      };
      return [
        failure(() => electron.autoUpdater),
        failure(() => electron.app.getFileIcon('x')),
        failure(() => electron.BrowserWindow.getAllWindows()[0]?.setOpacity(1)),
      ];
    });
    expect(messages).toEqual([
      'stand-in: electron.autoUpdater is not implemented',
      'stand-in: App.getFileIcon is not implemented',
      'stand-in: BrowserWindow.setOpacity is not implemented',
    ]);
  });
});

function browsersOf(userData: string): string[] {
  const processes = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`),
  );
  return processes.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${userData}`);
    } catch {
      return false;
    }
  });
}
