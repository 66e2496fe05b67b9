import { type BrowserWindow, dialog, type SaveDialogOptions } from 'electron';

const titles = {
  units: { en: 'Save the units as', de: 'Anlagen speichern unter' },
  answer: { en: 'Save the answer as', de: 'Antwort speichern unter' },
};
type Language = keyof typeof titles.units;

/**
 * Lets the person choose where a CSV file goes, and asks them before it takes the place of another; undefined when they
 * cancel.
 */
export function chooseExportFile(
  window: BrowserWindow,
  suggestedName: string,
  language: Language,
): Promise<string | undefined> {
  const filters = [{ name: 'CSV', extensions: ['csv'] }];
  return choose(window, { title: titles.units[language], defaultPath: suggestedName, filters });
}

/** The same for an answer of the console, which may be any file. */
export function chooseAnswerFile(
  window: BrowserWindow,
  suggestedName: string,
  language: Language,
): Promise<string | undefined> {
  return choose(window, { title: titles.answer[language], defaultPath: suggestedName });
}

async function choose(window: BrowserWindow, options: SaveDialogOptions): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    ...options,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? undefined : filePath;
}
