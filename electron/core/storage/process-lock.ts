import { closeSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../errors.ts';
import { createQueue, type Queue } from '../queue.ts';
import { storageFault } from './storage-fault.ts';
import { openTrusted } from './trusted-path.ts';

/** Default timeout, ms: a holder may be waiting for a provider that does not respond. */
const usualWait = 60_000;
/** Between two attempts, ms; up to half of it is added at random, so that waiting processes do not retry in step. */
const interval = 20;
const busy = 5;

export interface ProcessLockOptions {
  /** Aborts the wait with its reason. */
  signal?: AbortSignal;
  /** Timeout, ms. */
  wait?: number;
}

/**
 * Runs one task at a time among all processes that use the same file (R27). The lock is the operating system's own,
 * taken by SQLite on an empty file: it is released when the holding process ends, however it ends, so there are no
 * stale locks. Not reentrant. Throws `storage` if the wait times out, if the file cannot be created, or if it is a link
 * or somebody else's.
 */
export function createProcessLock(file: string, options: ProcessLockOptions = {}): Queue {
  const { signal, wait = usualWait } = options;
  const inTurn = createQueue();

  async function acquire(): Promise<DatabaseSync> {
    const { setTimeout: pause } = await import('node:timers/promises');
    const database = await open(file);
    const deadline = performance.now() + wait;
    try {
      while (!isTaken(database)) {
        if (performance.now() > deadline) throw tooLong(file, wait);
        await pause(interval * (1 + Math.random() / 2), undefined, signal ? { signal } : {});
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  return (task) =>
    inTurn(async () => {
      signal?.throwIfAborted();
      const database = await acquire().catch((error: unknown) => {
        if (signal?.aborted) throw signal.reason;
        throw error instanceof AppError ? error : storageFault(file, error);
      });
      try {
        return await task();
      } finally {
        database.close();
      }
    });
}

async function open(file: string): Promise<DatabaseSync> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // SQLite would create a file that everybody can read, and follow a link to make one elsewhere.
  closeSync(openTrusted(file, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, 0o600));
  const { DatabaseSync } = await import('node:sqlite');
  return new DatabaseSync(file, { timeout: 0 });
}

/** Takes the lock; false if another process has it. */
function isTaken(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false;
    throw error;
  }
}

function tooLong(file: string, wait: number): AppError {
  return new AppError('storage', `Another max-desk has been at work for ${wait / 1000} seconds (${file}).`, {
    hint: 'Try again in a minute, or end the max-desk process that hangs.',
    details: { file, text: 'is in use' },
  });
}
