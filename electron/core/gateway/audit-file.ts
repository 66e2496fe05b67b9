import { closeSync, constants, existsSync, fstatSync, renameSync, writeFile } from 'node:fs';
import { promisify } from 'node:util';
import { systemCode } from '../errors.ts';
import { orStorageFault } from '../storage/storage-fault.ts';
import { openTrusted } from '../storage/trusted-path.ts';
import type { AuditWriter } from './audit-log.ts';

/** Bytes. */
const usualLimit = 10 * 1024 * 1024;
/** How many former files there are beside the current one: FILE.1 is the latest of them. */
const kept = 4;

const append = promisify(writeFile);
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;

/**
 * A file of lines, readable by its owner only. It is begun anew when it is longer than `limit`, and by `reopen`, after
 * something else has moved it away. Throws `storage` if it cannot be opened, is a link, or may be written by others.
 */
export function openAuditFile(file: string, limit = usualLimit) {
  const open = () => orStorageFault(file, () => openTrusted(file, flags, 0o600));
  let descriptor = open();
  let size = fstatSync(descriptor).size;
  let isTorn = false;
  let shouldReopen = false;

  function begin(): void {
    const next = open();
    closeSync(descriptor);
    descriptor = next;
    size = fstatSync(next).size;
    isTorn = false;
  }

  /** Without a current file the former ones stay: else each attempt after one that failed would cost the oldest. */
  function rotate(): void {
    for (let number = kept; number > 0 && existsSync(file); number -= 1)
      move(number === 1 ? file : `${file}.${number - 1}`, `${file}.${number}`);
    begin();
  }

  const write: AuditWriter = async (lines) => {
    if (shouldReopen) begin();
    shouldReopen = false;
    const bytes = Buffer.from(isTorn ? `\n${lines}` : lines);
    if (size > 0 && size + bytes.length > limit) rotate();
    try {
      await append(descriptor, bytes);
      isTorn = false;
      size += bytes.length;
    } catch (error) {
      // A disk that is full may have taken half a line.
      isTorn = true;
      throw error;
    }
  };
  return {
    write,
    /** The next lines go to the file that has its name then. */
    reopen(): void {
      shouldReopen = true;
    },
    close: () => closeSync(descriptor),
  };
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
