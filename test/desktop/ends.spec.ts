/** However it ends, nothing half written stays, and the next start is whole (R39). */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ordinaryUser } from '../../build/electron/ordinary-user.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { xdotool } from './x11.ts';

test.use({ desktop: { notifications: false } });

const signedIn = async (app: App) => {
  const page = await app.page();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible({ timeout: 20_000 });
};
const signIn = async (app: App) => {
  await app.signIn();
  await signedIn(app);
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
};
/** What a process that ends in the middle of a write leaves. */
function halfWritten(app: App): string[] {
  const files = readdirSync(app.userData, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => /\.unfinished$|\.json\.tmp-|\.part$|\.damaged-/.test(name));
}
function logOf(app: App): string {
  const file = path.join(app.userData, 'logs/main.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
async function startsWhole(app: App): Promise<void> {
  await app.start();
  await signedIn(app);
  await expect((await app.page()).getByRole('status')).toContainText('30 units');
  expect(halfWritten(app)).toEqual([]);
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

// Electron 33 aborts when one of these two goes; 45 ends in order.
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
  /** The native box, which is the only window of a start that failed. */
  const dismiss = async (app: App) => {
    const box = await app.window();
    await xdotool(app.env, 'windowactivate', '--sync', box, 'key', 'Return');
  };

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
