import { closeSync, constants, fdatasync, fstatSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { replaceFile } from '../../storage/replace-file.ts';
import { orStorageFault, storageFault } from '../../storage/storage-fault.ts';
import { openTrusted } from '../../storage/trusted-path.ts';

/** What a journal has to be written anew beside what it has to keep, bytes. */
const mostWaste = 1024 * 1024;
/** A disk that has refused is tried again after this, ms, and each time after twice as long as before, up to the second. */
const firstRetry = 10_000;
const lastRetry = 300_000;

interface JournalFileParts {
  file: string;
  tell: (text: string) => void;
  clock: Pick<Clock, 'later'>;
  /** What the file has to hold, from memory. */
  all: () => readonly string[];
  /** Whether nothing is kept any more: asked before the file is made anew. */
  hasEnded: () => boolean;
}

/**
 * A file of lines to which is added, and which is written anew when it has grown too long, or after the disk has refused a
 * line. That is told of once, and tried again by time, whether or not more lines come.
 */
export function createWebhookJournalFile({ file, tell, clock, all, hasEnded }: JournalFileParts) {
  let written = 0;
  let kept = 0;
  let descriptor: number | undefined;
  let isSyncing = false;
  /** Cancels the next try; undefined as long as the disk takes what it gets. */
  let cancelRetry: (() => void) | undefined;

  function rewrite(): void {
    const text = `${all().join('\n')}\n`;
    // Windows replaces no open file. Elsewhere the old one stays open, which tells a disk that is away from a sign-out.
    if (process.platform === 'win32') close();
    orStorageFault(file, () => replaceFile(file, text));
    close();
    descriptor = orStorageFault(file, () => openTrusted(file, constants.O_WRONLY | constants.O_APPEND));
    written = text.length;
    kept = text.length;
  }

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  function add(lines: readonly string[]): void {
    // What a disk that refuses lacks is in memory, these among it.
    if (lines.length === 0 || cancelRetry) return;
    try {
      append(`${lines.join('\n')}\n`);
    } catch (error) {
      const { message } = error instanceof AppError ? error : storageFault(file, error);
      tell(`${message} What is not delivered before the end is lost. Trying again.`);
      // It may end with half a line: it is made anew.
      retryAfter(firstRetry);
    }
    sync();
  }

  function append(text: string): void {
    if (descriptor === undefined) {
      rewrite();
      return;
    }
    writeFileSync(descriptor, text);
    written += text.length;
    if (written - kept > kept + mostWaste) rewrite();
  }

  function retryAfter(pause: number): void {
    cancelRetry = clock.later(pause, () => {
      if (!hasEnded()) retry(pause);
    });
  }

  /** @param pause the one before it, ms */
  function retry(pause: number): void {
    try {
      rewrite();
    } catch {
      retryAfter(Math.min(pause * 2, lastRetry));
      return;
    }
    cancelRetry = undefined;
    tell(`${file} can be written again.`);
    sync();
  }

  /** Against a loss of power, without waiting for the disk. */
  function sync(): void {
    if (isSyncing || descriptor === undefined) return;
    isSyncing = true;
    fdatasync(descriptor, () => {
      isSyncing = false;
    });
  }

  return {
    /** Throws `storage`. */
    rewrite,
    /** Does not throw. */
    add,
    isRemoved: () => isRemoved(file, descriptor),
    /** Once more, what the disk has refused is tried, unless the file has been removed. Does not throw. */
    close(): void {
      const isRefused = cancelRetry !== undefined;
      cancelRetry?.();
      if (isRefused && !hasEnded()) retry(lastRetry);
      cancelRetry?.();
      close();
    },
  };
}

/**
 * Whether somebody has removed the file that was opened. A new one of its name is another's. A disk that is away has removed
 * nothing: then neither the open file nor its folder can be asked.
 */
function isRemoved(file: string, descriptor: number | undefined): boolean {
  try {
    if (descriptor !== undefined) return fstatSync(descriptor).nlink === 0;
    return !readdirSync(path.dirname(file)).includes(path.basename(file));
  } catch {
    return false;
  }
}
