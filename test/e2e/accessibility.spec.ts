import type { Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { dutyOptions } from './duty.ts';
import { dutyTour } from './duty-tour.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn } from './service.ts';
import { test } from './terminal.ts';
import { tour } from './tour.ts';

test.use({ simulatorOptions: { units: 60 } });

async function setTheme({ page, mainProcess }: Desktop, theme: 'light' | 'dark'): Promise<void> {
  await mainProcess.setTheme(theme);
  await page.waitForFunction(
    (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
    theme === 'dark',
  );
}

/** Checks all rules in one theme, but only colour rules in the other: nothing else depends on the theme. */
async function findings(desktop: Desktop, themes: readonly ['light' | 'dark', 'light' | 'dark']) {
  const [one, other] = themes;
  await setTheme(desktop, one);
  const all = await seriousFindings(desktop.page);
  await setTheme(desktop, other);
  return [...all, ...(await seriousFindings(desktop.page, ['color-contrast']))];
}

/** Defects in a small window with forced colours. */
async function lostShapes(page: Page): Promise<string[]> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 480 });
  await page.emulateMedia({ forcedColors: 'active' });
  const lost = await page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`${scrollWidth - innerWidth} px too wide`);
    const ground = getComputedStyle(document.body).backgroundColor;
    for (const button of document.querySelectorAll<HTMLElement>('.button.primary')) {
      if (!button.checkVisibility() || button.ariaDisabled === 'true') continue;
      if (getComputedStyle(button).backgroundColor === ground)
        found.push(`${button.textContent}: has no ground`);
    }
    // Chromium would write on a ground of its own then, and shapes beside the text would be lost.
    for (const filled of document.querySelectorAll<HTMLElement>('.button.primary, .badge, .tag, .outage')) {
      const { backgroundColor, color } = getComputedStyle(filled);
      if (filled.checkVisibility() && backgroundColor === color)
        found.push(`${filled.textContent}: cannot be read`);
    }
    return found;
  });
  await page.emulateMedia({ forcedColors: 'none' });
  if (usual !== null) await page.setViewportSize(usual);
  return lost;
}

/** Animations of more than 50 ms; there should be none. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getTiming().duration) > 50)
      .map(({ effect }) =>
        effect instanceof KeyframeEffect ? `${effect.target?.className} moves` : 'moves',
      ),
  );
}

const ways = [
  { language: 'en', themes: ['light', 'dark'] },
  { language: 'de', themes: ['dark', 'light'] },
] as const;

/** What is wrong on each screen of a tour, in both themes and with forced colours. */
async function wrongOn(desktop: Desktop, { language, themes }: Way, screens: AsyncGenerator<string>) {
  const { page } = desktop;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1200, height: 760 });
  await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
  const found: Record<string, string[]> = {};
  for await (const screen of screens) {
    const all = [...(await findings(desktop, themes)), ...(await lostShapes(page)), ...(await moving(page))];
    if (all.length > 0) found[screen] = all;
  }
  return found;
}
type Way = (typeof ways)[number];

for (const way of ways) {
  const { language } = way;
  const title = `every screen is accessible in both themes, and keeps its shapes, ${language} @full`;
  test(title, async ({ desktop, simulator }) => {
    test.setTimeout(150_000);
    expect(await wrongOn(desktop, way, tour(desktop, simulator, language))).toEqual({});
  });

  test.describe('on duty', () => {
    test.use({ simulatorOptions: dutyOptions });
    test(`what an operator sees is accessible in both themes, and keeps its shapes, ${language} @full`, async ({
      desktop,
      simulator,
      terminal,
    }) => {
      test.setTimeout(200_000);
      const states = dutyTour({ desktop, simulator, terminal }, language);
      expect(await wrongOn(desktop, way, states)).toEqual({});
    });
  });
}

test('a token is copied, and taken back, without a mouse @full', async ({ desktop }) => {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('60 units');
  await page.getByRole('button', { name: 'Accounts' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Copy access token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Clipboard' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('in the clipboard');
  await tabTo(page, 'Clear now');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Clipboard' })).toBeHidden();
});

test('the way from the start to a sorted list needs no mouse', async ({ desktop }) => {
  const { page, systemBrowser } = desktop;
  // With forced colours, the focus must be visible too.
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const opened = systemBrowser.waitForEvent('page');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await (await opened).getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(page.getByRole('status')).toContainText('60 units');
  await tabTo(page, 'Search units');
  await page.keyboard.type('berlin');
  await expect(page.getByRole('status')).toContainText('of 60 units');
  await tabTo(page, 'Name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
});

/** Presses Tab until the element with this name has the focus, at most 40 times. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator('*:focus');
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) === 0) continue;
    const label = await focused.evaluate((element) => {
      const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return (element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? '').trim();
    });
    if (label !== name) continue;
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    return;
  }
  throw new Error(`Tab does not reach "${name}"`);
}
