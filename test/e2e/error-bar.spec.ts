/** Failures while there are rows: one line, with details on request, and gone by itself. */
import type { Page } from '@playwright/test';
import type { DeskState } from '../../electron/contract/desk.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { test } from './shared.ts';

test.use({ simulatorOptions: { units: 60, eventsPerSecond: 0 } });
test.describe.configure({ mode: 'default' });

const bar = (page: Page) => page.getByRole('region', { name: /^(Problems|Probleme)$/ });
const away = { apiDown: true };

async function signedIn(desktop: Desktop): Promise<void> {
  await expect(desktop.page.getByRole('grid', { name: 'Units' })).toHaveAttribute('aria-rowcount', '61');
  await expect(desktop.page.getByRole('button', { name: 'Live updates: Live', exact: true })).toBeVisible();
}

/** A refresh that fails and is not tried again by itself: live updates do not miss anything. */
async function failToRefresh(
  desktop: Desktop,
  simulator: { setFaults(faults: object): void },
): Promise<void> {
  await desktop.page.evaluate(() => window.desktop.pauseLive({ paused: true }));
  simulator.setFaults({ apiStatus: 500 });
  await desktop.page.getByRole('button', { name: 'Refresh' }).click();
  await expect(bar(desktop.page)).toContainText('The API is not available');
}

/** Lets main tell this in addition. */
async function tell({ page, mainProcess }: Desktop, part: Partial<DeskState>): Promise<void> {
  const reply = await page.evaluate(() => window.desktop.getState());
  if (!reply.ok) throw new Error('there is no state');
  await mainProcess.evaluate(
    ({ BrowserWindow }, state) => BrowserWindow.getAllWindows()[0]?.webContents.send('stateChanged', state),
    { ...reply.value, ...part },
  );
}

test('a failure is one line; its details have the hint, the code and a copy for the help desk', async ({
  desktop,
  simulator,
}) => {
  const { page, mainProcess } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signedIn(desktop);
  await failToRefresh(desktop, simulator);
  const height = async () => (await bar(page).boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(40);
  await expect(bar(page)).toContainText('You still see the units loaded before.');
  await expect(bar(page)).toContainText(/As of \d/);
  await expect(bar(page)).not.toContainText('HTTP status');
  const details = page.getByRole('button', { name: 'Details of the problem' });
  await expect(details).toHaveAttribute('aria-expanded', 'false');
  await details.press('Enter');
  await expect(details).toHaveAttribute('aria-expanded', 'true');
  await expect(bar(page)).toContainText('Wait a few minutes, then try again.');
  await expect(bar(page)).toContainText('api-unavailable');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy details' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('Details copied');
  await expect.poll(() => mainProcess.clipboardText()).toContain('Code: api-unavailable');
  expect(await mainProcess.clipboardText()).toContain('HTTP status: 500');
});

test('what the app tries again by itself counts down, is told once, and goes on success @full', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  await signedIn(desktop);
  simulator.setFaults(away);
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toHaveCount(1);
  const timer = bar(page).getByRole('timer');
  await expect(timer).toHaveText(/^Next try in \d+ s$/);
  // From now on each change of the alert, or of a live region around the countdown, would be spoken.
  await alert.evaluate((element) => {
    const told = globalThis as unknown as { changes: number };
    told.changes = 0;
    new MutationObserver(() => {
      told.changes += 1;
    }).observe(element.parentElement ?? element, { childList: true });
    new MutationObserver(() => {
      told.changes += 1;
    }).observe(element, { childList: true, characterData: true, subtree: true });
  });
  const seen = new Set<string>();
  await expect
    .poll(async () => seen.add((await timer.textContent()) ?? '').size, { intervals: [200] })
    .toBeGreaterThan(2);
  expect(await page.evaluate(() => (globalThis as unknown as { changes: number }).changes)).toBe(0);
  expect(await timer.evaluate((each) => each.closest('[aria-live], [role=alert], [role=status]'))).toBeNull();
  simulator.clearFaults();
  await expect(bar(page)).toHaveCount(0, { timeout: 20_000 });
});

// German words are the longer ones.
for (const language of ['en', 'de'] as const) {
  const title = `at 640 px it covers no filter and has its age, ${language} @full`;
  test(title, async ({ desktop, simulator }) => {
    const { page } = desktop;
    await signedIn(desktop);
    await failToRefresh(desktop, simulator);
    await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.setViewportSize({ width: 640, height: 480 });
    await expect(bar(page).locator('.notice-age')).toBeInViewport({ ratio: 1 });
    await expect(bar(page).locator('.notice-age')).toHaveText(/^(As of|Stand) \d/);
    const covered = await page.locator('.chip').evaluateAll((chips) =>
      chips
        .filter((chip) => {
          const { left, top, width, height } = chip.getBoundingClientRect();
          const there = document.elementFromPoint(left + width / 2, top + height / 2);
          return there === null || !chip.contains(there);
        })
        .map((chip) => chip.textContent),
    );
    expect(covered).toEqual([]);
    expect(await page.locator('.chip').count()).toBeGreaterThan(2);
    await expect(page.getByRole('grid').locator('[aria-rowindex="2"]')).toBeInViewport();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('several are one line and a button for the others @full', async ({ desktop, simulator }) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signedIn(desktop);
  await failToRefresh(desktop, simulator);
  const failure = { message: 'A test', hint: '', details: {} };
  const { session } = await page.evaluate(async () => {
    const reply = await window.desktop.getState();
    if (!reply.ok) throw new Error('there is no state');
    return reply.value;
  });
  await tell(desktop, {
    connectionProblem: { code: 'configuration', ...failure },
    session: { ...session, problem: { code: 'sign-in-timed-out', ...failure } },
  });
  const more = page.getByRole('button', { name: '2 more problems' });
  await expect(more).toBeVisible();
  expect((await bar(page).boundingBox())?.height).toBeLessThan(40);
  await expect(bar(page)).not.toContainText('The sign-in took too long');
  await more.click();
  await expect(bar(page)).toContainText('The connection file needs a correction');
  await expect(bar(page)).toContainText('The sign-in took too long');
  expect((await bar(page).boundingBox())?.height).toBeLessThan(760 / 4);
  await more.click();
  expect((await bar(page).boundingBox())?.height).toBeLessThan(40);
});

test('a failure of a menu in the header moves the screen down, and can be closed @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signedIn(desktop);
  await page.setViewportSize({ width: 640, height: 480 });
  await mainProcess.evaluate(({ clipboard }) => {
    const refuse = () => {
      throw new Error('refused');
    };
    Object.assign(clipboard, { write: refuse, writeText: refuse });
  });
  await page.getByRole('button', { name: 'Accounts' }).click();
  await page.getByRole('button', { name: 'Copy access token' }).click();
  const line = page.getByRole('alert');
  await expect(line).toBeVisible();
  const [at, main] = [await line.boundingBox(), await page.getByRole('main').boundingBox()];
  expect((at?.y ?? 0) + (at?.height ?? 0)).toBeLessThanOrEqual(main?.y ?? 0);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(line).toHaveCount(0);
});
