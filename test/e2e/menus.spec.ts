/** Menus and other popovers of the window. */
import type { Locator } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 60 } });

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not shown');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
};

test('each popover opens beside its button, and within the window @full', async ({ desktop }) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await page.getByRole('grid').locator('[aria-rowindex="2"]').click();
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await expect(page.getByRole('complementary')).toBeVisible();
  const buttons = await page.locator('[popovertarget]:visible').all();
  expect(buttons.length).toBeGreaterThan(5);
  for (const button of buttons) {
    await button.click();
    const popover = page.locator(':popover-open');
    const name = await popover.getAttribute('aria-label');
    const [at, opened] = [await boxOf(button), await boxOf(popover)];
    expect(Math.abs(opened.y - at.bottom), `${name} below its button`).toBeLessThan(12);
    expect(opened.x, `${name} not right of it`).toBeLessThan(at.right);
    expect(opened.right, `${name} not left of it`).toBeGreaterThan(at.x);
    expect(opened.x, name ?? '').toBeGreaterThanOrEqual(0);
    expect(opened.right, name ?? '').toBeLessThanOrEqual(1200);
    expect(opened.bottom, name ?? '').toBeLessThanOrEqual(760);
    await page.keyboard.press('Escape');
    await expect(popover).toHaveCount(0);
  }
});
