/** Newer versions of MAX Desk. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * Where a newer version is. `off`: nobody asks, by the organisation's word, or because this MAX Desk was not installed.
 * `available` needs a person or another program to install it; `ready` needs a restart.
 */
export const UpdateState = z.object({
  phase: z.enum(['off', 'idle', 'checking', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version, where one is known. */
  version: z.string().nullable(),
  /** Of the download, percent. */
  progress: z.number().nullable(),
  /** When the feed was last asked with success, ms since 1970. */
  checkedAt: z.number().nullable(),
  /** Of `failed`. */
  problem: Failure.nullable(),
});
export type UpdateState = z.output<typeof UpdateState>;

export const updatesCalls = {
  /** Asks the feed now; what goes wrong is in the state. */
  checkForUpdates: { input: nothing, output: done },
  /** Ends MAX Desk, installs what is ready and starts it again. Throws `update-failed`, also while a sign-in is under way. */
  restartToUpdate: { input: nothing, output: done },
} satisfies CallsOf<'updates'>;
