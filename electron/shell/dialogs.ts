import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ConnectionText } from '../core/connections/known-connections.ts';
import { AppError, systemCode } from '../core/errors.ts';
import { createPatience } from '../core/export/patience.ts';
import { systemClock } from '../core/ports.ts';
import { withFileDialog } from './file-dialogs.ts';
import { filtersOf } from './save-dialog.ts';

const longestFile = 256 * 1024;
/** As many incidents as one may hold, with their notes. */
const longestHandOver = 32 * 1024 * 1024;
const inTime = createPatience(systemClock);

/** Lets the user choose a connection file; undefined when they cancel. Throws `configuration` if it is unreadable. */
export async function chooseConnectionFile(
  window: BrowserWindow,
  language: 'en' | 'de',
): Promise<ConnectionText | undefined> {
  const file = await chooseFile(window, { name: 'MAX Desk', extensions: ['json', 'maxdesk'] }, language);
  return file === undefined ? undefined : readConnectionFile(file);
}

/** Lets the user choose the file of a hand-over; undefined when they cancel. Throws `storage` if it is unreadable. */
export async function chooseHandOverFile(window: BrowserWindow, language: 'en' | 'de') {
  const file = await chooseFile(window, { name: 'JSON', extensions: ['json'] }, language);
  if (file === undefined) return undefined;
  try {
    return { text: await inTime(path.dirname(file), () => readSmall(file, longestHandOver)), file };
  } catch (cause) {
    const text = systemCode(cause);
    throw new AppError('storage', `${file} cannot be read (${text}).`, {
      cause,
      hint: 'Check whether the file is there and you may read it.',
      details: { file, text, handOver: 'unreadable' },
    });
  }
}

async function chooseFile(
  window: BrowserWindow,
  format: Parameters<typeof filtersOf>[0],
  language: 'en' | 'de',
): Promise<string | undefined> {
  const { canceled, filePaths } = await withFileDialog(() =>
    dialog.showOpenDialog(window, { properties: ['openFile'], filters: filtersOf(format, language) }),
  );
  return canceled ? undefined : filePaths[0];
}

/** Throws `configuration` naming the file if it cannot be read. */
export async function readConnectionFile(file: string): Promise<ConnectionText> {
  try {
    const text = await inTime(path.dirname(file), () => readSmall(file, longestFile));
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

async function readSmall(file: string, longest: number): Promise<string> {
  const found = await stat(file);
  // Reading a pipe or a device may never end.
  if (!found.isFile()) throw Object.assign(new Error('it is not a file'), { code: 'EISDIR' });
  if (found.size > longest)
    throw Object.assign(new Error(`it is larger than ${longest} bytes`), { code: 'EFBIG' });
  return readFile(file, 'utf8');
}
