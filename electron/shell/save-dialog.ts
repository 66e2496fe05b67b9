import { type BrowserWindow, dialog } from 'electron';

const titles = { en: 'Save the units as', de: 'Anlagen speichern unter' };

/**
 * Lets the person choose where a CSV file goes, and asks them before it takes the place of another; undefined when they
 * cancel.
 */
export async function chooseExportFile(
  window: BrowserWindow,
  suggestedName: string,
  language: keyof typeof titles,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: titles[language],
    defaultPath: suggestedName,
    filters: [{ name: 'CSV', extensions: ['csv'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? undefined : filePath;
}
