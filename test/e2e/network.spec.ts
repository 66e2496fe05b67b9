/** Unrequested network traffic: the app contacts only the hosts of the connection. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findElectron } from '../../build/electron/runtime.ts';
import { startProxy } from '../fakes/proxy.ts';
import type { Desktop } from './desktop.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

/** How long the app runs without input, ms. */
const idle = 60_000;

// Units change meanwhile, as those of a real service.
test.use({ simulatorOptions: { units: 40, eventsPerSecond: 1 } });

/**
 * Starts the app behind a proxy and resolves with all hosts that it contacts within a minute. Started directly, because
 * Playwright disables Chromium's background traffic.
 */
async function askedMeanwhile(desktop: Desktop, env: Record<string, string>): Promise<string[]> {
  const proxy = await startProxy();
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--proxy-server=http://${proxy.address}`,
    '--proxy-bypass-list=<-loopback>',
  ];
  const child = spawn(found.file, [...switches, ...desktop.arguments([])], {
    env: { ...desktop.environment(), ...env },
    stdio: 'ignore',
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, idle));
    expect(child.exitCode, 'it still runs').toBeNull();
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await proxy.close();
  }
  return [...new Set(proxy.hosts)];
}

test.describe('left alone for a minute', () => {
  test.setTimeout(idle + 60_000);
  test.use({ autoLaunch: false });

  test('with nobody and with somebody signed in, it asks only the hosts of its connection @full', async ({
    desktop,
    simulator,
  }) => {
    await desktop.launch();
    await signIn(desktop);
    await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
    await desktop.mainProcess.quit();
    const [signedIn, signedOut] = await Promise.all([
      askedMeanwhile(desktop, {}),
      askedMeanwhile(desktop, { E2E_USER_DATA: test.info().outputPath('of-nobody') }),
    ]);
    const own = new URL(simulator.connection.api.baseUrl).host;
    // This host proves that the proxy records requests.
    expect(signedIn).toEqual([own]);
    expect(signedOut.filter((host) => host !== own)).toEqual([]);
  });
});
