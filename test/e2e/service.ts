/** The app with a connection to a simulated service outside its process, like a real service. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Simulator, type SimulatorOptions, start } from '../../electron/simulator/index.ts';
import { subscriptionKeyIn } from '../fakes/key-file.ts';
import { test as base, type Desktop, expect } from './fixture.ts';

interface Service {
  simulatorOptions: SimulatorOptions;
  simulator: Simulator;
  connectionFile: string;
}

/** `desktop`, connected to `simulator` by a connection file, and given the subscription key at the start. */
export const test = base.extend<Service>({
  simulatorOptions: [{}, { option: true }],
  simulator: async ({ simulatorOptions }, use) => {
    const simulator = await start(simulatorOptions);
    await use(simulator);
    await simulator.close();
  },
  connectionFile: async ({ simulator }, use, info) => {
    const file = info.outputPath('connection.json');
    writeFileSync(file, JSON.stringify(simulator.connection));
    await use(file);
  },
  launchArgs: async ({ connectionFile }, use) => use(['--connection', connectionFile]),
  launchEnv: async ({ simulator }, use, info) =>
    use(subscriptionKeyIn(info.outputPath('service'), simulator.subscriptionKey)),
});

/** Signs in like a user: presses the button, then uses the page in the system browser. */
export async function signIn(desktop: Desktop, person = 'Sam Sample'): Promise<void> {
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
