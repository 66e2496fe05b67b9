import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserWindow, MessageBoxOptions, SaveDialogOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const told = vi.hoisted(() => ({
  /** The paths that the person chooses, one after the other; '' is none. */
  typed: [] as string[],
  /** Whether they want a file replaced. */
  replace: true,
  dialogs: [] as SaveDialogOptions[],
  questions: [] as MessageBoxOptions[],
}));
vi.mock('electron', () => ({
  app: { getPath: (name: string) => path.join('/home/somebody', name) },
  dialog: {
    async showSaveDialog(_window: unknown, options: SaveDialogOptions) {
      told.dialogs.push(options);
      const filePath = told.typed.shift() ?? '';
      return { canceled: filePath === '', filePath };
    },
    async showMessageBox(_window: unknown, options: MessageBoxOptions) {
      told.questions.push(options);
      return { response: told.replace ? 0 : options.cancelId };
    },
  },
}));

import type { SaveKind } from '../../../electron/core/export/saving.ts';
import { createSaveDialog } from '../../../electron/shell/save-dialog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-save-dialog-'));
  Object.assign(told, { typed: [], replace: true, dialogs: [], questions: [] });
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const newDialog = () => createSaveDialog(() => ({}) as BrowserWindow);
const choose = (typed: string, kind: SaveKind = 'csv', suggested = 'Units.csv') => {
  told.typed.push(typed);
  return newDialog()(suggested, 'en', kind);
};

describe('the name that was typed', () => {
  test.each<[SaveKind, typed: string, chosen: string, suggested?: string]>([
    ['csv', 'Units', 'Units.csv'],
    ['csv', 'Units.CSV', 'Units.CSV'],
    ['csv', 'Units.txt', 'Units.txt'],
    ['csv', 'Units 28.11', 'Units 28.11.csv'],
    ['csv', 'Units.', 'Units.csv'],
    ['json', 'Units', 'Units.json', 'Units.json'],
    ['connection', 'MAX', 'MAX.maxdesk'],
    ['connection', 'MAX.json', 'MAX.json'],
    ['report', 'check', 'check.txt'],
    ['diagnostics', 'help', 'help.zip'],
    ['answer', 'units', 'units.json', 'x.json'],
    ['answer', 'picture.png', 'picture.png', 'x.bin'],
    ['answer', 'nothing', 'nothing', 'nothing'],
    ['document', 'manual', 'manual.pdf', 'Inspection.pdf'],
  ])('for a %s gets its extension where it has none: %s is %s', async (kind, typed, chosen, suggested) => {
    expect(await choose(at(typed), kind, suggested)).toBe(at(chosen));
    expect(told.questions).toEqual([]);
  });

  test('in a folder with a dot is completed all the same', async () => {
    expect(await choose(at('v1.csv/Units'))).toBe(at('v1.csv/Units.csv'));
  });
});

describe('a file of the completed name', () => {
  beforeEach(() => writeFileSync(at('Units.csv'), 'old'));

  test('is replaced only when the person says so', async () => {
    expect(await choose(at('Units'))).toBe(at('Units.csv'));
    expect(told.questions).toEqual([
      expect.objectContaining({
        message: '“Units.csv” already exists. Replace it?',
        defaultId: 1,
        cancelId: 1,
      }),
    ]);
  });

  test('that is to stay leads back to the dialog, which begins with that name', async () => {
    told.replace = false;
    told.typed.push(at('Units'), at('Other'));
    expect(await newDialog()('Units.csv', 'de', 'csv')).toBe(at('Other.csv'));
    expect(told.questions[0]?.message).toBe('„Units.csv“ ist schon vorhanden. Ersetzen?');
    expect(told.dialogs[1]?.defaultPath).toBe(at('Units.csv'));
  });

  test('is not asked for twice where the dialog has done so for the name as typed', async () => {
    expect(await choose(at('Units.csv'))).toBe(at('Units.csv'));
    expect(told.questions).toEqual([]);
    expect(told.dialogs[0]?.properties).toContain('showOverwriteConfirmation');
  });
});

test('a dialog that is cancelled gives nothing', async () => {
  expect(await choose('')).toBeUndefined();
});

test('the dialog begins among the downloads, and where the last file went from then on', async () => {
  const dialog = newDialog();
  told.typed.push('', at('a.csv'), '');
  for (const name of ['1.csv', '2.csv', '3.csv']) await dialog(name, 'en', 'csv');
  expect(told.dialogs.map(({ defaultPath }) => defaultPath)).toEqual([
    path.join('/home/somebody/downloads', '1.csv'),
    path.join('/home/somebody/downloads', '2.csv'),
    at('3.csv'),
  ]);
});

test.each<[SaveKind, string[]]>([
  ['csv', ['CSV', 'All files']],
  ['json', ['JSON', 'All files']],
  ['connection', ['MAX Desk', 'All files']],
  ['answer', []],
  ['document', []],
  ['report', ['Text', 'All files']],
  ['diagnostics', ['ZIP', 'All files']],
])('the dialog for a %s hides no file for good', async (kind, names) => {
  await choose('', kind);
  expect(told.dialogs[0]?.filters?.map(({ name }) => name)).toEqual(names);
});
