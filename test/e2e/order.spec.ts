/** Messages from main arrive in order, responses too (R38): Electron's own responses overtake earlier messages. */
import type { Page } from '@playwright/test';
import type { Desktop } from '../../electron/contract/calls.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

interface PageWindow {
  desktop: Desktop;
}

/** The window reads the list by itself only until it is live. */
function isLive(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const state = await (window as unknown as PageWindow).desktop.getState();
    return state.ok && state.value.live.phase === 'live';
  });
}

/** Reads the list this many times in sequence, and returns the number of rows that arrived before each response. */
function readLists(page: Page, times: number): Promise<{ rows: number; received: number }[]> {
  return page.evaluate(async (wanted) => {
    const { desktop } = window as unknown as PageWindow;
    let run = 1;
    let rows = 0;
    const stop = desktop.on('unitsPage', (part) => {
      if (part.run === run) rows += part.units.length;
    });
    const lists: { rows: number; received: number }[] = [];
    for (; run <= wanted; run++) {
      rows = 0;
      const reply = await desktop.listUnits({ run });
      lists.push({ rows, received: reply.ok ? reply.value.received : -1 });
    }
    stop();
    return lists;
  }, times);
}

for (const [units, times] of [
  [40, 300],
  [1_248, 100],
] as const) {
  test.describe(`a fleet of ${units.toLocaleString('en')}`, () => {
    test.use({ simulatorOptions: { units } });

    test(`is complete in each of ${times} lists that are read in a row @full`, async ({ desktop }) => {
      const { page } = desktop;
      await signIn(desktop);
      await expect(page.getByRole('status')).toContainText(`${units.toLocaleString('en')} units`);
      await expect.poll(() => isLive(page)).toBe(true);
      const lists = await readLists(page, times);
      expect(lists).toHaveLength(times);
      const others = lists.filter(({ rows, received }) => rows !== units || received !== units);
      expect(others).toEqual([]);
    });
  });
}

test.describe('the connection check', () => {
  test.use({ simulatorOptions: { units: 12 } });

  test('shows each of its steps before its answer, 20 times in a row @full', async ({ desktop }) => {
    const { page } = desktop;
    await signIn(desktop);
    await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
    const steps = page.getByRole('main').getByRole('listitem');
    await expect(shown(page, 'All checks passed.')).toBeVisible();
    const all = await steps.count();
    expect(all).toBeGreaterThan(10);

    const checks = await page.evaluate(async () => {
      const { desktop: main } = window as unknown as PageWindow;
      const heard: string[] = [];
      const found: { before: string[]; answer: string[] }[] = [];
      let run = 0;
      main.on('doctorStep', (step) => {
        if (step.run === run) heard.push(step.result.check);
      });
      for (run = 1; run <= 20; run++) {
        heard.length = 0;
        const reply = await main.runDoctor({ run });
        found.push({ before: [...heard], answer: reply.ok ? reply.value.map(({ check }) => check) : [] });
      }
      return found;
    });
    expect(checks).toHaveLength(20);
    for (const { before, answer } of checks) {
      expect(answer).toHaveLength(all);
      expect(before).toEqual(answer);
    }

    // The screen ignores results of other checks, and shows a repeated check completely.
    await expect(steps).toHaveCount(all);
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(shown(page, 'All checks passed.')).toBeVisible();
    await expect(steps).toHaveCount(all);
  });
});

test('a page that is reloaded while it reads the list has each unit once, and nobody stumbles over the one before @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  const grid = page.getByRole('grid', { name: 'Units' });
  for (let at = 0; at < 5; at++) {
    await page.evaluate(() => {
      const { desktop: main } = window as unknown as PageWindow;
      // Neither call gets its response before the page is reloaded.
      void main.listUnits({ run: 1 });
      void main.runDoctor({ run: 1 });
    });
    await page.reload();
    await expect(grid).toHaveAttribute('aria-rowcount', '1249');
    await expect(page.getByRole('status')).toContainText('1,248 units');
  }
  expect(desktop.log).not.toContain('Error sending');
});

test('a page that has crashed while it asked may ask again when it is loaded anew @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('1,248 units');
  await page.evaluate(() => void (window as unknown as PageWindow).desktop.runDoctor({ run: 1 }));
  const again = await desktop.renewed(() =>
    desktop.mainProcess.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    ),
  );
  await expect(again.getByRole('status')).toContainText('1,248 units');
  expect(desktop.log).not.toContain('Error sending');
});
