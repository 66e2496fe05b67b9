/** Long lists: the document has what is in sight of them, by keyboard, pointer and for a screen reader all the same. */
import type { Page } from '@playwright/test';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import { openReport, reportDialog } from './availability-report.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const size = 7_000;
test.use({ simulatorOptions: { units: size, pageSize: 1_000, eventsPerSecond: 0 } });

const out = createFleet(size, 1, Date.now())
  .page(0, size)
  .filter(({ equipmentStatus }) => equipmentStatus === 'Out Of Service')
  .toSorted((a, b) => (b.outOfServiceSince ?? '').localeCompare(a.outOfServiceSince ?? ''));
/** Rows at first. */
const first = 200;

const table = (page: Page) => page.getByRole('table', { name: 'Open incidents' });
const rows = (page: Page) => table(page).locator('[data-unit]');
/** The row that the keyboard is in. */
const focused = (page: Page) => table(page).locator('[data-unit]:focus-within');

async function start(desktop: Desktop): Promise<void> {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
}

test('of many incidents only some are drawn, and each can be reached by keyboard and by scrolling @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await start(desktop);
  await page.keyboard.press('Control+i');
  // The head, and the row of the group.
  await expect(table(page)).toHaveAttribute('aria-rowcount', String(first + 2));
  expect(out.length).toBeGreaterThan(first);
  await expect.poll(() => rows(page).count()).toBeLessThan(100);

  await rows(page).first().getByRole('checkbox').focus();
  await page.keyboard.press('End');
  await expect(focused(page)).toHaveAttribute('data-unit', out[first - 1]?.unitId ?? '');
  await expect(focused(page)).toHaveAttribute('aria-rowindex', String(first + 2));
  await expect(focused(page)).toBeInViewport();
  // What is around it is drawn, too.
  await expect(table(page).locator(`[data-unit="${out[first - 2]?.unitId}"]`)).toBeInViewport();
  await expect.poll(() => rows(page).count()).toBeLessThan(100);
  await page.keyboard.press('ArrowUp');
  await expect(focused(page)).toHaveAttribute('data-unit', out[first - 2]?.unitId ?? '');
  expect(await seriousFindings(page)).toEqual([]);

  // The row with the keyboard stays while another part is in sight.
  await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
  await page.locator('.incidents-area').evaluate((area) => area.scrollTo({ top: 0 }));
  await expect(table(page).locator(`[data-unit="${out[0]?.unitId}"]`)).toBeInViewport();
  await expect(table(page).locator(`[data-active="true"]`)).toHaveAttribute(
    'data-unit',
    out[first - 2]?.unitId ?? '',
  );
  const area = await page.locator('.incidents-area').boundingBox();
  if (area === null) throw new Error('There is no list.');
  await page.mouse.move(area.x + area.width / 2, area.y + area.height / 2);
  for (let turn = 0; turn < 8; turn += 1) {
    await page.mouse.wheel(0, 700);
    await expect
      .poll(() =>
        page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('[data-unit]') !== null, [
          area.x + area.width / 2,
          area.y + area.height / 2,
        ] as const),
      )
      .toBe(true);
  }
});

test('a report of more rows than are drawn at once gets all that paper has before it is printed @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await start(desktop);
  await openReport(page);
  const dialog = reportDialog(page);
  // Whenever it can be saved, all rows are there.
  await expect(dialog.getByRole('button', { name: 'Save…' })).not.toHaveAttribute('aria-disabled', 'true');
  expect(await dialog.getByRole('table').getByRole('row').count()).toBe(1_001);
  await expect(dialog).toContainText(`and ${(size - 1_000).toLocaleString('en')} more rows`);
});
