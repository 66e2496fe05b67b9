/** Whatever lies over a screen is left by Escape, and the focus is then where it was; the Tab key goes through it in order. */
import type { Locator, Page } from '@playwright/test';
import { dutyOptions } from './duty.ts';
import { expect } from './fixture.ts';
import { signIn } from './service.ts';
import { pair, test } from './terminal.ts';

test.use({ simulatorOptions: dutyOptions });

/** Opens a layer by keyboard, and leaves it by Escape. */
async function comesBack(page: Page, from: Locator, keys: readonly string[], layer: Locator): Promise<void> {
  await from.focus();
  for (const key of keys) await page.keyboard.press(key);
  await expect(layer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(layer).toBeHidden();
  await expect(from, `after ${keys.join(' ')}`).toBeFocused();
}

test('from every layer over units and incidents Escape leads back to where the focus was @full', async ({
  desktop,
  terminal,
}) => {
  const { page } = desktop;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(desktop);
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  const grid = page.getByRole('grid', { name: 'Units' });
  const search = page.getByRole('combobox', { name: 'Search units' });
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  await comesBack(page, grid, ['Control+k'], dialog('Find anything'));
  await comesBack(page, search, ['Control+k'], dialog('Find anything'));
  await comesBack(page, grid, ['?'], dialog('Keyboard shortcuts'));
  await comesBack(
    page,
    grid,
    ['Control+k', ...'availability report', 'Enter'],
    dialog('Availability report'),
  );
  for (const menu of ['Columns', 'Group', 'Views', 'Export']) {
    const button = page.getByRole('button', { name: menu, exact: true });
    await comesBack(page, button, ['Enter'], page.locator('[popover]:popover-open'));
  }

  await page.keyboard.press('Control+i');
  const row = page
    .getByRole('table', { name: 'Open incidents' })
    .locator('tbody')
    .getByRole('checkbox')
    .first();
  for (const [key, name] of [
    ['S', /^Snooze 1/],
    ['N', /^Note on 1/],
    ['M', /^Maintenance of 1/],
  ] as const)
    await comesBack(page, row, [`Control+Shift+${key}`], dialog(name));
  await comesBack(page, row, ['Control+k'], dialog('Find anything'));
  const handOver = page.getByRole('button', { name: 'Hand-over', exact: true });
  await comesBack(page, handOver, ['Enter'], page.locator('[popover]:popover-open'));

  await page.evaluate(() => window.desktop.changeSettings({ agent: true }));
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const reply = await window.desktop.getState();
        return reply.ok && reply.value.agent.phase;
      }),
    )
    .toBe('listening');
  pair(terminal);
  const answer = page.getByRole('button', { name: 'Answer…' });
  await comesBack(page, answer, ['Enter'], dialog('A program asks for access'));
});

test('a long silence after three programs that were not allowed is told in the settings, and ended by keyboard @full', async ({
  desktop,
  terminal,
}) => {
  const { page } = desktop;
  await signIn(desktop);
  await page.evaluate(() => window.desktop.changeSettings({ agent: true }));
  for (const name of ['One', 'Two', 'Three']) {
    const { ended } = pair(terminal, name);
    await page.getByRole('button', { name: 'Answer…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    expect(await ended).toMatchObject({ status: 3 });
  }
  await page.keyboard.press('Control+,');
  const programs = page.getByRole('region', { name: 'Programs' });
  await expect(programs).toContainText(/Programs can ask again at \d+:\d\d/);
  expect((await pair(terminal, 'Four').ended).err).toContain('asks about none now');
  await programs.getByRole('button', { name: 'Let programs ask now' }).press('Enter');
  await expect(programs).not.toContainText('can ask again');
  await expect(programs.getByRole('heading')).toBeFocused();
  pair(terminal, 'Five');
  await expect(page.getByRole('button', { name: 'Answer…' })).toBeVisible();
});
