import { appendFileSync, mkdirSync, renameSync, statSync, truncateSync } from 'node:fs';
import { EOL } from 'node:os';
import path from 'node:path';
import { createLogLines } from '../core/diagnostics/log-lines.ts';
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

export type ShellLog = ReturnType<typeof createLog>;

/** One JSON object per line, on stderr at once, and in a rotated file once that is open. */
export function createLog() {
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
    /** Writes to files in this folder from now on, including earlier lines. Never throws. */
    open(folder: string): void {
      try {
        append = openFile(folder);
        flush(append);
      } catch (error) {
        lines.warn('there is no log file', traceOf(error));
      }
    },
  };
}

function openFile(folder: string): Append {
  const file = path.join(folder, logFile);
  const found = statSync(file, { throwIfNoEntry: false });
  // Opening a pipe would block until something reads it.
  if (found && !found.isFile()) renameSync(file, `${file}.damaged-${Date.now()}`);
  const append = (text: string) => {
    // The folder may be deleted while the app runs.
    mkdirSync(folder, { recursive: true });
    // Only the owner may read the log.
    appendFileSync(file, text, { mode: 0o600 });
  };
  append('');
  return (line) => {
    try {
      const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
      if (size > largestFile && !rotate(file)) truncateSync(file);
      append(line + EOL);
      return true;
    } catch {
      return false;
    }
  };
}

/** main.log → main.1.log → main.2.log …; the oldest is dropped. False if the current one was not moved. */
function rotate(current: string): boolean {
  const numbered = (number: number) => (number === 0 ? current : current.replace(/\.log$/, `.${number}.log`));
  let moved = false;
  for (let older = keptFiles - 1; older > 0; older -= 1) {
    try {
      renameSync(numbered(older - 1), numbered(older));
      moved = true;
    } catch {
      moved = false;
    }
  }
  return moved;
}
