/** The application menu, and the size of the page. */
import path from 'node:path';
import type { Desktop } from './desktop.ts';
import { textOf } from './files.ts';
import { expect } from './fixture.ts';
import type { MenuEntry } from './main-process.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 40 } });

const menus = ({ mainProcess }: Desktop): Promise<MenuEntry[]> =>
  mainProcess.evaluate(({ Menu }) => globalThis.__e2e.menuEntries(Menu.getApplicationMenu()));
const labels = async (desktop: Desktop) => (await menus(desktop)).map(({ label }) => label);
const item = async (desktop: Desktop, id: string): Promise<MenuEntry | undefined> =>
  (await menus(desktop)).flatMap(({ submenu }) => submenu).find((each) => each.id === id);
const isPossible = async (desktop: Desktop, id: string) => (await item(desktop, id))?.enabled;

/** Chooses an item as a person does: nothing happens if it is disabled. */
async function choose({ mainProcess }: Desktop, id: string): Promise<void> {
  await mainProcess.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (found?.enabled) found.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, id);
}
const zoom = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) =>
    Math.round((BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0) * 100),
  );

test('the menu is there, takes no height, and follows the sign-in, the screen and the language', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await expect.poll(() => labels(desktop)).toEqual(['File', 'Edit', 'View', 'Incidents', 'Window', 'Help']);
  const isBarShown = () =>
    mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMenuBarVisible());
  expect(await isBarShown()).toBe(false);
  expect(await isPossible(desktop, 'sign-in')).toBe(true);
  expect(await isPossible(desktop, 'show-console')).toBe(false);

  await signIn(desktop);
  await expect(page.getByRole('grid', { name: 'Units' })).toBeVisible();
  await expect.poll(() => isPossible(desktop, 'details')).toBe(true);
  expect(await isPossible(desktop, 'sign-in')).toBe(false);
  await choose(desktop, 'details');
  await expect(page.getByRole('complementary')).toBeVisible();
  await expect.poll(async () => (await item(desktop, 'details'))?.checked).toBe(true);

  await choose(desktop, 'show-console');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API console');
  await expect.poll(() => isPossible(desktop, 'details')).toBe(false);
  expect((await item(desktop, 'show-console'))?.checked).toBe(true);

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Deutsch').check();
  await expect
    .poll(() => labels(desktop))
    .toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Störungen', 'Fenster', 'Hilfe']);
});

test('nothing of the menu is for developers @full', async ({ desktop }) => {
  await expect.poll(() => labels(desktop)).toContain('View');
  const roles = await desktop.mainProcess.evaluate(({ Menu }) => {
    const all = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
      (menu?.items ?? []).flatMap((each) => [each, ...all(each.submenu)]);
    return all(Menu.getApplicationMenu()).map(({ role }) => String(role ?? '').toLowerCase());
  });
  expect(roles).toContain('togglefullscreen');
  for (const role of ['reload', 'forcereload', 'toggledevtools', 'viewmenu'])
    expect(roles).not.toContain(role);
});

test('the page is zoomed by keys and by the menu, says so, and opens in that size again @full', async ({
  desktop,
}) => {
  const { mainProcess } = desktop;
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await desktop.page.keyboard.press('Control+Equal');
  await expect.poll(() => zoom(desktop)).toBe(110);
  await expect(shown(desktop.page, 'Size: 110 %', { exact: true })).toBeVisible();
  await desktop.page.keyboard.press('Control+NumpadAdd');
  await expect.poll(() => zoom(desktop)).toBe(125);
  await expect.poll(async () => (await item(desktop, 'zoom-reset'))?.label).toBe('Actual size (now 125 %)');
  await choose(desktop, 'zoom-in');
  await expect.poll(() => zoom(desktop)).toBe(150);
  const kept = path.join(desktop.userData, 'settings.json');
  await expect.poll(() => textOf(kept)).toContain('\\"zoom\\":150');

  await mainProcess.relaunch();
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await zoom(desktop)).toBe(150);
  await desktop.page.keyboard.press('Control+Minus');
  await expect.poll(() => zoom(desktop)).toBe(125);
  await desktop.page.keyboard.press('Control+0');
  await expect.poll(() => zoom(desktop)).toBe(100);
  await expect.poll(() => isPossible(desktop, 'zoom-reset')).toBe(false);
  await mainProcess.relaunch();
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await zoom(desktop)).toBe(100);
});

test('the zoom has an end on both sides @full', async ({ desktop }) => {
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  for (const [keys, end, id] of [
    ['Control+Equal', 300, 'zoom-in'],
    ['Control+Minus', 50, 'zoom-out'],
  ] as const) {
    await expect(async () => {
      await desktop.page.keyboard.press(keys);
      expect(await zoom(desktop)).toBe(end);
    }).toPass({ intervals: [50] });
    await expect.poll(() => isPossible(desktop, id)).toBe(false);
    await desktop.page.keyboard.press(keys);
    expect(await zoom(desktop)).toBe(end);
  }
});
