import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { createLogLines, type LeveledLog } from '../core/diagnostics/log-lines.ts';
import { traceOf } from '../core/diagnostics/trace.ts';

/** Where the lines go, relative to the folder of the log; older ones get a number: `main.1.log` is the next older. */
const logFile = 'main.log';
/** A file is put aside beyond this, bytes. */
const largestFile = 1024 * 1024;
/** Files that are kept, the current one among them. */
const keptFiles = 4;
/** Lines that wait for their file; more are only on stderr. */
const mostWaiting = 500;

/** False when the disk refuses. */
type Append = (line: string) => boolean;

export interface ShellLog extends LeveledLog {
  /** Writes to files in this folder from now on, what was logged before included. Never throws or rejects. */
  open(folder: string): Promise<void>;
}

/**
 * One JSON object a line, on stderr at once, and in a rotated file once that is open: electron-log is read when the window is
 * there and not before.
 */
export function createLog(): ShellLog {
  // Nobody may be listening there any more; that must not end the app.
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

  /** What the disk refuses waits for the next line. */
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

/** electron-log's Node half: the other one would listen to the page on a channel of its own (R8). */
async function openFile(folder: string): Promise<Append> {
  const { default: electronLog } = await import('electron-log/node');
  const log = electronLog.create({ logId: 'max-desk' });
  const { file, ...others } = log.transports;
  // It would also write to the console, to the page and to a server.
  for (const transport of Object.values(others)) if (transport) transport.level = false;
  const current = path.join(folder, logFile);
  // To open a pipe would wait for its reader.
  const found = await stat(current).catch(() => undefined);
  if (found && !found.isFile()) await rename(current, `${current}.damaged-${Date.now()}`);
  // A file that cannot be written now would be given up for the whole run.
  await appendFile(current, '', { mode: 0o600 });
  // Otherwise it looks for a package.json upwards of wherever it finds itself, and writes nothing when there is none.
  file.setAppName('MAX Desk');
  // What it says of a file that cannot be written, with the whole path, every time.
  electronLog.transports.console.writeFn = () => undefined;
  file.level = 'info';
  // A line is finished when it comes: what it holds is not a format.
  file.transforms = [({ data }) => data[0]];
  file.resolvePathFn = () => current;
  file.maxSize = largestFile;
  file.archiveLogFn = (current) => {
    if (!rotate(current.path)) current.clear();
  };
  // Only its owner reads what a desk has done all day.
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

/** Somebody may tidy up while the app runs. False when the folder is not there and cannot be made. */
function recreated(folder: string, file: { clear(): boolean }): boolean {
  if (existsSync(folder)) return true;
  try {
    mkdirSync(folder, { recursive: true });
    return file.clear();
  } catch {
    return false;
  }
}

/** main.log → main.1.log → main.2.log …; the oldest goes. False when the current one did not move. */
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
