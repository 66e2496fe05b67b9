import { createQueue, type Queue } from '../queue.ts';

/**
 * Shared by all sessions of one identity. A closed session may still wait for its last renewal; with two queues on
 * one token cache the same refresh token would be used twice.
 */
export interface SharedIdentity {
  queue: Queue;
  /** Removed accounts (ids in lower case) that are still on disk because the queue has not reached them. */
  leaving: Set<string>;
}

export function createSharedIdentity(): SharedIdentity {
  return { queue: createQueue(), leaving: new Set() };
}
