import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ConnectionText } from '../core/connection/known-connections.ts';
import { AppError } from '../core/errors.ts';

const longestFile = 256 * 1024;

/** Lets the person choose a connection file; undefined when they cancel. Throws `configuration` if it is unreadable. */
export async function chooseConnectionFile(window: BrowserWindow): Promise<ConnectionText | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'MAX Desk', extensions: ['json', 'maxdesk'] }],
  });
  const [file] = filePaths;
  return canceled || file === undefined ? undefined : readConnectionFile(file);
}

/** Throws `configuration` naming the file when it cannot be read. */
export async function readConnectionFile(file: string): Promise<ConnectionText> {
  try {
    const found = await stat(file);
    // A pipe or a device has no end, or none that ever comes.
    if (!found.isFile()) throw new Error('it is not a file');
    if (found.size > longestFile) throw new Error(`it is larger than ${longestFile} bytes`);
    return { text: await readFile(file, 'utf8'), origin: path.resolve(file) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new AppError('configuration', `The connection file cannot be read: ${reason}`, {
      cause,
      hint: 'Check the path and whether you may read the file.',
      details: { file, key: '', text: reason },
    });
  }
}
