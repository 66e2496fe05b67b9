/** The selected units: what commands may act on, and how long the selection holds. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Desktop as PageDesktop } from '../../electron/contract/calls.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, signOut } from './service.ts';
import { test } from './shared.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 60, eventsPerSecond: 0 } });
test.describe.configure({ mode: 'default' });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const row = (page: Page, index: number) => grid(page).locator(`[aria-rowindex="${index}"]`);
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search units' });
const idIn = (of: Locator) => of.locator('.column-id').innerText();

/** The positions of the selected rows in sight, counted from 1. */
function selectedRows(page: Page): Promise<number[]> {
  return grid(page)
    .locator('.unit-row[aria-selected="true"]')
    .evaluateAll((rows) => rows.map((each) => Number(each.getAttribute('aria-rowindex')) - 1));
}

async function start({ page }: Desktop): Promise<void> {
  await page.setViewportSize({ width: 1200, height: 760 });
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '61');
}

test('commands leave alone what the search has hidden, and the hidden ones can be shown or dropped', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await start(desktop);
  await row(page, 2).click();
  await row(page, 4).click({ modifiers: ['Control'] });
  await expect(button(page, '2 selected')).toBeVisible();
  await expect(button(page, 'Export 2 selected')).toBeVisible();
  await expect(button(page, 'Watch 2 units')).toBeVisible();

  const id = await idIn(row(page, 2));
  await search(page).fill(id);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await expect(button(page, '2 selected, 1 hidden')).toBeVisible();
  await button(page, 'Watch').click();
  const watched = () =>
    page.evaluate(async () => {
      const state = await (window as unknown as { desktop: PageDesktop }).desktop.getState();
      return state.ok ? state.value.watched : null;
    });
  await expect.poll(watched).toEqual([id]);
  const file = path.join(desktop.userData, 'selected.json');
  await mainProcess.answerSaveDialog(file);
  await button(page, 'Export 1 selected').click();
  await button(page, 'JSON').click();
  await expect(shown(page, '1 unit exported')).toBeVisible();
  expect((JSON.parse(readFileSync(file, 'utf8')) as { id: string }[]).map((unit) => unit.id)).toEqual([id]);

  await button(page, '2 selected, 1 hidden').click();
  await button(page, /^Show the hidden ones/).click();
  await expect(search(page)).toHaveValue('');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '61');
  await expect(button(page, '2 selected')).toBeVisible();

  await search(page).fill(id);
  await button(page, '2 selected, 1 hidden').click();
  await button(page, 'Keep only those in sight').click();
  await expect(button(page, '1 selected')).toBeVisible();
  await search(page).fill('nothing is called this');
  await expect(button(page, '1 selected, 1 hidden')).toBeVisible();
  await expect(button(page, 'Export 0 selected')).toHaveAttribute('aria-disabled', 'true');
  await expect(button(page, /^(?:Stop watching|Watch)/)).toHaveCount(0);
  await search(page).fill('');
  await expect(button(page, '1 selected')).toBeVisible();
});

test('without a selection nothing is watched by the button above the table, and all that is shown is exported', async ({
  desktop,
}) => {
  const { page } = desktop;
  await start(desktop);
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(button(page, 'Export')).toBeVisible();
  await expect(button(page, /^Watch/)).toHaveCount(0);
});

test('rows are selected as in the lists of the system, by mouse and by keyboard', async ({ desktop }) => {
  const { page } = desktop;
  await start(desktop);
  await row(page, 3).click();
  expect(await selectedRows(page)).toEqual([2]);
  await row(page, 5).click({ modifiers: ['Shift'] });
  expect(await selectedRows(page)).toEqual([2, 3, 4]);
  await row(page, 4).click({ modifiers: ['Control'] });
  expect(await selectedRows(page)).toEqual([2, 4]);
  await row(page, 2).click();
  expect(await selectedRows(page)).toEqual([1]);

  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  expect(await selectedRows(page)).toEqual([1]);
  await page.keyboard.press('Space');
  expect(await selectedRows(page)).toEqual([1, 2]);
  await page.keyboard.press('Shift+ArrowDown');
  expect(await selectedRows(page)).toEqual([2, 3]);
  await page.keyboard.press('Control+a');
  await expect(button(page, '60 selected')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('60 selected');
  await page.keyboard.press('Escape');
  await expect(button(page, /selected$/)).toHaveCount(0);
  expect(await selectedRows(page)).toEqual([]);
});

test('another screen and a list that is read again leave scroll, selection and details as they were', async ({
  desktop,
  simulator,
}) => {
  const { page } = desktop;
  const lists = () => simulator.requests.filter((each) => each.path.includes('/units')).length;
  await start(desktop);
  await grid(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(button(page, '2 selected')).toBeVisible();
  const heading = page.getByRole('complementary').getByRole('heading', { level: 2 });
  const name = await heading.innerText();
  const top = () => grid(page).evaluate((element) => element.scrollTop);
  const before = await top();
  expect(before).toBeGreaterThan(100);

  await button(page, 'Identity').click();
  await expect(grid(page)).toHaveCount(0);
  await button(page, 'Units').click();
  expect(await top()).toBe(before);
  await expect(heading).toHaveText(name);
  expect(await selectedRows(page)).toEqual([59, 60]);

  const read = lists();
  await button(page, 'Refresh').click();
  await expect.poll(lists).toBeGreaterThan(read);
  await expect(button(page, 'Refresh')).not.toHaveAttribute('aria-disabled', 'true');
  await expect(button(page, '2 selected')).toBeVisible();
  expect(await selectedRows(page)).toEqual([59, 60]);
});

test('who signs out takes the selection along', async ({ desktop }) => {
  const { page } = desktop;
  await start(desktop);
  await row(page, 2).click();
  await expect(button(page, '1 selected')).toBeVisible();
  await signOut(page);
  await signIn(desktop);
  await start(desktop);
  await expect(button(page, 'Export')).toBeVisible();
  expect(await selectedRows(page)).toEqual([]);
});

for (const forcedColors of ['none', 'active'] as const) {
  test(`the row in the details, a selected one and the focused one are told apart, forced colours: ${forcedColors}`, async ({
    desktop,
  }) => {
    const { page } = desktop;
    await page.emulateMedia({ forcedColors });
    await start(desktop);
    await row(page, 2).click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 3)).toHaveAttribute('aria-current', 'true');
    await expect(row(page, 2)).not.toHaveAttribute('aria-current', 'true');
    await expect(row(page, 2)).toHaveAttribute('aria-selected', 'true');
    const look = (index: number) =>
      row(page, index).evaluate((element) => {
        const first = element.firstElementChild;
        const { backgroundColor, backgroundImage } = getComputedStyle(element);
        const { backgroundImage: image, backgroundSize: size } = getComputedStyle(first ?? element);
        const bar = `${image} ${size}`;
        const frame = getComputedStyle(element, '::after').borderTopStyle;
        return { ground: `${backgroundColor} ${backgroundImage}`, bar, frame };
      });
    const [selected, current, usual] = [await look(2), await look(3), await look(5)];
    expect(selected.ground).not.toBe(usual.ground);
    expect(usual.bar).toMatch(/^none /);
    expect(current.bar).toMatch(/^linear-gradient.* [48]px 100%$/);
    expect(selected.bar).not.toContain('px 100%');
    expect([selected.frame, current.frame, usual.frame]).toEqual(['none', 'solid', 'none']);
    // The pointer leads the focus away: the row of the details is still marked, and has no frame.
    await search(page).click();
    expect(await look(3)).toMatchObject({ bar: current.bar });
    await expect.poll(async () => (await look(3)).frame).toBe('none');
  });
}
