import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { createLogLines, type LeveledLog } from '../core/diagnostics/log-lines.ts';
import { traceOf } from '../core/diagnostics/trace.ts';

/** The log file in the log's folder; older files are numbered: `main.1.log` is the previous one. */
const logFile = 'main.log';
/** A file is rotated beyond this size, bytes. */
const largestFile = 1024 * 1024;
/** Number of files that are kept, including the current one. */
const keptFiles = 4;
/** Lines that wait for their file; further ones are only on stderr. */
const mostWaiting = 500;

/** False when the disk refuses. */
type Append = (line: string) => boolean;

export interface ShellLog extends LeveledLog {
  /** Writes to files in this folder from now on, including earlier lines. Never throws or rejects. */
  open(folder: string): Promise<void>;
}

/**
 * One JSON object per line, on stderr at once, and in a rotated file once that is open: electron-log is loaded only
 * after the window is there.
 */
export function createLog(): ShellLog {
  // stderr may be closed; that must not end the app.
  process.stderr.on('error', () => undefined);
  const waiting: string[] = [];
  let append: Append | undefined;
  let isRefused = false;
  let lost = 0;
  const lines = createLogLines((line) => {
    process.stderr.write(`${line}\n`);
    if (waiting.length < mostWaiting) waiting.push(line);
    else lost += 1;
    if (append) flush(append);
  });

  /** Lines that the disk refuses wait for the next line. */
  function flush(write: Append): void {
    while (waiting[0] !== undefined && write(waiting[0])) waiting.shift();
    const wasRefused = isRefused;
    isRefused = waiting.length > 0;
    if (isRefused && !wasRefused) lines.warn('the log file cannot be written');
    if (isRefused || lost === 0) return;
    const fields = { lost };
    lost = 0;
    lines.warn('lines are missing in the log file', fields);
  }

  return {
    ...lines,
    async open(folder) {
      try {
        await mkdir(folder, { recursive: true });
        append = await openFile(folder);
        flush(append);
      } catch (error) {
        lines.warn('there is no log file', traceOf(error));
      }
    },
  };
}

/** electron-log's Node half: the other one would listen to the page on its own channel (R8). */
async function openFile(folder: string): Promise<Append> {
  const { default: electronLog } = await import('electron-log/node');
  const log = electronLog.create({ logId: 'max-desk' });
  const { file, ...others } = log.transports;
  // Otherwise it also writes to the console, to the page and to a server.
  for (const transport of Object.values(others)) if (transport) transport.level = false;
  const current = path.join(folder, logFile);
  // Opening a pipe would block until something reads it.
  const found = await stat(current).catch(() => undefined);
  if (found && !found.isFile()) await rename(current, `${current}.damaged-${Date.now()}`);
  // electron-log would give up a file that is not writable now for the whole run.
  await appendFile(current, '', { mode: 0o600 });
  // Otherwise it searches parent folders for a package.json, and writes nothing if there is none.
  file.setAppName('MAX Desk');
  // Silences its message about a file that cannot be written, which repeats the whole path every time.
  electronLog.transports.console.writeFn = () => undefined;
  file.level = 'info';
  // A line arrives complete and must not be formatted again.
  file.transforms = [({ data }) => data[0]];
  file.resolvePathFn = () => current;
  file.maxSize = largestFile;
  file.archiveLogFn = (current) => {
    if (!rotate(current.path)) current.clear();
  };
  // Only the owner may read the log.
  file.writeOptions = { ...file.writeOptions, mode: 0o600 };
  const target = file.getFile();
  let isWritten = true;
  target.on('error', () => {
    isWritten = false;
  });
  return (line) => {
    isWritten = recreated(folder, target);
    if (isWritten) log.info(line);
    return isWritten;
  };
}

/** The folder may be deleted while the app runs. False if it cannot be created again. */
function recreated(folder: string, file: { clear(): boolean }): boolean {
  if (existsSync(folder)) return true;
  try {
    mkdirSync(folder, { recursive: true });
    return file.clear();
  } catch {
    return false;
  }
}

/** main.log → main.1.log → main.2.log …; the oldest is dropped. False if the current one was not moved. */
function rotate(current: string): boolean {
  const moved = Array.from({ length: keptFiles - 1 }, (_none, index) => {
    const older = keptFiles - 1 - index;
    try {
      renameSync(numbered(current, older - 1), numbered(current, older));
      return true;
    } catch {
      return false;
    }
  });
  return moved.at(-1) === true;
}

function numbered(file: string, number: number): string {
  return number === 0 ? file : file.replace(/\.log$/, `.${number}.log`);
}
