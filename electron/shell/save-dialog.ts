import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { DialogPorts } from '../core/desk/desk-ports.ts';
import { systemCode } from '../core/errors.ts';
import { withExtension } from '../core/export/file-name.ts';
import { createPatience } from '../core/export/patience.ts';
import { type SaveKind, unwritable } from '../core/export/saving.ts';
import { systemClock } from '../core/ports.ts';
import { withFileDialog } from './file-dialogs.ts';
import { askInWindow } from './question.ts';

type Language = 'en' | 'de';

const titles: Record<SaveKind, Record<Language, string>> = {
  csv: { en: 'Save the table as', de: 'Tabelle speichern unter' },
  json: { en: 'Save the table as', de: 'Tabelle speichern unter' },
  pdf: { en: 'Save the page as', de: 'Seite speichern unter' },
  connection: { en: 'Save the connection as', de: 'Verbindung speichern unter' },
  answer: { en: 'Save the response as', de: 'Antwort speichern unter' },
  document: { en: 'Save the document as', de: 'Dokument speichern unter' },
  report: { en: 'Save the report as', de: 'Bericht speichern unter' },
  shapes: { en: 'Save the data format as', de: 'Datenformat speichern unter' },
  diagnostics: { en: 'Save diagnostics as', de: 'Diagnosedaten speichern unter' },
  'hand-over': { en: 'Save the hand-over as', de: 'Übergabe speichern unter' },
};
/** Allowed file extensions; the first is the default. What the API sent may have any. */
const formats: Record<SaveKind, { name: string; extensions: string[] }> = {
  csv: { name: 'CSV', extensions: ['csv', 'txt'] },
  json: { name: 'JSON', extensions: ['json', 'txt'] },
  pdf: { name: 'PDF', extensions: ['pdf'] },
  connection: { name: 'MAX Desk', extensions: ['maxdesk', 'json'] },
  answer: { name: '', extensions: [] },
  document: { name: '', extensions: [] },
  report: { name: 'Text', extensions: ['txt', 'log', 'md'] },
  shapes: { name: 'JSON', extensions: ['json', 'txt'] },
  diagnostics: { name: 'ZIP', extensions: ['zip'] },
  'hand-over': { name: 'JSON', extensions: ['json'] },
};
const replaceQuestions = {
  en: (name: string) => ({
    message: `“${name}” already exists. Replace it?`,
    detail: 'What it holds now will be lost.',
    yes: 'Replace',
    no: 'Cancel',
  }),
  de: (name: string) => ({
    message: `„${name}“ ist schon vorhanden. Ersetzen?`,
    detail: 'Der bisherige Inhalt geht verloren.',
    yes: 'Ersetzen',
    no: 'Abbrechen',
  }),
};

/**
 * Lets the user choose where a file goes; undefined when the user cancels. Throws `storage`.
 *
 * The dialog asks before a file is overwritten. GTK's dialog adds no extension: if one is added here, this code asks,
 * and "no" leads back to the dialog. It starts in the folder used last.
 */
export function createSaveDialog(window: () => BrowserWindow): DialogPorts['chooseExportFile'] {
  const inTime = createPatience(systemClock);
  let folder: string | undefined;

  async function isThere(file: string): Promise<boolean> {
    try {
      await inTime(path.dirname(file), () => lstat(file));
      return true;
    } catch (error) {
      if (systemCode(error) === 'ETIMEDOUT') throw unwritable(file, error);
      // Any other error is reported when the file is written.
      return false;
    }
  }

  return async (suggestedName, language, kind) => {
    folder ??= app.getPath('downloads');
    for (let defaultPath = path.join(folder, suggestedName); ; ) {
      const { canceled, filePath } = await withFileDialog(() =>
        dialog.showSaveDialog(window(), {
          title: titles[kind][language],
          defaultPath,
          filters: filtersOf(formats[kind], language),
          properties: ['createDirectory', 'showOverwriteConfirmation'],
        }),
      );
      if (canceled || filePath === '') return undefined;
      folder = path.dirname(filePath);
      const file = withExtension(filePath, suggestedName, formats[kind].extensions);
      const isTaken = file !== filePath && (await isThere(file));
      if (!isTaken) return file;
      if (await askInWindow(window(), replaceQuestions[language](path.basename(file)))) return file;
      defaultPath = file;
    }
  };
}

/** GTK hides files with other extensions and has no option of its own to show them. */
export function filtersOf(format: { name: string; extensions: string[] }, language: Language) {
  const all = { name: { en: 'All files', de: 'Alle Dateien' }[language], extensions: ['*'] };
  return format.extensions.length === 0 ? [] : [format, all];
}
