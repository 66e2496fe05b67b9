/** R40: after a crash of the page or of a Chromium helper, there is a working window, signed in, with its rows. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Desktop, expect } from './fixture.ts';
import { asked, hang, kill, stacksIn } from './processes.ts';
import { signIn, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });
test.afterEach(({ desktop }) => expect(stacksIn(desktop.log)).toEqual([]));

/** Checks that the page shows the units of a signed-in account and that its calls are answered. */
async function works(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Accounts' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('30 units');
  expect(await page.evaluate(() => window.desktop.getIdentity())).toMatchObject({ ok: true });
}
async function signedIn(desktop: Desktop): Promise<void> {
  await signIn(desktop);
  await works(desktop.page);
}
/** Answers the app's message boxes with the button of this label. */
function answer({ mainProcess }: Desktop, label: string): Promise<void> {
  return mainProcess.evaluate(({ dialog }, wanted) => {
    dialog.showMessageBox = (async (...given: { buttons?: string[]; message?: string }[]) => {
      const { buttons = [], message } = given.at(-1) ?? {};
      Object.assign(globalThis, { asked: message });
      return { response: buttons.indexOf(wanted), checkboxChecked: false };
    }) as never;
  }, label);
}
const question = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(() => String(Reflect.get(globalThis, 'asked')));
const place = ({ mainProcess }: Desktop) =>
  mainProcess.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getBounds(), maximized: window?.isMaximized(), visible: window?.isVisible() };
  });

test('a page that crashes comes back by itself, and it is told', async ({ desktop }) => {
  await signedIn(desktop);
  const page = await desktop.renewed(() => kill(desktop, 'page'));
  await works(page);
  await expect(shown(page, 'The window had to be loaded again')).toBeVisible();
  expect(await place(desktop)).toMatchObject({ visible: true });
});

test('a page that crashes again soon is a question, whose answer brings it back @full', async ({
  desktop,
}) => {
  await signedIn(desktop);
  await desktop.renewed(() => kill(desktop, 'page'));
  await answer(desktop, 'Load again');
  const page = await desktop.renewed(() => kill(desktop, 'page'));
  await works(page);
  expect(await question(desktop)).toBe('The window of MAX Desk cannot be shown');
});

test('a page that hangs is a question, whose answer brings it back @full', async ({ desktop }) => {
  await signedIn(desktop);
  await answer(desktop, 'Load again');
  hang(desktop);
  const page = await desktop.renewed(() =>
    desktop.mainProcess.evaluate(
      ({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit('unresponsive'),
    ),
  );
  await works(page);
  expect(await question(desktop)).toBe('The window of MAX Desk does not respond');
});

test('the new window stands where the old one stood, also maximized @full', async ({ desktop }) => {
  const bounds = { x: 120, y: 90, width: 900, height: 600 };
  await desktop.mainProcess.placeWindow(bounds);
  const before = { bounds, maximized: false, visible: true };
  await expect.poll(() => place(desktop)).toEqual(before);
  await desktop.renewed(() => kill(desktop, 'page'));
  await expect.poll(() => place(desktop)).toEqual(before);

  await answer(desktop, 'Load again');
  await desktop.mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
  await expect.poll(() => place(desktop)).toMatchObject({ maximized: true });
  await desktop.renewed(() => kill(desktop, 'page'));
  await expect.poll(() => place(desktop)).toMatchObject({ maximized: true, visible: true });
});

test('a window in the tray comes back hidden, and the tray opens it @full', async ({ desktop }) => {
  await desktop.launch(['--hidden']);
  await expect(desktop.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await desktop.mainProcess.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const page = await desktop.renewed(() => kill(desktop, 'page'));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await place(desktop)).toMatchObject({ visible: false });
  await desktop.mainProcess.clickTray('open');
  await expect.poll(() => place(desktop)).toMatchObject({ visible: true });
});

test('a sign-in goes on in the new window @full', async ({ desktop }) => {
  const opened = desktop.systemBrowser.waitForEvent('page');
  await desktop.page.getByRole('button', { name: 'Sign in' }).click();
  const tab = await opened;
  const page = await desktop.renewed(() => kill(desktop, 'page'));
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await works(page);
});

test('a list that was under way is read anew', async ({ desktop, simulator }) => {
  await signedIn(desktop);
  simulator.setFaults({ delayMs: 2_000 });
  void desktop.page.evaluate(() => window.desktop.listUnits({ run: 900 })).catch(() => undefined);
  await works(await desktop.renewed(() => kill(desktop, 'page')));
});

test('a question of the system that is open does not keep the window from coming back @full', async ({
  desktop,
}) => {
  await signedIn(desktop);
  const dialog = await asked(desktop, 'showOpenDialog');
  void desktop.page.evaluate(() => window.desktop.openConnectionFile()).catch(() => undefined);
  await dialog();
  await works(await desktop.renewed(() => kill(desktop, 'page')));
});

test('an export of a page that has crashed leaves nothing behind @full', async ({ desktop }) => {
  await signedIn(desktop);
  const file = path.join(desktop.userData, 'Units.csv');
  await desktop.mainProcess.answerSaveDialog(file);
  await desktop.page.evaluate(() => window.desktop.startExport({ suggestedName: 'Units', format: 'csv' }));
  await desktop.renewed(() => kill(desktop, 'page'));
  await expect.poll(() => readdirSync(desktop.userData).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(existsSync(file)).toBe(false);
});

test('a graphics process that crashes three times is started anew @full', async ({ desktop }) => {
  await signedIn(desktop);
  let last = 0;
  for (let time = 0; time < 3; time++) last = await kill(desktop, 'gpu', last);
  await works(desktop.page);
});

test('a network process that crashes is followed by one that answers: nothing stays offline', async ({
  desktop,
}) => {
  await signedIn(desktop);
  let last = 0;
  for (const run of [900, 901]) {
    last = await kill(desktop, 'network', last);
    await expect
      .poll(() => desktop.page.evaluate((number) => window.desktop.listUnits({ run: number }), run))
      .toMatchObject({ ok: true, value: { received: 30 } });
  }
});

test('a preload that fails is a question, whose answer brings the window back @full', async ({
  desktop,
}, info) => {
  await signedIn(desktop);
  const file = info.outputPath('broken.cjs');
  await desktop.mainProcess.evaluate(async ({ app, session }, broken) => {
    const { writeFileSync } = process.getBuiltinModule('node:fs');
    writeFileSync(broken, 'throw new TypeError("broken")');
    app.once('web-contents-created', (_event, contents) =>
      contents.once('preload-error', () => writeFileSync(broken, '')),
    );
    session.defaultSession.registerPreloadScript?.({ type: 'frame', filePath: broken });
    if (!session.defaultSession.registerPreloadScript)
      (session.defaultSession as never as { setPreloads(files: string[]): void }).setPreloads([broken]);
  }, file);
  await answer(desktop, 'Load again');
  await kill(desktop, 'page');
  // The window with the failed preload opens and closes first.
  await expect(async () => works(await desktop.nextWindow())).toPass();
  expect(await question(desktop)).toBe('The window of MAX Desk cannot be shown');
  expect(desktop.log).toContain('"message":"the preload failed"');
});

test('a reload while the first load is under way ends nothing @full', async ({ desktop }) => {
  await desktop.launch([], { window: false });
  await desktop.mainProcess.evaluate(async ({ app, BrowserWindow }) => {
    await app.whenReady();
    while (!BrowserWindow.getAllWindows()[0]) await new Promise((resolve) => setImmediate(resolve));
    for (let time = 0; time < 5; time++) BrowserWindow.getAllWindows()[0]?.webContents.reload();
  });
  const page = await desktop.nextWindow();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(desktop.log).not.toContain('the start failed');
});

test('no key reloads the page @full', async ({ desktop }) => {
  await desktop.page.evaluate(() => Object.assign(window, { marked: true }));
  for (const [keyCode, modifiers] of [
    ['F5', []],
    ['R', ['control']],
    ['R', ['control', 'shift']],
  ] as const)
    await desktop.mainProcess.evaluate(
      ({ BrowserWindow }, input) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        for (const type of ['keyDown', 'keyUp'] as const)
          contents?.sendInputEvent({ type, ...input } as never);
      },
      { keyCode, modifiers: [...modifiers] },
    );
  expect(await desktop.page.evaluate(() => 'marked' in window)).toBe(true);
});
