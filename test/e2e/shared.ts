/**
 * The specs of a file that change nothing lasting share one app with somebody signed in: each gets its page anew, which
 * takes a quarter of a start and a sign-in. What a spec leaves behind is noticed: the next one gets an app of its own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { secretsIn } from '../fakes/canary.ts';
import { subscriptionKeyIn } from '../fakes/key-file.ts';
import { Desktop, type DesktopSettings } from './desktop.ts';
import { expect, skipWithoutElectron, type Workplace, written } from './fixture.ts';
import { test as base, fileOf, signIn, startService } from './service.ts';

/** What every sign-in keeps. */
const usual = /^(key|sealed\.(counters|current-account|ledger|metadata|tokens|units)\b.*)\.entry$/;

/** `desktop` has somebody signed in, and a page that was just loaded. Its file runs in one worker, in order. */
export const test = base.extend<{ workplace: Workplace }>({
  workplace: async ({ browser, session, appPath, shared, simulatorOptions }, use, info) => {
    skipWithoutElectron(info);
    const name = `${info.file} ${JSON.stringify(simulatorOptions)}`;
    if (shared.current?.name !== name || !(await isAsNew(shared.current).catch(() => false))) {
      await shared.close();
      const simulator = await startService(simulatorOptions);
      const systemBrowser = await browser.newContext();
      const desktop = new Desktop({
        launchArgs: ['--connection', fileOf(simulator, info)],
        launchEnv: subscriptionKeyIn(info.outputPath('service'), simulator.subscriptionKey),
        userData: info.outputPath('user-data'),
        env: session?.env,
        ...{ appPath, systemBrowser },
      } satisfies DesktopSettings);
      const close = async () => {
        try {
          await desktop.dispose();
        } catch (error) {
          // It is told to the spec that comes next.
          throw new Error(`the app of ${path.basename(info.file)}`, { cause: error });
        } finally {
          await systemBrowser.close();
          await simulator.close();
        }
      };
      shared.current = { name, desktop, simulator, close };
      await desktop.launch();
      await signIn(desktop);
    }
    const { current } = shared;
    await current.desktop.page.setViewportSize({ width: 1200, height: 760 });
    await use(current);
    if (info.status !== info.expectedStatus) {
      const { desktop } = current;
      await info.attach('windows.txt', { body: await desktop.describe(), contentType: 'text/plain' });
      await info.attach('main-process.log', { body: desktop.log, contentType: 'text/plain' });
      await shared.close();
    }
    const text = written(current.desktop);
    expect(secretsIn(text), 'what the app has logged holds no secret (R29)').toEqual([]);
  },
  desktop: async ({ workplace }, use) => use(workplace.desktop),
  simulator: async ({ workplace }, use) => use(workplace.simulator),
});

/** Loads the page anew. False if the spec before has left something behind, or has signed out. */
async function isAsNew({ desktop, simulator }: Workplace): Promise<boolean> {
  const { page } = desktop;
  simulator.clearFaults();
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  await page.evaluate(() => window.desktop.pauseLive({ paused: false }));
  // Whatever the page keeps at its end is on disk once it is loaded again.
  await page.reload();
  await expect(page.getByRole('navigation').or(page.getByRole('button', { name: 'Sign in' }))).toBeVisible();
  const state = await page.evaluate(() => window.desktop.getState());
  return state.ok && state.value.session.phase === 'signed-in' && leftBehind(desktop).length === 0;
}

/** The settings that were changed, and the encrypted entries of what was watched, noted or arranged. */
function leftBehind({ userData, sealed }: Desktop): string[] {
  const file = path.join(userData, 'settings.json');
  const settings: object = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return [
    ...Object.keys(settings).filter((key) => key !== 'window-place'),
    ...readdirSync(sealed).filter((entry) => !usual.test(entry)),
  ];
}
