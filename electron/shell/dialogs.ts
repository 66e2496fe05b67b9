import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ConnectionText } from '../core/connections/known-connections.ts';
import { AppError } from '../core/errors.ts';
import { createPatience } from '../core/export/patience.ts';
import { systemClock } from '../core/ports.ts';
import { withFileDialog } from './file-dialogs.ts';
import { filtersOf } from './save-dialog.ts';

const longestFile = 256 * 1024;
const inTime = createPatience(systemClock);

/** Lets the user choose a connection file; undefined when they cancel. Throws `configuration` if it is unreadable. */
export async function chooseConnectionFile(
  window: BrowserWindow,
  language: 'en' | 'de',
): Promise<ConnectionText | undefined> {
  const { canceled, filePaths } = await withFileDialog(() =>
    dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: filtersOf({ name: 'MAX Desk', extensions: ['json', 'maxdesk'] }, language),
    }),
  );
  const [file] = filePaths;
  return canceled || file === undefined ? undefined : readConnectionFile(file);
}

/** Throws `configuration` naming the file if it cannot be read. */
export async function readConnectionFile(file: string): Promise<ConnectionText> {
  try {
    const text = await inTime(path.dirname(file), () => readSmall(file));
    return { text, origin: path.resolve(file) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new AppError('configuration', `The connection file cannot be read: ${reason}`, {
      cause,
      hint: 'Check the path and whether you may read the file.',
      details: { file, key: '', text: reason },
    });
  }
}

async function readSmall(file: string): Promise<string> {
  const found = await stat(file);
  // Reading a pipe or a device may never end.
  if (!found.isFile()) throw new Error('it is not a file');
  if (found.size > longestFile) throw new Error(`it is larger than ${longestFile} bytes`);
  return readFile(file, 'utf8');
}
