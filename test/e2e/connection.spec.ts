import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from './fixture.ts';
import { signIn, signOut, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 5 } });

test.describe('a broken connection file', () => {
  test.use({
    connectionFile: async ({ simulator }, use, info) => {
      const file = info.outputPath('broken.json');
      const { identity, ...rest } = simulator.connection;
      writeFileSync(file, JSON.stringify({ ...rest, identity: { ...identity, clientID: 'x' } }));
      await use(file);
    },
  });

  test('names the file and the key, and the way on', async ({ desktop }) => {
    await expect(shown(desktop.page, 'The problem is at identity.clientID.')).toBeVisible();
    await expect(shown(desktop.page, 'broken.json').first()).toBeVisible();
    await expect(desktop.page.getByRole('button', { name: 'Open connection file' })).toBeVisible();
  });

  test('is replaced by opening a good one, which is remembered @full', async ({
    desktop,
    simulator,
  }, info) => {
    const good = info.outputPath('good.json');
    writeFileSync(good, JSON.stringify(simulator.connection));
    await desktop.mainProcess.answerQuestions('yes');
    await desktop.mainProcess.answerOpenDialog([good]);
    await desktop.page.getByRole('button', { name: 'Open connection file' }).click();
    await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(readFileSync(path.join(desktop.userData, 'settings.json'), 'utf8')).toContain('good.json');
  });
});

test('a damaged store is put aside until a sign-out; the window starts and a new sign-in works (R26, R28) @full', async ({
  desktop,
  simulator,
}) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('5 units');
  await desktop.mainProcess.quit();
  simulator.clearSessions();
  truncateSync(path.join(desktop.sealed, 'key.entry'), 10);
  const page = await desktop.launch();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const putAside = () => readdirSync(desktop.sealed).filter((name) => name.includes('.damaged-'));
  const copies = putAside();
  expect(copies).toContainEqual(expect.stringMatching(/^key\.entry\./));
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('5 units');
  expect(putAside()).toEqual(copies);
  await signOut(page);
  await expect.poll(putAside).toEqual([]);
});
