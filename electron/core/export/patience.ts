import type { Clock } from '../ports.ts';

/** Timeout of one disk step, ms: a sleeping disk needs 10 s to spin up. */
const usualLimit = 30_000;
/** A step that takes longer would delay the exit of the process, which waits for all threads, ms. */
const holdsUpAfter = 1_000;
/** Each step that hangs blocks one of Node's four file threads. One stays free for everything else. */
const mostHanging = 3;

/**
 * Waits for one disk step, but at most `limit` ms: a network drive that is gone may never respond, and its calls cannot
 * be cancelled. Rejects with `ETIMEDOUT` then, and at once while an earlier step in the same folder still hangs.
 */
export type Patience = <T>(folder: string, step: () => Promise<T>, limit?: number) => Promise<T>;

export function createPatience(clock: Clock): Patience {
  /** Folders of the steps that timed out and have not returned. */
  const hanging: string[] = [];

  return (folder, step, limit = usualLimit) => {
    if (hanging.includes(folder) || hanging.length >= mostHanging) return Promise.reject(noAnswer(folder));
    const { promise: late, reject } = Promise.withResolvers<never>();
    let isLate = false;
    const stop = clock.later(limit, () => {
      isLate = true;
      hanging.push(folder);
      reject(noAnswer(folder));
    });
    // Nothing else ends a process with a thread in such a call (R39).
    const endAtOnce = () => void process.kill(process.pid, 'SIGKILL');
    const stopWatch = clock.later(holdsUpAfter, () => process.on('exit', endAtOnce));
    const inTime = step().finally(() => {
      stop();
      stopWatch();
      process.off('exit', endAtOnce);
      if (isLate) hanging.splice(hanging.indexOf(folder), 1);
    });
    return Promise.race([inTime, late]);
  };
}

function noAnswer(folder: string): Error {
  return Object.assign(new Error(`${folder} does not answer.`), { code: 'ETIMEDOUT' });
}
