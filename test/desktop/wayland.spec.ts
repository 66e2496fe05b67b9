import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { closeWindowIn, copiedText, press, tellCompositor, windowIn, windowsIn } from './wayland.ts';

/** Electron 45 selects this by itself in a Wayland session. */
const native = '--ozone-platform=wayland';
test.use({
  desktop: { display: 'wayland', panel: false, notifications: false },
  arguments: [native],
});

const kept = (app: App) => JSON.parse(app.file('settings.json')['window-place'] ?? 'null');
/** The app's own output, without Chromium's lines. */
const ownLines = (app: App) => app.log.split('\n').filter((line) => /^\{"time"|^\s+at |Error:/.test(line));

test('the window is shown, signs in and lists; a token is copied and cleared; closing it is the end without a tray', async ({
  app,
  session: { env },
}) => {
  expect(await windowIn(env)).toEqual({
    ...{ title: 'MAX Desk', appId: 'max-desk', hasFocus: true, width: 1200, height: 760 },
  });
  await app.signIn();
  const page = await app.page();
  await expect(page.getByRole('status')).toContainText('30 units');

  await page.getByRole('button', { name: 'Identity' }).click();
  const copy = page.getByRole('button', { name: 'Copy access token' });
  await copy.focus();
  await press(env, 'Return');
  await expect.poll(() => copiedText(env)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  // Clears the clipboard while another workspace has the focus.
  await tellCompositor(env, 'workspace', 'elsewhere');
  await expect.poll(async () => (await windowIn(env)).hasFocus).toBe(false);
  await page.evaluate(() => window.desktop.clearClipboard());
  await expect.poll(() => copiedText(env)).toBe('');
  await tellCompositor(env, 'workspace', '1');

  await page.getByRole('button', { name: 'Settings' }).click();
  const computer = page.getByRole('group', { name: 'This computer' });
  await expect(computer).toContainText('Wayland: the desktop chooses where the window opens');
  await expect(computer).toContainText('There is no tray');

  await closeWindowIn(env);
  expect(await app.ended()).toBe(0);
  expect(ownLines(app).filter((line) => !line.includes('"level":"info"'))).toEqual([]);
});

test('the window comes back as large as it was left; its place, which nobody tells, is not kept', async ({
  app,
  session: { env },
}) => {
  await windowIn(env);
  await tellCompositor(env, '[title="^MAX Desk$"]', 'resize', 'set', '903', '611');
  const size = { width: 903, height: 611 };
  await expect.poll(() => kept(app)).toEqual({ ...size, isMaximized: false });
  await app.terminate();
  await app.start(native);
  await expect.poll(() => windowIn(env)).toMatchObject(size);
  // On a screen with another scale factor, the logical size stays the same.
  await tellCompositor(env, 'create_output');
  await tellCompositor(env, 'output', 'HEADLESS-2', 'scale', '2');
  await tellCompositor(env, '[title="^MAX Desk$"]', 'move', 'output', 'HEADLESS-2');
  const page = await app.page();
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(2);
  expect(await windowIn(env)).toMatchObject(size);
  await app.terminate();
  expect(kept(app)).toEqual({ ...size, isMaximized: false });
});

test.describe('started for the tray', () => {
  test.use({ arguments: [native, '--hidden'] });

  test('it stays out of sight until it is started once more', async ({ app, session: { env } }) => {
    await expect((await app.page()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await windowsIn(env)).toEqual([]);
    await app.startSecond(native);
    expect(await windowIn(env)).toMatchObject({ title: 'MAX Desk', hasFocus: true });
  });
});

test('SIGTERM ends it in order; when the compositor ends it ends too, and it is signed in under another one', async ({
  app,
  session,
}) => {
  await windowIn(session.env);
  await app.signIn();
  await expect.poll(() => app.keptTokens().length).toBeGreaterThan(0);
  await app.terminate();
  expect(await app.ended()).toBe(0);
  await app.start(native);
  await windowIn(session.env);
  // Electron 33 aborts here; 45 ends properly.
  await session.endDisplay();
  await app.ended();
  await session.startDisplay();
  await app.start(native);
  await windowIn(session.env);
  const page = await app.page();
  await expect(page.getByRole('button', { name: 'Accounts' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
});
