import type { Locator, Page } from '@playwright/test';

/**
 * The visible element with this text, wherever in the window. A moment later the text may also stand in a hidden region
 * for assistive technology: a plain `getByText` would find one element at first and then two.
 */
export function shown(page: Page, text: string | RegExp, options?: { exact: boolean }): Locator {
  return page
    .getByText(text, options)
    .and(page.locator(':not(.visually-hidden:is([role=status], [aria-live]))'));
}
