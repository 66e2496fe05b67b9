import { type BrowserWindow, dialog } from 'electron';

const titles = {
  csv: { en: 'Save the units as', de: 'Anlagen speichern unter' },
  connection: { en: 'Save the connection as', de: 'Verbindung speichern unter' },
  answer: { en: 'Save the answer as', de: 'Antwort speichern unter' },
  report: { en: 'Save the report as', de: 'Bericht speichern unter' },
  diagnostics: { en: 'Save diagnostics as', de: 'Diagnosedaten speichern unter' },
};
const filters = {
  csv: [{ name: 'CSV', extensions: ['csv'] }],
  connection: [{ name: 'MAX Desk', extensions: ['maxdesk', 'json'] }],
  // An answer of the API may be anything.
  answer: [],
  report: [{ name: 'Text', extensions: ['txt'] }],
  diagnostics: [{ name: 'ZIP', extensions: ['zip'] }],
};

/**
 * Lets the person choose where a file goes, and asks them before it takes the place of another; undefined when they
 * think better of it.
 */
export async function chooseExportFile(
  window: BrowserWindow,
  suggestedName: string,
  language: 'en' | 'de',
  kind: keyof typeof titles,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: titles[kind][language],
    defaultPath: suggestedName,
    filters: filters[kind],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? undefined : filePath;
}
