import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const path = (page: Page) => page.getByRole('combobox', { name: 'Path' });
const answer = (page: Page) => page.getByRole('region', { name: 'Response', exact: true });
const body = (page: Page) => page.getByRole('tree', { name: 'Body of the response' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name });
/** The suggestions for the path. */
const suggestions = (page: Page) =>
  page.getByRole('listbox', { name: 'Path' }).getByRole('option').allTextContents();

async function open(page: Page): Promise<void> {
  await button(page, 'Console').click();
  await expect(page.getByRole('heading', { name: 'API console' })).toBeVisible();
}
async function send(page: Page, what: string): Promise<void> {
  await path(page).fill(what);
  await path(page).press('Enter');
}

interface LongFrame extends PerformanceEntry {
  scripts: { sourceURL: string; duration: number }[];
}
/** Records the longest script of the page, ms; excludes the time in which the engine transfers the body. */
function watchOwnWork(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watch = window as unknown as { longest: number };
    watch.longest = 0;
    new PerformanceObserver((list) => {
      const scripts = list.getEntries().flatMap((frame) => (frame as LongFrame).scripts);
      for (const { sourceURL, duration } of scripts)
        if (sourceURL.includes('/assets/')) watch.longest = Math.max(watch.longest, duration);
    }).observe({ type: 'long-animation-frame' });
  });
}
const longestPiece = (page: Page) => page.evaluate(() => (window as unknown as { longest: number }).longest);

test.describe('the API console', () => {
  test.use({ simulatorOptions: { units: 12 } });

  test('shows what the API answers; what was asked is completed, kept and asked again', async ({
    desktop,
  }) => {
    const { page, mainProcess } = desktop;
    await signIn(desktop);
    await open(page);
    await send(page, '/units?$top=3');
    await expect(answer(page)).toContainText(/200\s*GET http:\S+\/units\?\$top=3\s*\d+ ms\s*\d.* kB/);
    await expect(body(page)).toContainText('"unitId": "');
    await shown(page, 'Response headers').click();
    await expect(answer(page).getByText('application/json')).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search in the body' }).fill('"unitid"');
    await expect(shown(page, '1 of 3 lines', { exact: true })).toBeVisible();
    await page.keyboard.press('Shift+Enter');
    await expect(shown(page, '3 of 3 lines', { exact: true })).toBeVisible();
    await expect(page.locator('[data-mark="current"]')).toBeInViewport();

    await button(page, 'Copy body').click();
    await expect.poll(() => mainProcess.clipboardText()).toContain('{"value":[{"unitId"');
    const file = test.info().outputPath('units.json');
    await mainProcess.answerSaveDialog(file);
    await button(page, 'Save…').click();
    await expect(page.locator('.toast')).toHaveText(`Saved as ${file}`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ count: 12 });

    await send(page, '/nothing');
    await expect(answer(page)).toContainText('404');
    await tab(page, 'History').click();
    await page.getByLabel('Name of the favourite').fill('Nothing at all');
    await page.keyboard.press('Enter');
    await expect(button(page, 'Remove Nothing at all')).toBeVisible();

    const again = await mainProcess.relaunch();
    await open(again);
    await path(again).press('ArrowDown');
    await expect.poll(() => suggestions(again)).toEqual(['/nothing', '/units?$top=3']);
    await path(again).press('Escape');
    await tab(again, 'History').click();
    await again.getByRole('list', { name: 'History' }).getByText('/units?$top=3').click();
    await expect(path(again)).toHaveValue('/units?$top=3');
    await again.getByRole('list', { name: 'Favourites' }).getByText('Nothing at all').click();
    await expect(path(again)).toHaveValue('/nothing');
  });

  test('sends nothing to other hosts, refreshes once, can be cancelled, and gives no secret away (R29, R32) @full', async ({
    desktop,
    simulator,
  }) => {
    const { page, mainProcess } = desktop;
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('12 units');
    // When it is live, only the console sends requests to the API.
    await expect(page.getByRole('button', { name: 'Live updates: Live', exact: true })).toBeVisible();
    await open(page);
    const asked = () => simulator.requests.filter((each) => each.path === '/api/units/console-asks').length;

    await send(page, 'https://elsewhere.example.org/units/console-asks');
    await expect(
      shown(page, /^Requests go to localhost:\d+ only: token and key go with each of them/),
    ).toBeVisible();
    expect(asked()).toBe(0);

    simulator.setFaults({ rejectAccessTokens: 1 });
    await send(page, '/units/console-asks');
    await expect(answer(page)).toContainText('404');
    expect(asked()).toBe(2);
    simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
    await send(page, '/units/console-asks');
    await expect(answer(page)).toContainText('401');
    await expect(answer(page).getByText('The API refused the request')).toBeVisible();
    expect(asked()).toBe(4);

    simulator.clearFaults();
    simulator.setFaults({ hang: 'api' });
    await send(page, '/units/console-asks');
    await button(page, 'Cancel').click();
    await expect(shown(page, 'Cancelled', { exact: true })).toBeVisible();
    simulator.clearFaults();

    await page.getByLabel('Method').selectOption('POST');
    await tab(page, 'Body').click();
    const text = page.getByRole('textbox', { name: 'Body', exact: true });
    await text.fill('{"floor": }');
    await expect(page.getByRole('main').getByText('Invalid JSON at line 1, column 11.')).toBeVisible();
    await text.fill('{"floor": 3}');
    await expect(page.getByRole('main').getByText('Valid JSON.')).toBeVisible();
    await text.press('Control+Enter');
    await expect(answer(page)).toContainText('405');
    const copies: string[] = [];
    for (const [form, said] of [
      ['cURL', 'cURL command copied'],
      ['fetch (JavaScript)', 'fetch program copied'],
      ['PowerShell', 'PowerShell script copied'],
    ] as const) {
      await button(page, 'Copy as…').click();
      await button(page, form).click();
      await expect(page.getByRole('status')).toContainText(said);
      copies.push(await mainProcess.clipboardText());
    }
    expect(copies[0]).toMatch(
      /^max-desk token --format curl-headers \| curl --config - "http:\/\/localhost:\d+\/api\/units\/console-asks" --request POST /,
    );
    expect(copies[0]).toContain(`--data-raw '{"floor": 3}'`);
    expect(copies[1]).toContain('body: "{\\"floor\\": 3}"');
    expect(copies[2]).toContain(`UTF8.GetBytes('{"floor": 3}')`);
    const content = await page.content();
    for (const secret of [simulator.subscriptionKey, 'eyJ'])
      for (const text of [...copies, content]) expect(text).not.toContain(secret);
  });
});

test.describe('an answer of many megabytes', () => {
  test.use({ simulatorOptions: { units: 12_000 } });

  test('is arranged and searched while the window stays at hand @full', async ({ desktop }) => {
    const { page } = desktop;
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('12,000 units', { timeout: 15_000 });
    await open(page);
    await watchOwnWork(page);
    await send(page, '/units?$top=12000');
    await expect(answer(page)).toContainText(/\d[.\d]* MB/, { timeout: 15_000 });
    await page.getByRole('searchbox', { name: 'Search in the body' }).fill('"DE-40000000"');
    await expect(shown(page, /^1 of \d+ lines?$/)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('progressbar', { name: 'Formatting the body…' })).toHaveCount(0, {
      timeout: 15_000,
    });
    expect(await longestPiece(page)).toBeLessThan(500);
    expect(await page.locator('.console-row').count()).toBeLessThan(100);
  });
});
