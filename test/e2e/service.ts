/** The app with a connection to a simulated service outside its process, like a real service. */
import { writeFileSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { type Simulator, type SimulatorOptions, start } from '../../electron/simulator/index.ts';
import { subscriptionKeyIn } from '../fakes/key-file.ts';
import { systemBrowser } from '../fakes/system-browser.ts';
import { test as base, type Desktop, expect } from './fixture.ts';

interface Service {
  /** Without `eventsPerSecond` no unit changes by itself: a row would move under a spec, and each change is painted. */
  simulatorOptions: SimulatorOptions;
  simulator: Simulator;
  connectionFile: string;
}

/** `desktop`, connected to `simulator` by a connection file, and given the subscription key at the start. */
export const test = base.extend<Service>({
  simulatorOptions: [{}, { option: true }],
  simulator: async ({ simulatorOptions }, use) => {
    const simulator = await startService(simulatorOptions);
    await use(simulator);
    await simulator.close();
  },
  connectionFile: async ({ simulator }, use, info) => use(fileOf(simulator, info)),
  launchArgs: async ({ connectionFile }, use) => use(['--connection', connectionFile]),
  launchEnv: async ({ simulator }, use, info) =>
    use(subscriptionKeyIn(info.outputPath('service'), simulator.subscriptionKey)),
});

/** A simulated service whose units do not change by themselves unless the options say so. */
export function startService(options: SimulatorOptions): Promise<Simulator> {
  return start({ eventsPerSecond: 0, ...options });
}

/** Writes the connection file of a service into the folder of the test. */
export function fileOf({ connection }: Simulator, info: TestInfo): string {
  const file = info.outputPath('connection.json');
  writeFileSync(file, JSON.stringify(connection));
  return file;
}

/**
 * Signs in by the button of the window and a browser without windows, which costs a tenth of the system browser's tab. For
 * specs that only need somebody to be signed in; the system browser stays without a session of the provider.
 */
export async function signIn(desktop: Desktop, person = 'Sam Sample'): Promise<void> {
  const browser = systemBrowser({ press: `Continue as ${person}` });
  const opened = desktop.nextUrl();
  await desktop.page.getByRole('button', { name: 'Sign in' }).click();
  await browser.open(await opened);
  await browser.settled();
  expect(browser.lastPage()?.text).toContain('You are signed in');
}

/** Signs in like a user: presses the button, then uses the page in the system browser. */
export async function signInByBrowser(desktop: Desktop, person = 'Sam Sample'): Promise<void> {
  const opened = desktop.systemBrowser.waitForEvent('page');
  await desktop.page.getByRole('button', { name: 'Sign in' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: `Continue as ${person}` }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  await tab.close();
}

/** Signs out the current account like a user, by the menu of the header. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
}

/** Exports the table like a user, in a format of the menu. */
export async function startExport(page: Page, format = 'For Excel (this system)'): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: format }).click();
}
