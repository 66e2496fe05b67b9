/** A program asks for access while the window is in the tray. */
import path from 'node:path';
import { dist } from '../../build/bundles.ts';
import { commandLineUser } from '../fakes/command-line-user.ts';
import { expect, test } from './fixture.ts';
import { registeredIcons } from './tray.ts';
import { clickNotification, closeWindow, dismissNotifications, visibleWindows } from './x11.ts';

test('a click on the notification of a program that asks shows the window with the question; until then nothing comes up', async ({
  app,
  session: { env },
}) => {
  const terminal = commandLineUser(path.join(dist, 'cli.cjs'));
  try {
    terminal.env['XDG_RUNTIME_DIR'] = env['XDG_RUNTIME_DIR'];
    const popups = () => visibleWindows(env, 'class', '^Dunst$');
    const id = await app.window();
    await app.signIn();
    const page = await app.page();
    await page.evaluate(() => window.desktop.changeSettings({ agent: true }));
    await expect.poll(() => registeredIcons(env)).toHaveLength(1);
    await closeWindow(env, id);
    await expect.poll(popups, 'that it still runs is told').toHaveLength(1);
    await dismissNotifications(env);
    await expect.poll(popups).toEqual([]);

    terminal.start(['agent', 'pair', '--name', 'Chart maker']);
    await expect.poll(popups, 'that a program asks is told').toHaveLength(1);
    expect(await app.windows()).toEqual([]);
    await clickNotification(env);
    await expect.poll(() => app.windows()).toHaveLength(1);
    await expect(page.getByRole('dialog', { name: 'A program asks for access' })).toContainText(
      'Chart maker',
    );
  } finally {
    terminal.end();
  }
});
