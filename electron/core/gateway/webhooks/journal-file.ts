import { closeSync, constants, existsSync, fdatasync, fstatSync, writeFileSync } from 'node:fs';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { replaceFile } from '../../storage/replace-file.ts';
import { orStorageFault, storageFault } from '../../storage/storage-fault.ts';
import { openTrusted } from '../../storage/trusted-path.ts';

/** What a journal has to be written anew beside what it has to keep, bytes. */
const mostWaste = 1024 * 1024;
/** A disk that refused a line is tried again after this at the earliest, ms. */
const retryAfter = 10_000;

interface JournalFileParts {
  file: string;
  tell: (text: string) => void;
  clock: Pick<Clock, 'steady'>;
  /** What the file has to hold, from memory. */
  all: () => readonly string[];
}

/**
 * A file of lines to which is added, and which is written anew when it has grown too long, or after the disk has refused a
 * line. That is told of once, and tried again with a later line.
 */
export function createWebhookJournalFile({ file, tell, clock, all }: JournalFileParts) {
  let written = 0;
  let kept = 0;
  let descriptor: number | undefined;
  let isSyncing = false;
  /** When the disk is tried again, ms of the steady clock; undefined as long as it takes what it gets. */
  let retryAt: number | undefined;

  function rewrite(): void {
    const text = `${all().join('\n')}\n`;
    close();
    orStorageFault(file, () => replaceFile(file, text));
    descriptor = orStorageFault(file, () => openTrusted(file, constants.O_WRONLY | constants.O_APPEND));
    written = text.length;
    kept = text.length;
  }

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  function add(lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (retryAt !== undefined && clock.steady() < retryAt) return;
    try {
      append(`${lines.join('\n')}\n`);
      if (retryAt !== undefined) tell(`${file} can be written again.`);
      retryAt = undefined;
    } catch (error) {
      const { message } = error instanceof AppError ? error : storageFault(file, error);
      if (retryAt === undefined)
        tell(`${message} What is not delivered before the end is lost. Trying again.`);
      retryAt = clock.steady() + retryAfter;
    }
    sync();
  }

  /** After a failure the file lacks lines, or ends with half a one: it is made of what is in memory, these among it. */
  function append(text: string): void {
    if (descriptor === undefined || retryAt !== undefined) {
      rewrite();
      return;
    }
    writeFileSync(descriptor, text);
    written += text.length;
    if (written - kept > kept + mostWaste) rewrite();
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
    /** Whether somebody has removed the file that was opened. A new one of its name is another's. */
    isRemoved: (): boolean =>
      descriptor === undefined ? !existsSync(file) : fstatSync(descriptor).nlink === 0,
    close,
  };
}
