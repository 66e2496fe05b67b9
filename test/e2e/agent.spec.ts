/** Programs that use the sign-in of the window: paired with the built command line, as a person does it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { dist } from '../../build/bundles.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { onlyInFull } from '../fakes/rounds.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { test as base, signIn } from './service.ts';

/** The window and a terminal of the same person: `runtime` is where sockets are. */
const test = base.extend<{ runtime: string; terminal: CommandLineUser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  runtime: async ({}, use) => {
    // Not in the folder of the test: the path of a socket is short.
    const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-run-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  launchEnv: async ({ launchEnv, runtime }, use) => use({ ...launchEnv, XDG_RUNTIME_DIR: runtime }),
  terminal: async ({ runtime }, use) => {
    const user = commandLineUser(path.join(dist, 'cli.cjs'));
    user.env['XDG_RUNTIME_DIR'] = runtime;
    await use(user);
    user.end();
  },
});
test.use({ simulatorOptions: { units: 12, eventsPerSecond: 0 } });

const strip = (page: Page) => page.getByRole('region', { name: 'A program waits for you' });
const question = (page: Page) => page.getByRole('dialog', { name: 'A program asks for access' });
const programs = (page: Page) => page.getByRole('region', { name: 'Programs' });

/** Leads to the part of the settings by keyboard, from anywhere. */
async function openPrograms(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Programs');
  await expect(page.getByRole('option').first()).toHaveText(/^Programs…/);
  await page.keyboard.press('Enter');
  await expect(programs(page).getByRole('heading')).toBeFocused();
}

/** Signs in and switches the access on. */
async function ready(desktop: Desktop): Promise<void> {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
  await openPrograms(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(programs(page)).toContainText('max-desk agent pair');
  await page.keyboard.press('Escape');
}

/** Starts pairing in the terminal; `code` is the one that it prints. */
async function pair(terminal: CommandLineUser) {
  const { child, ended } = terminal.start(['agent', 'pair', '--name', 'Chart maker']);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: string) => {
      said += text;
    });
  }
  const code = async () => {
    await expect.poll(() => said).toMatch(/\d{3} ?\d{3}/);
    return (/\d{3} ?\d{3}/.exec(said)?.[0] ?? '').replace(' ', '');
  };
  return { child, ended, code };
}
