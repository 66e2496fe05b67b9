import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startExport } from '../e2e/service.ts';
import { expect, test } from './fixture.ts';
import { closeByKey, visibleWindows, xdotool } from './x11.ts';

test.use({ desktop: { panel: false, notifications: false } });

type Env = Record<string, string>;

/** Uses the system's save dialog like a user: the text in its name field is replaced. */
async function saveAs(env: Env, page: Page, file: string): Promise<void> {
  await startExport(page);
  await dialogIn(env);
  await xdotool(env, 'key', 'ctrl+a');
  // GTK completes existing names at any time, but not unknown names and not after a deletion.
  await xdotool(env, 'type', '--delay', '20', `${file}x`);
  await xdotool(env, 'key', 'BackSpace');
  await xdotool(env, 'key', 'Return');
}

/** The system's save dialog, which is in front. */
async function dialogIn(env: Env): Promise<string> {
  const dialogs = () => visibleWindows(env, 'name', '^Save the table as$');
  await expect.poll(dialogs, 'the dialog of the system is in sight').toHaveLength(1);
  const [dialog = ''] = await dialogs();
  await xdotool(env, 'windowactivate', '--sync', dialog);
  return dialog;
}

test('a name that is typed without an extension into the real dialog gets it, and is asked for when it is taken', async ({
  app,
  session: { env },
}) => {
  const page = await app.page();
  await app.signIn();
  await expect(page.getByRole('status')).toContainText('30 units');
  const window = await app.window();
  const folder = test.info().outputPath();
  const file = path.join(folder, 'mine.csv');
  await saveAs(env, page, path.join(folder, 'mine'));
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(32);

  // "No" is the default for Enter, and returns to the dialog.
  writeFileSync(file, 'not to be lost');
  await saveAs(env, page, path.join(folder, 'mine'));
  const question = async () => (await app.windows()).filter((each) => each !== window);
  await expect.poll(question, 'the question is in sight').toHaveLength(1);
  await closeByKey(env, (await question())[0] ?? '', 'Return');
  await closeByKey(env, await dialogIn(env), 'Escape');
  expect(readFileSync(file, 'utf8')).toBe('not to be lost');
});
