/** What is counted, and what typing offers: every number on screen is that of the rows that it leads to. */
import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { expect } from './fixture.ts';
import { test } from './shared.ts';

// Nothing changes by itself, so that the numbers can be compared.
test.use({ simulatorOptions: { eventsPerSecond: 0 } });
test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search units' });
const option = (page: Page, name: string) =>
  page.getByRole('listbox', { name: 'Suggested filters' }).getByRole('option', { name });
const chart = (page: Page, name: string) => page.getByRole('region', { name });
const numberIn = (text: string | null) => Number(/([\d,]+)/u.exec(text ?? '')?.[1]?.replaceAll(',', ''));

test.beforeEach(async ({ desktop }) => {
  await desktop.page.setViewportSize({ width: 1280, height: 960 });
  await expect(grid(desktop.page)).toHaveAttribute('aria-rowcount', '1249');
  await expect(desktop.page.getByRole('button', { name: /^Live/ })).toBeVisible();
});

async function expectRows(page: Page, count: number): Promise<void> {
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
}

test('overview and chips count what the search and the other filters leave', async ({ desktop }) => {
  const { page } = desktop;
  await search(page).fill('paris');
  await expect(option(page, 'City: Paris')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status')).toContainText(/of 1,248 units match “paris”$/u);
  const paris = numberIn(await page.locator('.counts > strong').textContent());
  expect(paris).toBeLessThan(1_248);

  // Both tell the same of each condition and type, and a press shows just that.
  for (const name of ['By status', 'By type']) {
    await expect(chart(page, name).getByRole('button').first()).toContainText(` of ${paris}`);
    for (const bar of await chart(page, name).getByRole('button').all()) {
      const [, label = '', count] =
        /^(.*?)(?:, entrapments included)?: ([\d,]+) of/u.exec(
          (await bar.locator('.visually-hidden').textContent()) ?? '',
        ) ?? [];
      const rows = numberIn(count ?? null);
      expect(rows).toBeGreaterThan(0);
      await expect(page.locator('.filters .chip').filter({ hasText: label })).toHaveText(
        new RegExp(` ${count}$`, 'u'),
      );
      await bar.click();
      await expectRows(page, rows);
      await expect(page.getByRole('status')).toHaveText(
        `${rows} of 1,248 units match “paris” and the filters`,
      );
      await bar.click();
      await expectRows(page, paris);
    }
  }

  // A site elsewhere would show no unit.
  for (const bar of await chart(page, 'Sites with most outages').getByRole('button').all()) {
    const total = /of (\d+) out of service$/u.exec(
      (await bar.locator('.visually-hidden').textContent()) ?? '',
    );
    await bar.click();
    await expectRows(page, Number(total?.[1]));
    await bar.click();
    await expectRows(page, paris);
  }
});

test('without a match, the search and each filter are named, and each can be taken away', async ({
  desktop,
}) => {
  const { page } = desktop;
  await chart(page, 'By type')
    .getByRole('button', { name: /^Escalator/ })
    .click();
  await chart(page, 'By status')
    .getByRole('button', { name: /^Limited/ })
    .click();
  await search(page).fill('no unit is called this');
  await expect(
    page.getByRole('heading', { name: 'Nothing matches “no unit is called this” and these filters' }),
  ).toBeVisible();
  const on = page.getByRole('group', { name: 'Filters that are on' });
  await on.getByRole('button', { name: 'Status: Limited. Remove this filter' }).click();
  await on.getByRole('button', { name: 'Type: Escalator. Remove this filter' }).click();
  await expect(page.getByRole('heading', { name: 'No unit matches “no unit is called this”' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expectRows(page, 1_248);
  await expect(search(page)).toBeFocused();
});

test('typing offers filters, which the keyboard chooses', async ({ desktop }) => {
  const { page } = desktop;
  await search(page).focus();
  await page.keyboard.type('berl');
  const berlin = option(page, 'City: Berlin');
  await expect(berlin).toHaveText(/^City: Berlin \(\d+\)$/u);
  const count = numberIn(await berlin.textContent());
  await expect(search(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('[aria-live]').filter({ hasText: 'suggested. The arrow keys' })).toBeAttached();

  await page.keyboard.press('ArrowDown');
  await expect(berlin).toHaveAttribute('aria-selected', 'true');
  const listbox = page.getByRole('listbox', { name: 'Suggested filters' });
  await expect(search(page)).toHaveAttribute('aria-controls', (await listbox.getAttribute('id')) ?? '');
  await expect(search(page)).toHaveAttribute(
    'aria-activedescendant',
    (await berlin.getAttribute('id')) ?? '',
  );
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expectRows(page, count);
  await expect(search(page)).toHaveValue('');
  await expect(search(page)).toBeFocused();
  await expect(listbox).toHaveCount(0);

  await page.getByRole('button', { name: 'City: Berlin. Remove this filter' }).click();
  await expectRows(page, 1_248);
});

test('the first Escape closes what is offered, the second one empties the search', async ({ desktop }) => {
  const { page } = desktop;
  await search(page).focus();
  await page.keyboard.type('berl');
  await expect(option(page, 'City: Berlin')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(search(page)).toHaveValue('berl');
  await page.keyboard.press('ArrowDown');
  await expect(option(page, 'City: Berlin')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(search(page)).toHaveValue('');
  await expectRows(page, 1_248);
});

test('the last words become the filter by a click, and those before them stay the search', async ({
  desktop,
}) => {
  const { page } = desktop;
  await search(page).focus();
  await page.keyboard.type('paris, out of');
  const out = option(page, 'Status: Out of service');
  const count = numberIn(await out.textContent());
  await out.click();
  await expect(search(page)).toHaveValue('paris');
  await expectRows(page, count);
  await expect(page.locator('.filters .chip').filter({ hasText: 'Out of service' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('the watched units are all shown by their number, whatever the table is narrowed to', async ({
  desktop,
}) => {
  const { page } = desktop;
  await grid(page).locator('[aria-rowindex="2"]').click();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  const watched = page.getByRole('button', { name: /^1 watched/ });
  await expect(watched).toBeVisible();
  await search(page).fill('no unit is called this');
  await expect(page.getByRole('button', { name: 'Clear search' })).toBeVisible();
  await watched.click();
  await expectRows(page, 1);
  await expect(watched).toHaveAttribute('aria-pressed', 'true');
  await watched.click();
  await expectRows(page, 1_248);
});
