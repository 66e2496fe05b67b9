/** R39: quitting ends the process properly within 5 s, whatever is in progress, and never blocks the next start. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { everydayIf } from '../fakes/rounds.ts';
import type { End } from './ends.ts';
import { type Desktop, expect } from './fixture.ts';
import { asked, crashTwice, hang, kill, stacksIn } from './processes.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 30 } });

const quit = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ app }) => void setImmediate(() => app.quit()));
const send = (signal: NodeJS.Signals) => (desktop: Desktop) => process.kill(desktop.pid, signal);
const sendToGroup = (signal: NodeJS.Signals) => (desktop: Desktop) => process.kill(-desktop.pid, signal);

async function signedIn(desktop: Desktop): Promise<void> {
  await signIn(desktop);
  await expect(desktop.page.getByRole('button', { name: 'Accounts' })).toBeVisible();
}

/** The pid of the process that holds the profile, from the target of the lock's symbolic link. 0 if there is none. */
function holder({ userData }: Desktop): number {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(path.join(userData, 'SingletonLock')))?.[1]);
  } catch {
    return 0;
  }
}

/** Checks that the app ends properly, logs it and releases its profile. */
async function endsInOrder(
  desktop: Desktop,
  action: (desktop: Desktop) => unknown = quit,
  ends: End[] = [{ code: 0, signal: null }],
): Promise<void> {
  expect(ends).toContainEqual(await desktop.end(() => action(desktop)));
  expect(stacksIn(desktop.log)).toEqual([]);
  expect(desktop.log).toContain('"message":"ended"');
  expect(holder(desktop)).toBe(0);
}

async function startsAgain(desktop: Desktop): Promise<void> {
  await desktop.launch();
  await expect(desktop.page.getByRole('button', { name: /^(Sign in|Accounts)/ }).first()).toBeVisible();
}

test.describe('by every way', () => {
  const ways: Record<string, (desktop: Desktop) => unknown> = {
    'app.quit, as the menu of macOS and the system do': quit,
    'the tray': ({ mainProcess }) => mainProcess.clickTray('quit'),
    'two of them at once': (desktop) => Promise.all([quit(desktop), quit(desktop)]),
  };
  for (const [name, way] of Object.entries(ways)) {
    test(everydayIf(way === ways['the tray'], name), async ({ desktop }) => {
      await signedIn(desktop);
      await endsInOrder(desktop, way);
      await startsAgain(desktop);
    });
  }

  test('the window, where closing it does not leave it in the tray', async ({ desktop }) => {
    await desktop.page.evaluate(() => window.desktop.changeSettings({ closeToTray: false }));
    await endsInOrder(desktop, ({ mainProcess }) =>
      mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    );
  });

  test('the window, while its page hangs @full', async ({ desktop }) => {
    await desktop.page.evaluate(() => window.desktop.changeSettings({ closeToTray: false }));
    hang(desktop);
    await endsInOrder(desktop, ({ mainProcess }) =>
      mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    );
  });
});

test.describe('by a signal', () => {
  test.skip(process.platform === 'win32', 'Windows has no signals');
  const ways: Record<string, (desktop: Desktop) => unknown> = {
    SIGTERM: send('SIGTERM'),
    SIGINT: send('SIGINT'),
    SIGHUP: send('SIGHUP'),
    SIGQUIT: send('SIGQUIT'),
    'SIGTERM to the whole group, as at logout': sendToGroup('SIGTERM'),
    'SIGHUP to the whole group, as by a closed terminal': sendToGroup('SIGHUP'),
  };
  for (const [name, way] of Object.entries(ways)) {
    test(everydayIf(name === 'SIGTERM', name), async ({ desktop }) => {
      await signedIn(desktop);
      await endsInOrder(desktop, way);
    });
  }

  const twice: Record<string, [first: (desktop: Desktop) => unknown, second: NodeJS.Signals]> = {
    'SIGINT to the whole group and once more, as by Ctrl+C under npm': [sendToGroup('SIGINT'), 'SIGINT'],
    'SIGHUP and SIGTERM one after the other': [send('SIGHUP'), 'SIGTERM'],
  };
  for (const [name, [first, second]] of Object.entries(twice)) {
    test(`${name} @full`, async ({ desktop }) => {
      await signedIn(desktop);
      const both = () => {
        first(desktop);
        send(second)(desktop);
      };
      // Electron removes Node's signal handlers 0.2 s before the process ends; the second signal may come then.
      await endsInOrder(desktop, both, [
        { code: 0, signal: null },
        { code: null, signal: second },
      ]);
      await startsAgain(desktop);
    });
  }
});

test.describe('whatever is under way', () => {
  test('a clipboard that holds a token and never answers @full', async ({ desktop }) => {
    await signedIn(desktop);
    await desktop.page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
    await desktop.mainProcess.evaluate(({ clipboard }) => {
      clipboard.readText = (() => new Promise(() => undefined)) as never;
    });
    await endsInOrder(desktop);
    await startsAgain(desktop);
  });

  test('a clipboard that throws @full', async ({ desktop }) => {
    await signedIn(desktop);
    await desktop.page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
    await desktop.mainProcess.evaluate(({ clipboard }) => {
      clipboard.clear = () => {
        throw new Error('the clipboard is broken');
      };
    });
    await endsInOrder(desktop);
  });

  test('a sign-in @full', async ({ desktop }) => {
    await desktop.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(desktop.page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await endsInOrder(desktop);
  });

  test('a list @full', async ({ desktop, simulator }) => {
    await signedIn(desktop);
    simulator.setFaults({ delayMs: 60_000 });
    void desktop.page.evaluate(() => window.desktop.listUnits({ run: 900 })).catch(() => undefined);
    await endsInOrder(desktop);
  });

  const ways = { quit, 'a signal': send('SIGTERM'), 'a signal to the group': sendToGroup('SIGTERM') };
  for (const [name, way] of Object.entries(ways)) {
    test(
      everydayIf(way === quit, `an export, which leaves nothing behind, by ${name}`),
      async ({ desktop }) => {
        test.skip(process.platform === 'win32' && way !== quit, 'Windows has no signals');
        await signedIn(desktop);
        await desktop.mainProcess.answerSaveDialog(path.join(desktop.userData, 'Units.csv'));
        await desktop.page.evaluate(async () => {
          const begun = await window.desktop.startExport({ suggestedName: 'Units', format: 'csv' });
          if (begun.ok && begun.value)
            await window.desktop.exportRows({ export: begun.value.export, rows: [['a']] });
        });
        const files = () => readdirSync(desktop.userData).filter((file) => file.startsWith('Units'));
        expect(files()).toEqual([expect.stringMatching(/\.part$/)]);
        await endsInOrder(desktop, way);
        expect(files()).toEqual([]);
      },
    );
  }

  test('a question of the system about a file to open @full', async ({ desktop }) => {
    const question = await asked(desktop, 'showOpenDialog');
    void desktop.page.evaluate(() => window.desktop.openConnectionFile()).catch(() => undefined);
    await question();
    await endsInOrder(desktop);
  });

  test('a question of the system about a place to save to, and a signal @full', async ({ desktop }) => {
    test.skip(process.platform === 'win32', 'Windows has no signals');
    await signedIn(desktop);
    const question = await asked(desktop, 'showSaveDialog');
    void desktop.page
      .evaluate(() => window.desktop.startExport({ suggestedName: 'x', format: 'csv' }))
      .catch(() => undefined);
    await question();
    await endsInOrder(desktop, send('SIGTERM'));
  });

  test('a question about new addresses @full', async ({ desktop, simulator }) => {
    const question = await asked(desktop, 'showMessageBox');
    const text = JSON.stringify({
      ...simulator.connection,
      api: { ...simulator.connection.api, baseUrl: 'https://api.example.com' },
    });
    void desktop.page
      .evaluate((file) => window.desktop.addConnection({ text: file, name: 'x.json' }), text)
      .catch(() => undefined);
    await question();
    await endsInOrder(desktop);
  });

  test('a question about a page that has crashed twice @full', async ({ desktop }) => {
    await signedIn(desktop);
    await crashTwice(desktop);
    await endsInOrder(desktop);
    await startsAgain(desktop);
  });

  test('a page that hangs @full', async ({ desktop }) => {
    await signedIn(desktop);
    hang(desktop);
    await endsInOrder(desktop);
  });

  for (const helper of ['gpu', 'network'] as const) {
    test(`the ${helper} process has just crashed @full`, async ({ desktop }) => {
      await signedIn(desktop);
      await kill(desktop, helper);
      await endsInOrder(desktop);
      await startsAgain(desktop);
    });
  }

  test('the start itself @full', async ({ desktop }) => {
    await desktop.launch([], { window: false });
    await endsInOrder(desktop);
    await startsAgain(desktop);
  });
});

test('a start while the app still ends begins once that has ended, with the same profile @full', async ({
  desktop,
}) => {
  test.skip(process.platform !== 'linux', 'The process that comes next is found by the lock of Linux');
  const first = desktop.pid;
  expect(holder(desktop)).toBe(first);
  await signedIn(desktop);
  await desktop.page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
  await desktop.mainProcess.evaluate(({ app, clipboard }, started) => {
    // So quitting takes its full three seconds.
    clipboard.readText = (() => new Promise(() => undefined)) as never;
    const { relaunch } = app;
    // The specs' arguments for Electron have to come before the app's.
    app.relaunch = (options) =>
      relaunch.call(app, { ...options, args: [...started, ...(options?.args ?? [])] });
  }, desktop.arguments([]).slice(0, 2).concat('--no-sandbox'));
  let second: Promise<number | null> | undefined;
  await desktop.end(() => {
    quit(desktop);
    second = desktop.mainProcess.secondLaunch();
  });
  expect(await second).toBe(0);
  await expect.poll(() => ![0, first].includes(holder(desktop)), { timeout: 15_000 }).toBe(true);
  const next = holder(desktop);
  process.kill(next, 'SIGTERM');
  await expect.poll(() => existsSync(`/proc/${next}`)).toBe(false);
  await desktop.launch();
  await expect(desktop.page.getByRole('button', { name: /^Accounts/ })).toBeVisible();
});

test('the app is told to end at once: what was copied is taken back all the same @full', async ({
  desktop,
}) => {
  await signedIn(desktop);
  await desktop.page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
  await desktop.mainProcess.evaluate(({ clipboard }) => {
    const { clear } = clipboard;
    clipboard.clear = (...given) => {
      process.stderr.write('the clipboard is cleared\n');
      clear.apply(clipboard, given);
    };
  });
  await endsInOrder(desktop, ({ mainProcess }) =>
    mainProcess.evaluate(({ app }) => void setImmediate(() => app.exit(0))),
  );
  expect(desktop.log).toContain('the clipboard is cleared');
});

test('a second start ends at once, in order, and the first one goes on', async ({ desktop }) => {
  expect(await desktop.mainProcess.secondLaunch()).toBe(0);
  expect(stacksIn(desktop.log)).toEqual([]);
  await endsInOrder(desktop);
});
