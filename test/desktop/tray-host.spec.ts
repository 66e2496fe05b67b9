import { shown } from '../e2e/shown.ts';
import { expect, test } from './fixture.ts';
import { clickIcon, iconBox, registeredIcons } from './tray.ts';
import { closeWindow } from './x11.ts';

const hint = 'This desktop shows no tray';

test('closed to the tray the window goes out of sight, and the tray brings it back', async ({
  app,
  session: { env },
}) => {
  const window = await app.window();
  await expect.poll(() => registeredIcons(env)).toHaveLength(1);
  await closeWindow(env, window);
  await expect.poll(() => app.windows()).toEqual([]);
  await clickIcon(env);
  await expect.poll(() => app.windows()).toHaveLength(1);
});

test('with the setting off, closing the window ends the app', async ({ app, session: { env } }) => {
  const id = await app.window();
  const page = await app.page();
  await page.evaluate(() => window.desktop.changeSettings({ closeToTray: false }));
  await closeWindow(env, id);
  expect(await app.ended()).toBe(0);
});

test('an icon comes back with a panel that was started anew', async ({ app, session }) => {
  const { env } = session;
  const window = await app.window();
  await expect.poll(() => registeredIcons(env)).toHaveLength(1);
  await closeWindow(env, window);
  await expect.poll(() => app.windows()).toEqual([]);
  await session.startPanel();
  await expect.poll(() => registeredIcons(env)).toHaveLength(1);
  await expect.poll(() => iconBox(env)).toBeDefined();
  expect(await app.windows(), 'the window waits for its panel').toEqual([]);
  await clickIcon(env);
  await expect.poll(() => app.windows()).toHaveLength(1);
});

test('a window in the tray is shown again when the panel has died', async ({ app, session }) => {
  const window = await app.window();
  await expect.poll(() => registeredIcons(session.env)).toHaveLength(1);
  await closeWindow(session.env, window);
  await expect.poll(() => app.windows()).toEqual([]);
  await session.endPanel();
  await expect.poll(() => app.windows(), { timeout: 20_000 }).toHaveLength(1);
  await closeWindow(session.env, await app.window());
  expect(await app.ended(), 'and closing it is the end, because nothing could bring it back').toBe(0);
});

test.describe('where no panel is there yet', () => {
  test.use({ desktop: { panel: false }, arguments: ['--hidden'] });

  test('a start for the tray waits for a panel that comes later', async ({ app, session }) => {
    const page = await app.page();
    const hasTray = () =>
      page.evaluate(async () => {
        const state = await window.desktop.getState();
        return state.ok && state.value.desktop.tray;
      });
    await expect.poll(hasTray).toBe(false);
    await session.startPanel();
    await expect.poll(hasTray).toBe(true);
    // The panel shows an icon of the old kind until the app has added its own: a click may hit that one as it goes.
    await expect(async () => {
      await clickIcon(session.env);
      await expect.poll(() => app.windows(), { timeout: 2_000 }).toHaveLength(1);
    }).toPass();
    const shown = await app.window();
    await closeWindow(session.env, shown);
    await expect.poll(() => app.windows()).toEqual([]);
    await clickIcon(session.env);
    await expect.poll(() => app.windows()).toHaveLength(1);
  });

  test('a start for the tray shows the window when no panel comes', async ({ app }) => {
    expect(await app.windows()).toEqual([]);
    await expect.poll(() => app.windows(), { timeout: 20_000 }).toHaveLength(1);
  });
});

test.describe('where no tray is there', () => {
  test.use({ desktop: { panel: false } });

  test('the settings say so, and closing the window ends the app', async ({ app, session: { env } }) => {
    const window = await app.window();
    const page = await app.page();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(shown(page, hint)).toBeVisible();
    await expect(page.getByRole('checkbox', { name: 'Closing the window' })).toBeDisabled();
    await closeWindow(env, window);
    expect(await app.ended()).toBe(0);
  });

  test('the settings change as soon as there is one', async ({ app, session }) => {
    await app.window();
    const page = await app.page();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(shown(page, hint)).toBeVisible();
    await session.startPanel();
    await expect(shown(page, hint)).toBeHidden();
    await expect(page.getByRole('checkbox', { name: 'Closing the window' })).toBeEnabled();
  });
});
