import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Desktop } from '../../electron/contract/calls.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { expect } from './fixture.ts';
import { signIn, signOut, startExport, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

const outage = { apiDown: true, tokenStatus: 503, discoveryStatus: 503 };

test('starts without network: who is signed in, the last units with their age, and back by itself', async ({
  desktop,
  simulator,
}) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  await expect.poll(() => desktop.keptLists()).toHaveLength(1);

  simulator.setFaults(outage);
  const before = simulator.requests.length;
  const page = await desktop.mainProcess.relaunch();
  await expect(shown(page, 'Sam Sample')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '31');
  await expect(shown(page, /^Updated /)).toBeVisible();
  await expect(shown(page, 'You still see the units loaded before.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The token on disk was still valid, so the app did not request another one.
  const asked = simulator.requests.slice(before).filter(({ path: each }) => !each.startsWith('/api/'));
  expect(asked).toEqual([]);

  simulator.clearFaults();
  // How long that takes at most is shown with a clock of its own in test/unit/core/live/line.test.ts.
  await expect(shown(page, 'You still see the units loaded before.')).toHaveCount(0);
  await expect(page.getByRole('status')).toContainText('30 units');
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '31');
});

test('an export without network says from when the units are @full', async ({ desktop, simulator }) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  await expect.poll(() => desktop.keptLists()).toHaveLength(1);
  simulator.setFaults(outage);
  const page = await desktop.mainProcess.relaunch();
  await expect(shown(page, 'You still see the units loaded before.')).toBeVisible();
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3 * 3_600_000;
  });
  await desktop.mainProcess.answerSaveDialog(path.join(desktop.userData, 'old.csv'));
  await startExport(page);
  await expect(shown(page, /^The list is not current: it was read on /)).toBeVisible();
});

test.describe('with more units than a page of the kept list holds', () => {
  test.use({ simulatorOptions: { units: 2_500 } });

  test('starts without network with all of them, the worst first, else in the order of the service @full', async ({
    desktop,
    simulator,
  }) => {
    const order = (page: Page) =>
      page.evaluate(async () => {
        const { desktop: calls } = window as unknown as { desktop: Desktop };
        const units: Unit[] = [];
        for (let last = false; !last; ) {
          const reply = await calls.cachedUnits({ from: units.length });
          if (!reply.ok || reply.value === null) throw new Error('there is no kept list');
          units.push(...reply.value.units);
          last = reply.value.last;
        }
        const severities = ['entrapment', 'out-of-service', 'limited', 'unknown', 'in-service'];
        units.sort((a, b) => severities.indexOf(a.condition) - severities.indexOf(b.condition));
        return units.map(({ id }) => id);
      });
    await signIn(desktop);
    await expect(desktop.page.getByRole('status')).toContainText('2,500 units');
    await expect.poll(() => desktop.keptLists()).toHaveLength(1);

    simulator.setFaults(outage);
    const page = await desktop.mainProcess.relaunch();
    const grid = page.getByRole('grid', { name: 'Units' });
    await expect(grid).toHaveAttribute('aria-rowcount', '2501');
    await expect(shown(page, '2,500 units', { exact: true })).toBeVisible();
    const ids = await order(page);
    expect(ids).toHaveLength(2_500);
    await expect(grid.getByRole('row').nth(1)).toContainText(ids[0] ?? 'none');
    await grid.press('End');
    await expect(grid.locator('[aria-rowindex="2501"]')).toContainText(ids.at(-1) ?? 'none');
  });
});

test('a sign-out leaves no units for the next start @full', async ({ desktop, simulator }) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('30 units');
  await expect.poll(() => desktop.keptLists()).toHaveLength(1);
  await signOut(desktop.page);
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => desktop.keptLists()).toEqual([]);
  simulator.setFaults(outage);
  const page = await desktop.mainProcess.relaunch();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Units' })).toHaveCount(0);
});
