/**
 * Pictures of every state of the window, in both languages, in light, dark and high contrast: to be looked at, not
 * compared. `npm run e2e -- --project=pictures` puts them into test-results/pictures.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../build/bundles.ts';
import { test } from '../e2e/service.ts';
import { tour } from '../e2e/tour.ts';

test.use({ simulatorOptions: { units: 60 } });

const folder = path.join(root, 'test-results/pictures');
const looks = [
  { look: 'light', theme: 'light', forcedColors: 'none' },
  { look: 'dark', theme: 'dark', forcedColors: 'none' },
  { look: 'contrast', theme: 'dark', forcedColors: 'active' },
] as const;

for (const language of ['en', 'de'] as const) {
  test(`every state, ${language}`, async ({ desktop, simulator }) => {
    test.setTimeout(300_000);
    const { page, mainProcess } = desktop;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1200, height: 760 });
    await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
    for await (const state of tour(desktop, simulator, language)) {
      for (const { look, theme, forcedColors } of looks) {
        await mainProcess.setTheme(theme);
        await page.emulateMedia({ forcedColors });
        await drawn(page, theme === 'dark');
        await page.screenshot({ path: path.join(folder, `${language}-${look}`, `${state}.png`) });
      }
      await page.emulateMedia({ forcedColors: 'none' });
    }
  });
}

/** Waits until the page shows the theme, and nothing moves in it. */
async function drawn(page: Page, isDark: boolean): Promise<void> {
  await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, isDark);
}
