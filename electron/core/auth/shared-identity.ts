import { createQueue, type Queue } from '../queue.ts';

/**
 * What all sessions of one identity have in common. A session that was left behind may still wait for the answer to its
 * last renewal: two queues on one token cache would then spend the same refresh token twice.
 */
export interface SharedIdentity {
  queue: Queue;
  /** Accounts, in lower case, that were removed and are still on disk, because their turn in the queue has not come. */
  leaving: Set<string>;
}

export function createSharedIdentity(): SharedIdentity {
  return { queue: createQueue(), leaving: new Set() };
}
