/** Saving files with the real writing code: the same rules apply to everything that the window saves. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mountDisk, mountHangingDrive, whyNoDisks, whyNoHangingDrive } from './disks.ts';
import { textOf } from './files.ts';
import { type Desktop, expect } from './fixture.ts';
import { signIn, startExport, test } from './service.ts';
import { shown } from './shown.ts';

test.use({ simulatorOptions: { units: 30 } });

/** Saves each kind of file like the window; resolves with the file, or the error code. */
const kinds = {
  csv: ({ page }: Desktop) =>
    page.evaluate(async () => {
      const begun = await window.desktop.startExport({ suggestedName: 'Units', format: 'excel' });
      if (!begun.ok || begun.value === null) return begun.ok ? null : begun.failure.details['text'];
      await window.desktop.exportRows({ export: begun.value.export, rows: [['ID']] });
      await window.desktop.finishExport({ export: begun.value.export });
      return begun.value.file;
    }),
  txt: ({ page }: Desktop) =>
    page.evaluate(async () => {
      await window.desktop.runDoctor({ run: 1 });
      const saved = await window.desktop.saveReport({ as: 'text' });
      return saved.ok ? saved.value?.file : saved.failure.details['text'];
    }),
  zip: ({ page }: Desktop) =>
    page.evaluate(async () => {
      const saved = await window.desktop.saveDiagnostics();
      return saved.ok ? saved.value?.file : saved.failure.details['text'];
    }),
  maxdesk: ({ page }: Desktop) =>
    page.evaluate(async () => {
      const state = await window.desktop.getState();
      const id = state.ok ? (state.value.connection?.id ?? '') : '';
      const saved = await window.desktop.exportConnection({ id });
      return saved.ok ? saved.value : saved.failure.details['text'];
    }),
  json: ({ page }: Desktop) =>
    page.evaluate(async () => {
      const request = { method: 'GET' as const, path: '/units?$top=1', headers: [], body: null };
      await window.desktop.sendRequest({ run: 1, ...request });
      const saved = await window.desktop.saveConsoleBody({ run: 1 });
      return saved.ok ? saved.value?.file : saved.failure.details['text'];
    }),
};

async function signedIn(desktop: Desktop): Promise<void> {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('units');
}

test('all that is saved gets its extension, asks before it replaces, keeps rights and follows links', async ({
  desktop,
}) => {
  await signedIn(desktop);
  await desktop.mainProcess.answerQuestions('yes');
  const isAsked = async (name: string) =>
    (await desktop.mainProcess.questions()).some((each) =>
      each.startsWith(`“${name}” already exists. Replace it?`),
    );
  for (const [extension, save] of Object.entries(kinds)) {
    const folder = test.info().outputPath(extension);
    mkdirSync(folder);
    const file = path.join(folder, `mine.${extension}`);
    const modeOf = () => statSync(file).mode & 0o777;
    await desktop.mainProcess.answerSaveDialog(path.join(folder, 'mine'));
    expect(await save(desktop)).toBe(file);
    expect(await isAsked(`mine.${extension}`)).toBe(false);
    if (process.platform !== 'win32') expect(modeOf()).toBe(0o600);
    for (const mode of [0o600, 0o640]) {
      writeFileSync(file, 'old');
      chmodSync(file, mode);
      expect(await save(desktop)).toBe(file);
      expect(readFileSync(file, 'utf8')).not.toBe('old');
      if (process.platform !== 'win32') expect(modeOf()).toBe(mode);
    }
    expect(await isAsked(`mine.${extension}`)).toBe(true);
    expect(readdirSync(folder)).toEqual([`mine.${extension}`]);
    if (process.platform === 'win32') continue;

    const link = path.join(folder, `link.${extension}`);
    symlinkSync(`mine.${extension}`, link);
    writeFileSync(file, 'old');
    await desktop.mainProcess.answerSaveDialog(link);
    expect(await save(desktop)).toBe(link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toBe('old');
  }
});

test('all that is saved may have a name as long as the system takes, and not a longer one @full', async ({
  desktop,
}) => {
  await signedIn(desktop);
  const folder = test.info().outputPath('long');
  mkdirSync(folder);
  for (const [extension, save] of Object.entries(kinds)) {
    const name = `${'ü'.repeat(125)}.${extension}`.slice(-127);
    const longest = 'x'.repeat(255 - Buffer.byteLength(name)) + name;
    await desktop.mainProcess.answerSaveDialog(path.join(folder, longest));
    expect(await save(desktop)).toBe(path.join(folder, longest));
    await desktop.mainProcess.answerSaveDialog(path.join(folder, `x${longest}`));
    expect(await save(desktop)).toBe('ENAMETOOLONG');
  }
  expect(readdirSync(folder)).toHaveLength(5);
});

/** Keeps the next save dialogs open; resolves with the function that answers the one that is. */
async function holdSaveDialogs({ mainProcess }: Desktop): Promise<(file: string) => Promise<void>> {
  await mainProcess.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () =>
      new Promise((resolve) => {
        const answerSave = (filePath: string) => {
          Reflect.deleteProperty(globalThis, 'answerSave');
          resolve({ canceled: false, filePath });
        };
        Object.assign(globalThis, { answerSave });
      });
  });
  return (file) =>
    expect
      .poll(() =>
        mainProcess.evaluate((_electron, given) => {
          const answer = Reflect.get(globalThis, 'answerSave');
          answer?.(given);
          return answer !== undefined;
        }, file),
      )
      .toBe(true);
}

test('the end of a save is told where the user is by then: its dialog or screen may have been left @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  /** Asks for a save, and leaves its place. */
  const ways: Record<string, () => Promise<void>> = {
    txt: async () => {
      await press('Diagnostics');
      await press('Save report…');
      await press('Units');
    },
    json: async () => {
      await press('Console');
      await page.getByRole('combobox', { name: 'Path' }).fill('/units?$top=1');
      await page.keyboard.press('Enter');
      await press('Save…');
      await press('Units');
    },
    zip: async () => {
      await press('Settings');
      await press('Save diagnostics…');
      await press('Save…');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Save diagnostics' })).toBeHidden();
      await page.keyboard.press('Escape');
    },
  };
  await signedIn(desktop);
  const answer = await holdSaveDialogs(desktop);
  for (const [extension, ask] of Object.entries(ways)) {
    await ask();
    await answer(test.info().outputPath('no-such-folder', `mine.${extension}`));
    await expect(page.locator('.toast')).toContainText('The folder is not there.');
    await ask();
    const file = test.info().outputPath(`mine.${extension}`);
    await answer(file);
    await expect(page.locator('.toast')).toContainText(file);
    expect(statSync(file).size).toBeGreaterThan(0);
  }
});

test.describe('a disk with a fault', () => {
  test.skip(whyNoDisks() !== '', whyNoDisks());

  test('that is full or takes no changes is told as that for all that is saved, and has nothing half on it @full', async ({
    desktop,
  }) => {
    await signedIn(desktop);
    const [full, fixed] = ['full', 'fixed'].map((name) => test.info().outputPath(name));
    const disks = [mountDisk(full ?? '', 64), mountDisk(fixed ?? '', 64, ',ro')];
    try {
      disks[0]?.fill();
      for (const [extension, save] of Object.entries(kinds)) {
        await desktop.mainProcess.answerSaveDialog(path.join(full ?? '', `mine.${extension}`));
        expect(await save(desktop), extension).toBe('ENOSPC');
        await desktop.mainProcess.answerSaveDialog(path.join(fixed ?? '', `mine.${extension}`));
        expect(await save(desktop), extension).toBe('EROFS');
      }
      await expect.poll(() => readdirSync(full ?? '')).toEqual(['filler']);
      await startExport(desktop.page);
      await expect(shown(desktop.page, 'This place can only be read', { exact: true })).toBeVisible();
      await desktop.mainProcess.answerSaveDialog(path.join(full ?? '', 'mine.csv'));
      await startExport(desktop.page);
      await expect(shown(desktop.page, 'The disk is full', { exact: true })).toBeVisible();
    } finally {
      for (const disk of disks) disk.unmount();
    }
  });

  test('that is full while somebody signs in is told as that; they stay signed in, and are kept when it has space @full', async ({
    desktop,
  }) => {
    const { page } = desktop;
    const badge = () => page.getByRole('button', { name: 'Not saved on this computer' });
    // Only this folder is on the full disk; Chromium's files are not.
    const disk = mountDisk(desktop.sealed, 64);
    try {
      disk.fill();
      await signedIn(desktop);
      await badge().click();
      await expect(shown(page, 'The disk is full.')).toBeVisible();
      expect(desktop.keptTokens()).toEqual([]);
    } finally {
      disk.unmount();
    }
    // The next write also saves what was not written before.
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.desktop.keepFavourites({ favourites: [] }));
    await expect(badge()).toBeHidden();
    await desktop.launch();
    await expect(desktop.page.getByRole('button', { name: 'Accounts' })).toBeVisible();
  });
});

test('a network drive that hangs is given up after half a minute; until then, and after, the window works @full', async ({
  desktop,
}) => {
  test.skip(whyNoHangingDrive() !== '', whyNoHangingDrive());
  const { page, mainProcess } = desktop;
  await signedIn(desktop);
  const folder = test.info().outputPath('drive');
  const drive = mountHangingDrive(folder);
  try {
    await mainProcess.answerSaveDialog(path.join(folder, 'below', 'mine.csv'));
    await startExport(page);
    await page.getByRole('combobox', { name: 'Search units' }).fill('nothing that there is');
    await expect(page.getByRole('status')).toContainText('0');
    await page.getByRole('combobox', { name: 'Search units' }).fill('');
    await expect(shown(page, 'The drive does not answer', { exact: true })).toBeVisible({
      timeout: 45_000,
    });

    const local = test.info().outputPath('mine.csv');
    await mainProcess.answerSaveDialog(local);
    await startExport(page);
    await expect.poll(() => textOf(local).split('\n').length).toBe(32);
    // The app has to end while the drive still hangs.
    expect(
      await desktop.end(() => mainProcess.evaluate(({ app }) => void setImmediate(() => app.quit()))),
    ).toEqual({ code: null, signal: 'SIGKILL' });
    await desktop.launch();
    await expect(desktop.page.getByRole('button', { name: 'Accounts' })).toBeVisible();
  } finally {
    drive.unmount();
  }
});
