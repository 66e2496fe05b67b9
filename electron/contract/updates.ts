/** Newer versions of MAX Desk. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * State of the search for a newer version. `off`: disabled by policy, or this MAX Desk was not installed. `available`:
 * the user or another program must install it; `ready`: needs a restart.
 */
export const UpdateState = z.object({
  phase: z.enum(['off', 'idle', 'checking', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version, if one is known. */
  version: z.string().nullable(),
  /** Progress of the download, percent. */
  progress: z.number().nullable(),
  /** When the feed last responded successfully, ms since 1970. */
  checkedAt: z.number().nullable(),
  /** Set if the phase is `failed`. */
  problem: Failure.nullable(),
});
export type UpdateState = z.output<typeof UpdateState>;

export const updatesCalls = {
  /** Asks the feed now; errors are in the state. */
  checkForUpdates: { input: nothing, output: done },
  /** Quits, installs the update and starts again. Throws `update-failed`, also while a sign-in is under way. */
  restartToUpdate: { input: nothing, output: done },
} satisfies CallsOf<'updates'>;
