/** The window at a large zoom factor: large text on a small screen. */
import path from 'node:path';
import { everydayIf } from '../fakes/rounds.ts';
import type { Desktop } from './desktop.ts';
import { textOf } from './files.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 40 } });

async function zoomTo(desktop: Desktop, factor: number): Promise<void> {
  await desktop.mainProcess.evaluate(({ BrowserWindow }, value) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1200, 760);
    window?.webContents.setZoomFactor(value);
  }, factor);
  await expect.poll(() => desktop.page.evaluate(() => innerWidth)).toBe(Math.round(1200 / factor));
}

/** Controls outside the page, which cannot be reached; the table is excluded, because it scrolls. */
function outOfReach({ page }: Desktop): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, a')]
      .filter((control) => control.checkVisibility() && control.closest('[role=grid]') === null)
      .filter((control) => {
        const { left, right } = control.getBoundingClientRect();
        return left < 0 || right > innerWidth + 1;
      })
      .map((control) => control.textContent),
  );
}

for (const factor of [1.5, 2, 3]) {
  const title = `at ${factor * 100} % every control is within reach, before and after the sign-in`;
  test(everydayIf(factor === 3, title), async ({ desktop }) => {
    await zoomTo(desktop, factor);
    expect(await outOfReach(desktop)).toEqual([]);
    await signIn(desktop);
    const grid = desktop.page.getByRole('grid', { name: 'Units' });
    await grid.scrollIntoViewIfNeeded();
    await expect(grid.getByRole('row').nth(1)).toBeInViewport();
    expect(await outOfReach(desktop)).toEqual([]);
  });
}

test.describe('on a screen that is set to 125 %', () => {
  test.use({
    launchEnv: async ({ launchEnv }, use) =>
      use({ ...launchEnv, E2E_SWITCHES: JSON.stringify({ 'force-device-scale-factor': '1.25' }) }),
  });

  test('the window is drawn in its pixels, every control is within reach, and it does not grow with each start @full', async ({
    desktop,
  }) => {
    const size = () =>
      desktop.mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
    const { page } = desktop;
    expect(await page.evaluate(() => devicePixelRatio)).toBe(1.25);
    await signIn(desktop);
    await expect(page.getByRole('grid', { name: 'Units' }).getByRole('row').nth(1)).toBeInViewport();
    expect(await outOfReach(desktop)).toEqual([]);
    await desktop.mainProcess.placeWindow({ x: 61, y: 63, width: 901, height: 603 });
    const kept = path.join(desktop.userData, 'settings.json');
    await expect.poll(() => textOf(kept)).toContain('\\"width\\":90');
    await desktop.mainProcess.relaunch();
    const again = await size();
    for (let start = 2; start <= 3; start++) {
      await desktop.mainProcess.relaunch();
      await expect(desktop.page.getByRole('status')).toContainText('40 units');
      expect(await size(), `at start ${start}`).toEqual(again);
    }
  });
});
