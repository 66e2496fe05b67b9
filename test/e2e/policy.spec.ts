import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fileWith } from '../fakes/connection.ts';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test as base } from './service.ts';
import { shown } from './shown.ts';

/** `desktop` with the policy in `policyFile` and without its own connection. */
const test = base.extend<{ policyFile: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  policyFile: async ({}, use, info) => use(info.outputPath('policy.json')),
  launchEnv: async ({ policyFile }, use) => use({ E2E_POLICY: policyFile }),
});
test.use({ launchArgs: [], autoLaunch: false });
test.skip(process.platform !== 'linux', 'Only the place on Linux can be shown to the app by a test.');

const origin = 'Managed by your organisation (/etc/max-desk/policy.json)';
const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });

test('what the organisation has decided is there, locked, and says whose word it is @full', async ({
  desktop,
  policyFile,
  simulator,
}, info) => {
  const decided = { allowedHosts: [], clipboardSeconds: 45, simulator: false, updates: false };
  writeFileSync(policyFile, JSON.stringify({ ...decided, connections: [simulator.connection] }));
  await desktop.launch();
  const { page, mainProcess } = desktop;

  await test.step('its connection opens by itself, and cannot be removed or changed', async () => {
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    const menu = page.getByRole('region', { name: 'Connections' });
    await page.getByRole('button', { name: /^Connection / }).click();
    await menu.getByRole('button', { name: /^Change / }).click();
    await expect(menu.getByText(origin)).toBeVisible();
    await expect(menu.getByRole('button', { name: 'Export…' })).toBeVisible();
    await expect(menu.getByRole('button', { name: /Remove|Edit|Explore/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('a setting is reached by keyboard, says who has decided it, and stays', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    const chosen = settings(page).getByRole('radio', { name: '45 seconds' });
    await chosen.focus();
    await expect(chosen).toBeFocused();
    await expect(chosen).toHaveAccessibleDescription(origin);
    await page.keyboard.press('ArrowDown');
    await expect(chosen).toBeChecked();
    await settings(page).getByText('Managed by your organisation', { exact: true }).click();
    await expect(settings(page).getByText('Simulated data', { exact: true })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('a file that leads elsewhere is refused', async () => {
    const file = info.outputPath('elsewhere.json');
    writeFileSync(file, fileWith({ name: 'Elsewhere' }));
    await mainProcess.answerOpenDialog([file]);
    await page.getByRole('main').getByRole('button', { name: 'Open connection file' }).click();
    await expect(shown(page, 'Your organisation does not allow this', { exact: true })).toBeVisible();
    await expect(shown(page, /login.example.com is none of the hosts/)).toBeVisible();
    await expect(shown(page, 'Elsewhere', { exact: true })).toHaveCount(0);
  });

  await test.step('a policy that is wrong is told, and connects to nothing', async () => {
    writeFileSync(policyFile, JSON.stringify({ ...decided, allowedHost: [] }));
    const again = await mainProcess.relaunch();
    await expect(shown(again, 'Your organisation’s policy cannot be used', { exact: true })).toBeVisible();
    await expect(shown(again, 'The problem is at allowedHost.')).toBeVisible();
    await expect(again.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  });
});
