/**
 * The window with forced colours and reduced motion. Reduced motion is set by a Chromium switch; forced colours are
 * emulated, because their switch (--force-high-contrast) has no effect on pages on Linux.
 */
import type { Locator } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({
  simulatorOptions: { units: 40, eventsPerSecond: 0 },
  launchEnv: async ({ launchEnv }, use) => {
    const switches = { 'force-prefers-reduced-motion': '' };
    await use({ ...launchEnv, E2E_SWITCHES: JSON.stringify(switches) });
  },
});

/** The background behind an element's text: its own, or that of an ancestor. Runs in the page. */
function groundOf(element: Node): string {
  for (let each = element as Element | null; each !== null; each = each.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(each);
    if (backgroundImage !== 'none') return backgroundImage;
    if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return '';
}
const ground = (of: Locator): Promise<string> => of.evaluate(groundOf);

test('what is chosen, switched on or has the focus is seen without colours of ours, and nothing moves @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  // Without `null`, the test runner's default overrides the switch.
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: null });
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('40 units');
  expect(
    await page.evaluate(() => [
      matchMedia('(forced-colors: active)').matches,
      matchMedia('(prefers-reduced-motion: reduce)').matches,
    ]),
  ).toEqual([true, true]);

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  expect(await ground(button('Units')), 'the screen that is shown').not.toBe(
    await ground(button('Diagnostics')),
  );
  const [overview, details] = [button('Overview'), button('Details')];
  await overview.click();
  await expect(overview).toHaveAttribute('aria-expanded', 'true');
  await expect(details).toHaveAttribute('aria-expanded', 'false');
  expect(await ground(overview), 'a pane that is open').not.toBe(await ground(details));

  const rows = page.getByRole('grid', { name: 'Units' }).getByRole('row');
  await rows.nth(1).click();
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  expect(await ground(rows.nth(1)), 'the row that is chosen').not.toBe(await ground(rows.nth(2)));
  await button('Watch').click();
  const only = page.getByRole('button', { name: /watched/ });
  const before = await ground(only);
  await only.click();
  expect(await ground(only), 'a filter that is on').not.toBe(before);

  const canvas = await ground(page.locator('body'));
  // As they are now: those of the history come a moment later, and take the places of others.
  for (const bar of await page.locator('.bar, .histogram-bar').elementHandles())
    expect(await bar.evaluate(groundOf), 'a bar of a chart').not.toBe(canvas);
  await page.keyboard.press('Tab');
  const outline = await page.locator('*:focus').evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).toBe('solid');
  const running = await page.evaluate(() =>
    document.getAnimations().map(({ effect }) => effect?.getTiming()),
  );
  expect(running.filter((each) => Number(each?.duration) > 50)).toEqual([]);
});
