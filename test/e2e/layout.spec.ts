/** The header, the toolbar, the overview and the saved views: what holds in a small window, and what does not move. */
import type { Locator, Page } from '@playwright/test';
import { everydayIf } from '../fakes/rounds.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, test } from './service.ts';
import { strings } from './tour.ts';

test.use({ simulatorOptions: { units: 120, eventsPerSecond: 0 } });

const grid = (page: Page) => page.getByRole('grid');

async function speak({ page }: Desktop, language: 'en' | 'de'): Promise<void> {
  await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

interface Box {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the visible controls of a part of the window are, from left to right. */
function boxes(of: Locator, controls = 'button, input'): Promise<Box[]> {
  return of.evaluate((part, selector) => {
    const all = [...part.querySelectorAll<HTMLElement>(selector)];
    return all
      .filter((each) => each.checkVisibility() && each.closest('[popover]') === null)
      .map((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return { name: each.ariaLabel ?? each.title ?? each.textContent, left, right, top, bottom };
      })
      .sort((a, b) => a.left - b.left);
  }, controls);
}

/** The controls that lie over each other, or outside of the window. */
function clashes(all: readonly Box[], width: number): string[] {
  const over = all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.left < one.right - 1 && other.top < one.bottom && other.bottom > one.top)
      .map((other) => `${one.name} and ${other.name}`),
  );
  return [...over, ...all.filter(({ right }) => right > width + 1).map(({ name }) => `${name} outside`)];
}

// German words are the longer ones.
for (const language of ['en', 'de'] as const) {
  const title = `the header holds at 640 px with every chip shown, ${language} @full`;
  test(title, async ({ desktop }) => {
    const { page, mainProcess } = desktop;
    await mainProcess.setSafeStorage('basic_text');
    await signIn(desktop);
    await expect(grid(page)).toBeVisible();
    await speak(desktop, language);
    const texts = strings[language];
    await page.evaluate(() => window.desktop.copyToken({ as: 'token' }));
    await expect(page.getByRole('region', { name: texts.clipboard.label })).toBeVisible();
    await expect(page.getByRole('button', { name: texts.persistence.badge })).toBeVisible();
    for (const width of [1200, 900, 640]) {
      await page.setViewportSize({ width, height: 480 });
      const header = page.getByRole('banner');
      const all = await boxes(header);
      expect(all.length, `${width} px`).toBeGreaterThanOrEqual(5);
      expect(clashes(all, width), `${width} px`).toEqual([]);
      expect((await header.boundingBox())?.height, `${width} px`).toBeLessThan(52);
    }
    // Everything about the account is in one menu.
    await page.getByRole('button', { name: new RegExp(`^${texts.account.menu}: `) }).click();
    const menu = page.getByRole('region', { name: texts.account.menu, exact: true });
    await expect(menu.locator('[aria-current]')).toContainText('Sam Sample');
    await expect(menu.locator('[aria-current]')).toContainText(texts.account.renewed);
    for (const name of [texts.account.add, texts.account.signOut, texts.clipboard.copy.token])
      await expect(menu.getByRole('button', { name, exact: true })).toBeInViewport();
  });

  test(`the toolbar is one line, and nothing in it moves when units are chosen, ${language} @full`, async ({
    desktop,
  }) => {
    const { page } = desktop;
    await signIn(desktop);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '121');
    await speak(desktop, language);
    const bar = page.locator('.command-bar');
    for (const width of [1200, 900, 640]) {
      await page.setViewportSize({ width, height: 760 });
      await expect(bar).toBeInViewport();
      const before = await boxes(bar);
      expect(before.length).toBeGreaterThanOrEqual(6);
      expect(clashes(before, width), `${width} px`).toEqual([]);
      expect(new Set(before.map(({ bottom }) => Math.round(bottom))).size, `${width} px: one line`).toBe(1);
      await grid(page).locator('[aria-rowindex="3"]').click();
      await grid(page)
        .locator('[aria-rowindex="5"]')
        .click({ modifiers: ['Shift'] });
      await expect(bar.locator('.watch')).toBeVisible();
      // What the selection brings comes last.
      const after = await boxes(bar, ':is(button, input):not(.for-selection *)');
      const places = (all: readonly Box[]) => all.map(({ left, right, top }) => [left, right, top]);
      const others = before.filter(({ left }) => left <= (after.at(-1)?.left ?? 0));
      expect(places(after), `${width} px`).toEqual(places(others));
      await grid(page).locator('[aria-rowindex="3"]').click();
    }
  });
}

test('at 1200 × 760 the usual view has at least 15 whole rows, and the key numbers in one line', async ({
  desktop,
}) => {
  const { page } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '121');
  await expect(page.getByRole('button', { name: 'Overview' })).toHaveAttribute('aria-expanded', 'false');
  await expect(page.locator('.key-numbers')).toContainText(/% in service · /);
  const whole = () =>
    grid(page).evaluate((table) => {
      const area = table.getBoundingClientRect();
      const bottom = Math.min(area.top + table.clientHeight, innerHeight);
      return [...table.querySelectorAll('[aria-rowindex]')].filter((row) => {
        const box = row.getBoundingClientRect();
        return Number(row.getAttribute('aria-rowindex')) > 1 && box.height > 0 && box.bottom <= bottom + 1;
      }).length;
    });
  await expect.poll(whole).toBeGreaterThanOrEqual(15);
});

test.describe('with outages to fill its lists', () => {
  test.use({ simulatorOptions: { units: 1_248, eventsPerSecond: 0 } });

  for (const language of ['en', 'de'] as const) {
    const title = `the overview opens in the height that it has once the past is known, ${language}`;
    test(everydayIf(language === 'de', title), async ({ desktop }) => {
      const { page } = desktop;
      await signIn(desktop);
      await expect(grid(page)).toHaveAttribute('aria-rowcount', '1249');
      await speak(desktop, language);
      await page.setViewportSize({ width: 1200, height: 760 });
      const heights = await page.evaluate(async (name) => {
        const seen: number[] = [];
        const sizes = new ResizeObserver(([entry]) => seen.push(entry?.borderBoxSize[0]?.blockSize ?? 0));
        const button = [...document.querySelectorAll('button')].find(
          ({ textContent }) => textContent === name,
        );
        button?.click();
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const shown = async (selector: string): Promise<Element> => {
          const found = document.querySelector(selector);
          if (found !== null) return found;
          await frame();
          return shown(selector);
        };
        sizes.observe(await shown('.overview'));
        await shown('.overview > :last-child .chart-caption');
        await frame();
        await frame();
        return [...new Set(seen.map(Math.round))];
      }, strings[language].fleet.overview.title);
      expect(heights).toEqual([expect.any(Number)]);
    });
  }
});

test('the overview stays folded or open as it was left, and the settings have it @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await page.setViewportSize({ width: 1200, height: 760 });
  await signIn(desktop);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '121');
  await page.getByRole('button', { name: 'Overview' }).click();
  await expect(page.getByRole('region', { name: 'By status' })).toBeVisible();
  await expect(page.locator('.key-numbers')).toHaveCount(0);
  const again = await mainProcess.relaunch();
  await expect(again.getByRole('region', { name: 'By status' })).toBeVisible();
  await again.getByRole('button', { name: 'Settings' }).click();
  await expect(again.getByRole('radio', { name: 'Open', exact: true })).toBeChecked();
  await again.getByRole('radio', { name: 'Folded into one line' }).click();
  await again.keyboard.press('Escape');
  await expect(again.getByRole('region', { name: 'By status' })).toHaveCount(0);
  await expect(again.getByRole('button', { name: 'Overview' })).toHaveAttribute('aria-expanded', 'false');
});

test('a saved view with a long name is whole, marked while the table shows it, and says when it was changed @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  const name = 'Berlin and Hamburg, out of service first';
  await page.setViewportSize({ width: 640, height: 480 });
  await signIn(desktop);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '121');
  const open = () => page.getByRole('button', { name: 'Views', exact: true }).click();
  const menu = page.getByRole('region', { name: 'Views', exact: true });
  const entry = menu.getByRole('listitem').filter({ hasText: name });
  await page.getByRole('combobox', { name: 'Search units' }).fill('berlin');
  await open();
  await menu.getByRole('textbox', { name: 'Name of the view' }).fill(name);
  await menu.getByRole('button', { name: 'Save view' }).click();
  await expect(entry).toHaveAttribute('aria-current', 'true');
  await expect(entry).not.toContainText('changed');
  const { width = 0, x = 0 } = (await menu.boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(clashes(await boxes(entry), x + width)).toEqual([]);
  const clipped = await entry
    .getByText(name)
    .evaluate((text) => text.scrollWidth - text.clientWidth > 1 || text.clientWidth === 0);
  expect(clipped).toBe(false);
  for (const button of await menu.getByRole('button').all())
    await expect(button).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');

  await page.getByRole('combobox', { name: 'Search units' }).fill('hamburg');
  await open();
  await expect(entry).toContainText('changed');
  await menu.getByRole('button', { name: `Save changes to “${name}”` }).click();
  await expect(entry).not.toContainText('changed');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Search units' }).fill('');
  await open();
  await entry.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole('combobox', { name: 'Search units' })).toHaveValue('hamburg');
});
