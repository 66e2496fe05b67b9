/** What leaves the computer unasked: nothing but what goes to the hosts of the connection. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findElectron } from '../../build/electron/runtime.ts';
import { startProxy, type TestProxy } from '../fakes/proxy.ts';
import type { Desktop } from './desktop.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

/** How long the app is left to itself, ms. */
const idle = 60_000;

test.use({ simulatorOptions: { units: 40 } });

let proxy: TestProxy;

test.beforeEach(async () => {
  proxy = await startProxy();
});
test.afterEach(() => proxy.close());

/** By itself, because Playwright switches off what Chromium does in the background. */
async function leaveAlone(
  desktop: Desktop,
  args: string[],
  env: Record<string, string>,
): Promise<ChildProcess> {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--proxy-server=http://${proxy.address}`,
    '--proxy-bypass-list=<-loopback>',
  ];
  const child = spawn(found.file, [...switches, ...desktop.arguments(args)], {
    env: { ...desktop.environment(), ...env },
    stdio: 'ignore',
  });
  await new Promise((resolve) => setTimeout(resolve, idle));
  expect(child.exitCode, 'it still runs').toBeNull();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return child;
}

test.describe('left alone for a minute', () => {
  test.setTimeout(idle + 30_000);
  test.use({ autoLaunch: false });

  test('with nobody signed in, it asks only the hosts of its connection', async ({ desktop, simulator }) => {
    await leaveAlone(desktop, [], {});
    const own = new URL(simulator.connection.api.baseUrl).host;
    expect([...new Set(proxy.hosts)].filter((host) => host !== own)).toEqual([]);
  });

  test('with somebody signed in, it asks only the hosts of its connection', async ({
    desktop,
    simulator,
  }) => {
    await desktop.launch();
    await signIn(desktop);
    await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
    await desktop.mainProcess.quit();
    await leaveAlone(desktop, [], {});
    const own = new URL(simulator.connection.api.baseUrl).host;
    // The list was read through the proxy: it does record.
    expect(proxy.hosts).toContain(own);
    expect([...new Set(proxy.hosts)].filter((host) => host !== own)).toEqual([]);
  });
});
