/** Other programs of the desktop hang: the app's main process must continue. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { names } from '../../build/electron/desktop-parts.ts';
import { describeElectron, findElectron } from '../../build/electron/runtime.ts';
import { shown } from '../e2e/shown.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { inspected, measureStalls } from './main-stalls.ts';
import { send, watchAUnit } from './out-of-service.ts';
import { registeredIcons, tooltip } from './tray.ts';
import { callBus, notificationHistory } from './x11.ts';

/** Beats of 10 ms: what waits for a program that hangs goes on for seconds. */
const unnoticed = 50;

test.use({ arguments: [inspected] });

/** The pid of the owner of a name on the session bus. */
async function ownerOf(env: Record<string, string>, name: string): Promise<number> {
  const bus = 'org.freedesktop.DBus';
  const said = await callBus(env, bus, '/', `${bus}.GetConnectionUnixProcessID`, `string:${name}`);
  const [, pid] = /uint32 ([1-9]\d*)/.exec(said) ?? [];
  // A signal to 0 would stop whoever runs the tests.
  if (pid === undefined) throw new Error(`Nobody owns ${name}: ${said}`);
  return Number(pid);
}
const state = async (app: App) => {
  const page = await app.page();
  const reply = await page.evaluate(() => window.desktop.getState());
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value;
};

test('a main process that waits in a call is noticed, and one that is at work is not', async ({ app }) => {
  await app.page();
  const stalls = await measureStalls(app);
  await stalls.work(3 * unnoticed);
  expect(await stalls.longest()).toBeLessThan(unnoticed);
  await stalls.sleep(unnoticed);
  expect(await stalls.longest()).toBeGreaterThanOrEqual(unnoticed);
  stalls.close();
});

test('a notification service that hangs holds nothing up, is told in the settings, and shows what was missed once it goes on', async ({
  app,
  simulator,
  session: { env },
}) => {
  const unitId = await watchAUnit(app, simulator);
  const stalls = await measureStalls(app);
  const service = await ownerOf(env, names.notifications);
  process.kill(service, 'SIGSTOP');
  try {
    send(simulator, unitId, 'Out Of Service');
    await expect.poll(async () => (await state(app)).desktop.notifications).toBe('silent');
    expect(await stalls.longest()).toBeLessThan(unnoticed);
    const page = await app.page();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(shown(page, 'The program that shows notifications does not answer')).toBeVisible();
  } finally {
    process.kill(service, 'SIGCONT');
  }
  await expect.poll(async () => (await state(app)).desktop.notifications).toBe('there');
  expect(await notificationHistory(env)).toContain('is out of service');
  stalls.close();
});

test('a panel that hangs holds nothing up while the tray changes', async ({
  app,
  simulator,
  session: { env },
}) => {
  await expect.poll(() => registeredIcons(env)).toHaveLength(1);
  const unitId = await watchAUnit(app, simulator);
  const stalls = await measureStalls(app);
  const [icon = ''] = await registeredIcons(env);
  const panel = await ownerOf(env, names.tray);
  process.kill(panel, 'SIGSTOP');
  try {
    send(simulator, unitId, 'Out Of Service');
    await expect.poll(() => tooltip(env, icon), 'the icon has its new words').toContain('out of service');
    expect(await stalls.longest()).toBeLessThan(unnoticed);
  } finally {
    process.kill(panel, 'SIGCONT');
  }
  stalls.close();
});

test('a program that hangs with the clipboard in its hands holds nothing up when the token is to be cleared', async ({
  app,
  session: { env },
}) => {
  await app.signIn();
  const page = await app.page();
  await page.evaluate(() => window.desktop.changeSettings({ clipboardSeconds: 10 }));
  const stalls = await measureStalls(app);
  await page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
  const other = spawn('xclip', ['-quiet', '-selection', 'clipboard'], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const isReady = once(other.stderr, 'data');
  other.stdin.end('a shopping list');
  await isReady;
  other.kill('SIGSTOP');
  try {
    await expect.poll(async () => (await state(app)).clipboard, { timeout: 60_000 }).toBeNull();
    expect(await stalls.longest()).toBeLessThan(unnoticed);
  } finally {
    other.kill('SIGKILL');
  }
  stalls.close();
});

test('an xdg-open that hangs holds nothing up', async ({ app }, info) => {
  const folder = info.outputPath('app');
  const script = `#!/bin/sh\nprintf '%s\\n' "$1" >> '${path.join(folder, 'opened')}'\nexec sleep 30\n`;
  writeFileSync(path.join(folder, 'bin/xdg-open'), script);
  const page = await app.page();
  const stalls = await measureStalls(app);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => app.opened().length, 'it has begun').toBe(1);
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  expect(await stalls.longest()).toBeLessThan(unnoticed);
  stalls.close();
});

test('a keyring that hangs holds nothing up', async ({ app, session: { env } }, info) => {
  const electron = findElectron();
  const engine = 'missing' in electron ? '' : describeElectron(electron);
  info.skip(
    engine.includes('Electron 33'),
    "Electron 33's safeStorage is synchronous and waits for the keyring; 45's is asynchronous and was not there to be measured.",
  );
  const stalls = await measureStalls(app);
  const keyring = await ownerOf(env, names.keyring);
  process.kill(keyring, 'SIGSTOP');
  try {
    await app.signIn();
    await expect((await app.page()).getByRole('status')).toContainText('30 units', { timeout: 60_000 });
    expect(await stalls.longest()).toBeLessThan(unnoticed);
  } finally {
    process.kill(keyring, 'SIGCONT');
  }
  stalls.close();
});
