import type { Locator, Page } from '@playwright/test';

/**
 * The element that shows a text. What the window says to assistive technology besides, in a region that nobody sees, comes a moment
 * later: a plain `getByText` finds one element before, and two after.
 */
export function shown(page: Page, text: string | RegExp): Locator {
  return page.getByText(text).and(page.locator(':not([role=status])'));
}
