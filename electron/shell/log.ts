import { renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
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

type Append = (line: string) => void;

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
  let append: Append = (line) => void (waiting.length < mostWaiting && waiting.push(line));
  const lines = createLogLines((line) => {
    process.stderr.write(`${line}\n`);
    append(line);
  });
  return {
    ...lines,
    async open(folder) {
      try {
        await mkdir(folder, { recursive: true });
        append = await openFile(folder);
        for (const line of waiting.splice(0)) append(line);
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
  // Otherwise it looks for a package.json upwards of wherever it finds itself, and writes nothing when there is none.
  file.setAppName('MAX Desk');
  // What it says of a file that cannot be written, with the whole path, every time.
  electronLog.transports.console.writeFn = () => undefined;
  file.level = 'info';
  // A line is finished when it comes: what it holds is not a format.
  file.transforms = [({ data }) => data[0]];
  file.resolvePathFn = () => path.join(folder, logFile);
  file.maxSize = largestFile;
  file.archiveLogFn = (current) => {
    if (!rotate(current.path)) current.clear();
  };
  // Only its owner reads what a desk has done all day.
  file.writeOptions = { ...file.writeOptions, mode: 0o600 };
  return (line) => log.info(line);
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
