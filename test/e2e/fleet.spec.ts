/** Features around the table of units: the overview, the details of a unit, the export. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { test } from './shared.ts';

test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const details = (page: Page) => page.getByRole('complementary');

test.beforeEach(async ({ desktop }) => {
  await desktop.page.setViewportSize({ width: 1280, height: 960 });
  await expect(grid(desktop.page)).toHaveAttribute('aria-rowcount', '1249');
  // Before it is live, the list may be read once more.
  await expect(desktop.page.getByRole('button', { name: /^Live/ })).toBeVisible();
  // The overview is rendered only a few times per second.
  await expect(desktop.page.getByRole('button', { name: /^In service: [\d,]+ of 1,248$/ })).toBeVisible();
});

test('a bar of the overview narrows the table to what it counts, and again to all', async ({ desktop }) => {
  const { page } = desktop;
  const bar = page.getByRole('button', { name: /^Escalator: \d+ of 1,248$/ });
  const label = await bar.locator('.visually-hidden').textContent();
  const count = Number(label?.match(/: (\d+) of/)?.[1]);
  expect(count).toBeGreaterThan(0);
  await bar.click();
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
  await bar.press('Space');
  await expect(bar).toHaveAttribute('aria-pressed', 'false');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '1249');
});

test('the bars of low availability have the heights of their counts, and a width', async ({ desktop }) => {
  const chart = desktop.page.getByRole('toolbar', { name: 'Availability' });
  const bars = await chart.locator('.histogram-part').evaluateAll((buttons) =>
    buttons.map((button) => {
      const height = (part: string) => button.querySelector(part)?.getBoundingClientRect().height ?? 0;
      const count = Number(/: ([\d,]+)/.exec(button.textContent)?.[1]?.replace(',', ''));
      const width = button.querySelector('.histogram-bar')?.getBoundingClientRect().width ?? 0;
      return { count, width, share: height('.histogram-bar') / height('.histogram-plot') };
    }),
  );
  const largest = Math.max(...bars.map(({ count }) => count));
  expect(largest).toBeGreaterThan(0);
  for (const { width } of bars) expect(width).toBeGreaterThan(5);
  for (const { count, share } of bars) expect(share).toBeCloseTo(Math.max(count / largest, 0.015), 1);
});

test('sites and types filter together', async ({ desktop }) => {
  const { page } = desktop;
  const sites = page.getByRole('region', { name: 'Sites with most outages' });
  const label = await sites.getByRole('button').first().locator('.visually-hidden').textContent();
  const [, name = '', total] = label?.match(/^(.*): \d+ of (\d+) out of service$/) ?? [];
  const site = sites.getByRole('button').filter({ hasText: `${name}: ` });
  await site.click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(Number(total) + 1));
  // Only the types that the site has are offered, with their numbers there.
  const type = page.getByRole('region', { name: 'By type' }).getByRole('button').last();
  await expect(type).toContainText(`of ${total}`);
  const ofType = /: (\d+) of/u.exec((await type.locator('.visually-hidden').textContent()) ?? '')?.[1];
  await type.click();
  await expect(site).toHaveAttribute('aria-pressed', 'true');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(Number(ofType) + 1));
  await site.click();
  await expect(site).toHaveAttribute('aria-pressed', 'false');
});

test('a bar of the availability narrows the table to its units, and says so where it can be undone', async ({
  desktop,
}) => {
  const { page } = desktop;
  const bar = page.getByRole('region', { name: 'Availability' }).getByRole('button').last();
  const label = await bar.textContent();
  const count = Number(label?.match(/^95% to 100%: ([\d,]+) units$/)?.[1]?.replace(',', ''));
  // The chart is a single tab stop; arrow keys move within it.
  await page.getByRole('region', { name: 'Availability' }).getByRole('button').first().focus();
  await page.keyboard.press('End');
  await expect(bar).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
  await page.getByRole('button', { name: /^Availability: 95% to 100%\./ }).click();
  await expect(bar).toHaveAttribute('aria-pressed', 'false');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '1249');
});

test('the overview is folded away where it would take the room of the table, and can be had @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  const button = page.getByRole('button', { name: 'Overview' });
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await page.setViewportSize({ width: 640, height: 480 });
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('region', { name: 'By status' })).toHaveCount(0);
  await button.click();
  await expect(page.getByRole('region', { name: 'By status' })).toBeVisible();
  await expect(grid(page).locator('[aria-rowindex="2"]')).toBeInViewport();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await button.click();
  await page.setViewportSize({ width: 1280, height: 960 });
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('the details of a unit open by keyboard, follow the row, and give the focus back', async ({
  desktop,
}) => {
  const { page } = desktop;
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const heading = details(page).getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(await nameOf(page, 3));
  await expect(details(page).locator('.badge')).toHaveAttribute('data-condition', /.+/);
  await expect(page.getByRole('status')).toContainText('Details are open');

  await page.keyboard.press('ArrowDown');
  await expect(heading).toHaveText(await nameOf(page, 4));
  await page.keyboard.press('End');
  await expect(heading).toHaveText(await nameOf(page, 1249));

  await page.keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(details(page)).toHaveCount(0);
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('Enter');
  await details(page).getByRole('button', { name: 'Close details' }).focus();
  await page.keyboard.press('Escape');
  await expect(details(page)).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
});

test('a double click opens the details and leaves the arrow keys to the table', async ({ desktop }) => {
  const { page } = desktop;
  await grid(page).locator('[aria-rowindex="3"]').dblclick();
  const heading = details(page).getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(await nameOf(page, 3));
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(heading).toHaveText(await nameOf(page, 4));
  await page.keyboard.press('Escape');
  await expect(details(page)).toHaveCount(0);
});

test('the details lie beside the table where there is room, and over it where there is not', async ({
  desktop,
}) => {
  const { page } = desktop;
  await page.getByRole('button', { name: 'Details' }).click();
  const boxes = async () => ({
    table: await page.locator('.unit-table').boundingBox(),
    panel: await details(page).boundingBox(),
  });
  const wide = await boxes();
  expect((wide.table?.x ?? 0) + (wide.table?.width ?? 0)).toBeLessThanOrEqual(wide.panel?.x ?? 0);
  await page.setViewportSize({ width: 640, height: 480 });
  const reachesTheEdge = async () => {
    const { table } = await boxes();
    const right = (table?.x ?? 0) + (table?.width ?? 0);
    return right > 600 && right <= 640;
  };
  await expect.poll(reachesTheEdge).toBe(true);
  const narrow = await boxes();
  expect(narrow.panel?.x).toBeLessThan((narrow.table?.x ?? 0) + (narrow.table?.width ?? 0));
  await expect(details(page).getByRole('button', { name: 'Close details' })).toBeInViewport();
});

/** The name in the table row with this index. */
async function nameOf(page: Page, row: number): Promise<string> {
  return (await grid(page).locator(`[aria-rowindex="${row}"] .column-name`).textContent()) ?? '';
}
