import type { Locator, Page } from '@playwright/test';

/**
 * The visible element with this text. A moment later the text also appears in a hidden region for assistive technology,
 * so a plain `getByText` would find one element at first and then two.
 */
export function shown(page: Page, text: string | RegExp): Locator {
  return page.getByText(text).and(page.locator(':not([role=status])'));
}
