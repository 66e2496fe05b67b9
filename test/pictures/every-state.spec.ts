/**
 * Pictures of every state of the window, in both languages, in light, dark and high contrast, and in a small window: to be
 * looked at, not compared. `npm run e2e -- --project=pictures` puts them into test-results/pictures.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../build/bundles.ts';
import { dutyOptions } from '../e2e/duty.ts';
import { dutyTour } from '../e2e/duty-tour.ts';
import type { Desktop } from '../e2e/fixture.ts';
import { test } from '../e2e/terminal.ts';
import { tour } from '../e2e/tour.ts';

const folder = path.join(root, 'test-results/pictures');
const wide = { width: 1200, height: 760 };
const small = { width: 640, height: 480 };
const looks = [
  { look: 'light', theme: 'light', forcedColors: 'none', size: wide },
  { look: 'dark', theme: 'dark', forcedColors: 'none', size: wide },
  { look: 'contrast', theme: 'dark', forcedColors: 'active', size: wide },
  { look: 'small', theme: 'light', forcedColors: 'none', size: small },
] as const;
type Language = 'en' | 'de';

/** Takes the pictures of each state of a tour. */
async function takeAll(desktop: Desktop, language: Language, states: AsyncGenerator<string>): Promise<void> {
  const { page, mainProcess } = desktop;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize(wide);
  await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
  for await (const state of states) {
    for (const { look, theme, forcedColors, size } of looks) {
      await page.setViewportSize(size);
      await mainProcess.setTheme(theme);
      await page.emulateMedia({ forcedColors });
      await drawn(page, theme === 'dark');
      await page.screenshot({ path: path.join(folder, `${language}-${look}`, `${state}.png`) });
    }
    await page.emulateMedia({ forcedColors: 'none' });
    await page.setViewportSize(wide);
  }
}

/** Waits until the page shows the theme, and nothing moves in it. */
async function drawn(page: Page, isDark: boolean): Promise<void> {
  await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, isDark);
}

for (const language of ['en', 'de'] as const) {
  test.describe(language, () => {
    test.describe.configure({ timeout: 300_000 });
    test.describe('screens', () => {
      test.use({ simulatorOptions: { units: 60 } });
      test(`every screen, ${language}`, ({ desktop, simulator }) =>
        takeAll(desktop, language, tour(desktop, simulator, language)));
    });
    test.describe('duty', () => {
      test.use({ simulatorOptions: dutyOptions });
      test(`an operator's duty, ${language}`, ({ desktop, simulator, terminal }) =>
        takeAll(desktop, language, dutyTour({ desktop, simulator, terminal }, language)));
    });
  });
}
