/** The known connections. */
import { z } from 'zod';
import { connectionColors } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

export const ConnectionColor = z.enum(connectionColors);
export type ConnectionColor = z.output<typeof ConnectionColor>;

/** A connection as the window sees it. `id` stays the same as long as sign-in and API stay the same. */
export const ConnectionSummary = z.object({
  id: z.string(),
  name: z.string(),
  color: ConnectionColor,
  simulated: z.boolean(),
  identityHost: z.string(),
  apiHost: z.string().nullable(),
  /** Where the connection came from, for instance a file path; null for the simulator, a link or a set-up. */
  origin: z.string().nullable(),
});
export type ConnectionSummary = z.output<typeof ConnectionSummary>;

export const ConnectionId = z.object({ id: z.string().min(1).max(128) });

export const connectionsCalls = {
  setSubscriptionKey: { input: z.object({ key: z.string().min(1).max(512) }), output: done },
  /** Makes a known connection the current one; accounts stay signed in on the previous one. */
  switchConnection: { input: ConnectionId, output: done },
  changeConnection: { input: ConnectionId.extend({ color: ConnectionColor }), output: done },
  /** Forgets a connection and everything stored about the accounts signed in there. */
  removeConnection: { input: ConnectionId, output: done },
  openConnectionFile: { input: nothing, output: done },
  exploreSimulator: { input: nothing, output: done },
} satisfies CallsOf<'connections'>;
