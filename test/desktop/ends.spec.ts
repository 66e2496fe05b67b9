/** However the app ends, it leaves no partially written file, and the next start works (R39). */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ordinaryUser } from '../../build/electron/ordinary-user.ts';
import { shown } from '../e2e/shown.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { closeByKey, visibleWindows, xdotool } from './x11.ts';

test.use({ desktop: { notifications: false } });

const signedIn = async (app: App) => {
  const page = await app.page();
  await expect(page.getByRole('button', { name: 'Accounts' })).toBeVisible({ timeout: 20_000 });
};
const signIn = async (app: App) => {
  await app.signIn();
  await signedIn(app);
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
};
/** Files of an entry that begin to be kept, whole or not. */
function begun(app: App, entry: string): string[] {
  return app.sealedNames().filter((name) => name.startsWith(`sealed.${entry}.`));
}
/** Partially written files of an interrupted process. */
function halfWritten(app: App): string[] {
  const files = readdirSync(app.userData, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => /\.unfinished$|\.json\.tmp-|\.part$|\.damaged-/.test(name));
}
/** Nothing half written stays. While the app runs, what it writes just then is whole a moment later. */
const nothingHalfWritten = (app: App) => expect.poll(() => halfWritten(app)).toEqual([]);
function logOf(app: App): string {
  const file = path.join(app.userData, 'logs/main.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
async function startsWhole(app: App): Promise<void> {
  await app.start();
  await signedIn(app);
  await expect((await app.page()).getByRole('status')).toContainText('30 units');
  await nothingHalfWritten(app);
}

test('the terminal is closed: nobody reads what it writes, and a hangup ends it in order', async ({
  app,
}) => {
  await signIn(app);
  app.closeOutput();
  process.kill(-app.pid, 'SIGHUP');
  expect(await app.ended()).toBe(0);
  expect(logOf(app)).toContain('"message":"ended"');
  await startsWhole(app);
});

test('the power is cut', async ({ app }) => {
  await signIn(app);
  await app.cutPower();
  await startsWhole(app);
});

test('the power is cut as a sign-in begins to be kept: it is there as a whole, or not at all', async ({
  app,
}) => {
  const signingIn = app.signIn().catch(() => undefined);
  await expect.poll(() => begun(app, 'tokens'), { intervals: [1] }).not.toEqual([]);
  await app.cutPower();
  await signingIn;
  await app.start();
  const page = await app.page();
  const after = page.getByRole('button', { name: /^(?:Sign in$|Accounts: )/ });
  await expect(after).toBeVisible({ timeout: 20_000 });
  if ((await after.textContent()) === 'Sign in') await signIn(app);
  await expect(shown(page, 'You have to sign in again')).toBeHidden();
  await nothingHalfWritten(app);
});

test.describe('the power is cut with many units', () => {
  test.use({ units: 5_000 });

  test('as their list begins to be kept: it is there as a whole, or not at all', async ({ app }) => {
    await app.signIn();
    await expect.poll(() => begun(app, 'units'), { intervals: [1] }).not.toEqual([]);
    await app.cutPower();
    await app.start();
    await signedIn(app);
    await expect((await app.page()).getByRole('status')).toContainText('5,000 units');
    await app.terminate();
    expect(halfWritten(app)).toEqual([]);
    expect(app.log).not.toContain('was quarantined');
  });
});

test('the power is cut while settings change: they are whole', async ({ app }) => {
  const page = await app.page();
  void page
    .evaluate(async () => {
      for (let seconds = 10; ; seconds = seconds === 600 ? 10 : seconds + 1)
        await window.desktop.changeSettings({ clipboardSeconds: seconds });
    })
    .catch(() => undefined);
  const kept = () => app.file('settings.json')['settings'] ?? '';
  const before = kept();
  await expect.poll(kept, { intervals: [1] }).not.toBe(before);
  await app.cutPower();
  expect(JSON.parse(kept())).toMatchObject({ clipboardSeconds: expect.any(Number) });
  await app.start();
  await expect((await app.page()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await nothingHalfWritten(app);
  expect(app.log).not.toContain('put aside');
});

test('the power is cut while a file is exported: the next start removes the half of it', async ({
  app,
  session,
}) => {
  await signIn(app);
  const page = await app.page();
  const begun = page.evaluate(() => window.desktop.startExport({ suggestedName: 'Units', format: 'csv' }));
  begun.catch(() => undefined);
  await expect.poll(() => visibleWindows(session.env, 'name', '^Save the table as$')).toHaveLength(1);
  const [dialog = ''] = await visibleWindows(session.env, 'name', '^Save the table as$');
  const file = path.join(session.folder, 'Units.csv');
  await xdotool(session.env, 'windowactivate', '--sync', dialog, 'key', 'ctrl+a', 'type', file);
  await xdotool(session.env, 'key', 'Return');
  await begun;
  const parts = () => readdirSync(session.folder).filter((name) => name.startsWith('Units'));
  expect(parts()).toEqual([expect.stringMatching(/\.part$/)]);
  await app.cutPower();
  expect(parts()).toHaveLength(1);
  await startsWhole(app);
  await expect.poll(parts).toEqual([]);
});

// Electron 33 aborts in the next two tests; 45 ends properly.
test('the X server goes: the app ends, and is signed in when it is started on another one', async ({
  app,
  session,
}) => {
  await signIn(app);
  await session.endDisplay();
  await app.ended();
  await session.startDisplay();
  await startsWhole(app);
});

test('the session bus goes: the app ends, and is signed in when it is started with another one', async ({
  app,
  session,
}) => {
  await signIn(app);
  await session.endBus();
  await app.ended();
  await session.startBus();
  await startsWhole(app);
});

test.describe('a start that cannot be', () => {
  /** Closes the native message box, which is the only window of a failed start. */
  const dismiss = async (app: App) => closeByKey(app.env, await app.window(), 'Return');

  test.describe('in a profile that may not be written', () => {
    test.use({ autoStart: false, desktop: { notifications: false, user: ordinaryUser() } });

    test('is said, with status 1, and is not taken for a second one', async ({ app }) => {
      mkdirSync(app.userData, { recursive: true });
      chmodSync(app.userData, 0o555);
      await app.start();
      await dismiss(app);
      expect(await app.ended()).toBe(1);
      expect(app.log).toContain('"message":"the start failed"');
      expect(app.log).toMatch(/"text":"EACCES"|"reason":"EACCES"/);
    });
  });

  test.describe('with settings that cannot be read', () => {
    test.use({ autoStart: false });

    test('is said in a box that holds up nothing, with status 1', async ({ app }) => {
      mkdirSync(path.join(app.userData, 'settings.json'), { recursive: true });
      await app.start();
      await dismiss(app);
      expect(await app.ended()).toBe(1);
      expect(logOf(app)).toContain('"message":"the start failed"');
    });

    test('can be ended by a signal while it says so', async ({ app }) => {
      mkdirSync(path.join(app.userData, 'settings.json'), { recursive: true });
      await app.start();
      await app.window();
      process.kill(app.pid, 'SIGTERM');
      await app.ended();
    });
  });
});
