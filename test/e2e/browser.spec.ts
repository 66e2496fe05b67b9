/** Signing in when no browser opens, or when the program that opens it hangs. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { subscriptionKeyIn } from '../fakes/key-file.ts';
import { everydayIf } from '../fakes/rounds.ts';
import { expect } from './fixture.ts';
import { test } from './service.ts';
import { shown } from './shown.ts';

test.skip(
  process.platform !== 'linux',
  'Only on Linux is the opening of a browser a program’s work that can be watched.',
);

/** Runs the app with this sh script as `xdg-open`, before the system's. */
function withXdgOpen(script: string): void {
  test.use({
    launchEnv: async ({ simulator }, use, info) => {
      const bin = info.outputPath('bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(path.join(bin, 'xdg-open'), `#!/bin/sh\n${script}\n`);
      chmodSync(path.join(bin, 'xdg-open'), 0o755);
      await use({
        ...subscriptionKeyIn(info.outputPath('service'), simulator.subscriptionKey),
        PATH: `${bin}:${process.env['PATH']}`,
        E2E_REAL_BROWSER: '1',
      });
    },
  });
}

for (const [what, script] of [
  ['fails', 'echo "cannot open $1" >&2; exit 3'],
  ['is not there', 'exit 127'],
] as const) {
  test.describe(everydayIf(what === 'fails', `where what opens browsers ${what}`), () => {
    withXdgOpen(script);

    test('the window says so, offers the link, and nothing of the address is on stderr', async ({
      desktop,
    }) => {
      const { page } = desktop;
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('heading', { name: 'Open the sign-in page yourself' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
      expect(desktop.log).not.toContain('authorize');
    });
  });
}

test.describe('where what opens browsers hangs', () => {
  withXdgOpen('exec sleep 30');

  test('the window claims no page to be open, and offers the link at once @full', async ({ desktop }) => {
    const { page } = desktop;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('timer')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
    await expect(shown(page, /is open in your browser/)).toHaveCount(0);
  });
});

test.describe('a program that is started', () => {
  withXdgOpen('env > "$0.part" && mv "$0.part" "$0.environment"');

  test('does not get the subscription key, which the window has @full', async ({
    desktop,
    simulator,
  }, info) => {
    const { page } = desktop;
    await page.getByRole('button', { name: 'Sign in' }).click();
    const file = info.outputPath('bin/xdg-open.environment');
    await expect.poll(() => existsSync(file)).toBe(true);
    const environment = readFileSync(file, 'utf8');
    expect(environment).toContain('E2E_REAL_BROWSER=1');
    expect(environment).not.toContain('MAX_DESK_SUBSCRIPTION_KEY');
    expect(environment).not.toContain(simulator.subscriptionKey);
    expect(await page.evaluate(() => window.desktop.getState())).toMatchObject({
      value: { subscriptionKey: 'set' },
    });
  });
});
