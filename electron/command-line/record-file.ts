import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { AppError, systemCode } from '../core/errors.ts';
import { unwritable } from '../core/export/saving.ts';
import type { Clock } from '../core/ports.ts';

/** Lines are collected for this long, ms: a disk that is written a thousand times a second has nothing else to do. */
const pause = 250;

/**
 * A new file of lines, which only its owner may read. A line is on the disk's way within 250 ms; a killed process loses no
 * more than that, and leaves at most one line that is not whole. Throws `usage` if there is such a file already, `storage`.
 * @param fail is told of a disk that refuses, once
 */
export function createRecordFile(file: string, clock: Pick<Clock, 'later'>, fail: (error: AppError) => void) {
  const descriptor = newFile(file);
  const lines: string[] = [];
  let size = 0;
  let isOpen = true;
  let cancelTimer: () => void = () => undefined;

  function close(): void {
    isOpen = false;
    cancelTimer();
    closeSync(descriptor);
  }

  function flush(): void {
    const text = lines.map((line) => `${line}\n`).join('');
    lines.length = 0;
    try {
      writeFileSync(descriptor, text);
    } catch (error) {
      close();
      fail(unwritable(file, error));
    }
  }

  return {
    /** Bytes so far, those that are still to be written too. */
    size: () => size,
    /** Does nothing after its end. */
    add(line: string): void {
      if (!isOpen) return;
      size += Buffer.byteLength(line) + 1;
      if (lines.push(line) === 1) cancelTimer = clock.later(pause, flush);
    },
    /** Writes what is left, and closes it. */
    end(): void {
      if (isOpen) flush();
      if (!isOpen) return;
      try {
        fsyncSync(descriptor);
      } catch (error) {
        // A disk may report only now that it is full. Pipes and some network drives know no such call.
        if (systemCode(error) !== 'EINVAL') fail(unwritable(file, error));
      }
      close();
    },
    /** Closes it, and nothing is left of it. */
    discard(): void {
      if (isOpen) close();
      rmSync(file, { force: true });
    },
  };
}

/** Neither is another file replaced, nor a link followed. */
function newFile(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw unwritable(file, error);
    throw new AppError('usage', `${file} is there already, and a recording replaces nothing.`, {
      hint: 'Choose another name with --record, or remove the file first.',
    });
  }
}
