/** Programs that use the sign-in of the window: paired with the built command line, as a person does it. */
import type { Locator, Page } from '@playwright/test';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { listen } from './heard.ts';
import { signIn } from './service.ts';
import { digits, pair, test } from './terminal.ts';
import { strings } from './tour.ts';

test.use({ simulatorOptions: { units: 12, eventsPerSecond: 0 } });

const strip = (page: Page) => page.getByRole('region', { name: 'A program waits for you' });
const question = (page: Page) => page.getByRole('dialog', { name: 'A program asks for access' });
const programs = (page: Page) => page.getByRole('region', { name: 'Programs' });

/** Presses a key until this has the focus, as a person does who sees where the focus is. */
async function reach(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await target.evaluate((each) => each.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Leads to the part of the settings by keyboard, from anywhere. */
async function openPrograms(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Programs');
  await expect(page.getByRole('option').first()).toContainText('Programs…');
  await page.keyboard.press('Enter');
  await expect(programs(page).getByRole('heading')).toBeFocused();
}

/** Signs in and switches the access on. */
async function ready(desktop: Desktop): Promise<void> {
  const { page } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('12 units');
  await openPrograms(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(programs(page)).toContainText('max-desk agent pair');
  await page.keyboard.press('Escape');
}

const shownCode = async (page: Page) =>
  digits(await question(page).locator('.program-code strong').innerText());
const tokenOf = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.desktop.getToken();
    return reply.ok ? reply.value.accessToken : reply.failure.code;
  });

test('one sign-in for both: the terminal is paired by its code, prints the token of the window, and is told once that is withdrawn', async ({
  desktop,
  terminal,
}) => {
  const { page } = desktop;
  await ready(desktop);
  const heard = await listen(page);
  const search = page.getByRole('combobox', { name: 'Search units' });

  const pairing = await test.step('whoever types goes on typing while a program asks', async () => {
    await search.focus();
    await page.keyboard.type('ele');
    const begun = pair(terminal);
    await expect(strip(page)).toContainText('“Chart maker” asks for access');
    await expect.poll(heard).toContain('“Chart maker” asks for access');
    await page.keyboard.type('vator');
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('elevator');
    await expect(question(page)).toHaveCount(0);
    return begun;
  });

  await test.step('by keyboard the question is reached, compared and answered', async () => {
    await reach(page, strip(page).getByRole('button', { name: 'Answer…' }), 'F6');
    await page.keyboard.press('Enter');
    expect(await shownCode(page)).toBe(await pairing.code());
    await expect(question(page).getByRole('combobox')).toBeFocused();
    await expect(question(page).getByRole('radio', { name: 'Calls only' })).toBeChecked();
    await reach(page, question(page).getByRole('radio', { name: 'Calls only' }));
    await page.keyboard.press('ArrowDown');
    await reach(page, question(page).getByRole('button', { name: 'Allow access' }));
    await page.keyboard.press('Enter');
    await expect.poll(heard).toContain('Access allowed: Chart maker');
    await expect(strip(page)).toHaveCount(0);
    expect(await pairing.ended).toMatchObject({ status: 0 });
  });

  await test.step('the terminal has the token of the window, and nobody has signed in there', async () => {
    expect((await terminal.run(['token'])).out.trim()).toBe(await tokenOf(page));
  });

  await test.step('the settings name the program, and withdraw its access', async () => {
    await openPrograms(page);
    for (const text of ['Chart maker', 'Access token · sam.sample@example.com', 'Last used'])
      await expect(programs(page)).toContainText(text);
    await reach(page, programs(page).getByRole('button', { name: 'Withdraw the access of Chart maker' }));
    await page.keyboard.press('Enter');
    await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }));
    await page.keyboard.press('Enter');
    await expect(programs(page)).toContainText('No program is paired.');
    await expect(programs(page).getByRole('heading')).toBeFocused();
    expect(await terminal.failure(['token'])).toMatchObject({ code: 'agent-withdrawn', status: 3 });
  });
});

test('a program that is refused gets nothing, and one that is gone is told of while its question is open @full', async ({
  desktop,
  terminal,
}) => {
  const { page } = desktop;
  await ready(desktop);
  const answer = strip(page).getByRole('button', { name: 'Answer…' });

  const refused = pair(terminal);
  await answer.click();
  await question(page).getByRole('button', { name: 'Refuse' }).click();
  expect(await refused.ended).toMatchObject({ status: 3, out: '' });
  await expect(question(page)).toHaveCount(0);

  const gone = pair(terminal);
  await answer.click();
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
  await answer.click();
  expect(await seriousFindings(page)).toEqual([]);
  gone.child.kill();
  await expect(question(page).getByRole('alert')).toContainText('Nothing was allowed.');
  await expect(question(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveCount(0);
  await openPrograms(page);
  await expect(programs(page)).toContainText('No program is paired.');
});

test('a program that asks while the window is away raises nothing: a notification tells of it @full', async ({
  desktop,
  terminal,
}) => {
  const { page, mainProcess } = desktop;
  await ready(desktop);
  await mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const asking = pair(terminal);
  await expect
    .poll(async () => (await mainProcess.notifications()).at(-1)?.title)
    .toBe('A program asks for access');
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const reply = await window.desktop.getState();
        return reply.ok && reply.value.agent.request?.name;
      }),
    )
    .toBe('Chart maker');
  expect(
    await mainProcess.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => [each.isVisible(), each.isFocused()]),
    ),
  ).toEqual([[false, false]]);
  const told = JSON.stringify(await mainProcess.notifications());
  expect(told).not.toContain('Chart maker');
  expect(digits(told)).not.toContain(await asking.code());
});

for (const [language, theme] of [
  ['en', 'light'],
  ['de', 'dark'],
] as const)
  test(`strip, question and list have nothing serious for axe, and fit into 640 px (${language}, ${theme}) @full`, async ({
    desktop,
    terminal,
  }) => {
    const { page, mainProcess } = desktop;
    const texts = strings[language].programs;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await ready(desktop);
    await mainProcess.setTheme(theme);
    await page.evaluate((to) => window.desktop.changeSettings({ language: to }), language);
    await page.setViewportSize({ width: 640, height: 480 });
    const fits = async (what: string) => {
      expect(await seriousFindings(page), what).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        what,
      ).toBeLessThanOrEqual(0);
    };
    const asking = pair(terminal);
    await page.getByRole('button', { name: texts.answer }).waitFor();
    await fits('strip');
    await page.getByRole('button', { name: texts.answer }).click();
    const dialog = page.getByRole('dialog', { name: texts.question });
    await dialog.waitFor();
    await fits('question');
    await dialog.getByRole('button', { name: texts.allow }).click();
    await asking.ended;
    await page.keyboard.press('Control+,');
    await page.getByRole('region', { name: texts.title }).getByText('Chart maker').waitFor();
    await fits('list');
  });
