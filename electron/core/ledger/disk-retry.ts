import { toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { retryPause } from './ledger-limits.ts';

/** What the disk has refused is not asked of it again at once. */
export function createDiskRetry(clock: Pick<Clock, 'steady'>, log: Log) {
  /** ms of the steady clock; undefined while nothing has failed. */
  let notBefore: number | undefined;

  return {
    hasFailed: () => notBefore !== undefined,
    /** Runs the task unless it is too early. Does not reject. @param isForced whether it is never too early */
    async run(task: () => Promise<void>, isForced: boolean): Promise<void> {
      if (!isForced && notBefore !== undefined && clock.steady() < notBefore) return;
      try {
        await task();
        notBefore = undefined;
      } catch (error) {
        log.warn('the disk refused the ledger', { code: toAppError(error).code });
        notBefore = clock.steady() + retryPause;
      }
    },
  };
}
