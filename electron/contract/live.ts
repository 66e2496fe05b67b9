/** Live updates, and the units that are watched. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { unitConditions, unitDirections } from './names.ts';
import { type CallsOf, done } from './shapes.ts';
import { UnitId } from './units.ts';

/**
 * How live the units are. `off`: nobody is signed in; `not-available`: the connection names no hub, or the service has
 * none; `catching-up`: connected and subscribed, and the list must be read again before it counts as live (R34).
 */
export const LiveState = z.object({
  phase: z.enum(['off', 'not-available', 'connecting', 'catching-up', 'live', 'reconnecting', 'paused']),
  /** Since when, ms since 1970. */
  since: z.number(),
  /** Why it is not live, while it is not. */
  problem: Failure.nullable(),
});
export type LiveState = z.output<typeof LiveState>;

/** What one live event says of a unit; what it does not say is absent and stays as it was. `at` is ms since 1970. */
export const UnitUpdate = z.object({
  id: z.string(),
  at: z.number(),
  status: z.string().optional(),
  condition: z.enum(unitConditions).optional(),
  floor: z.string().optional(),
  direction: z.enum(unitDirections).optional(),
});
export type UnitUpdate = z.output<typeof UnitUpdate>;

export const liveCalls = {
  /** Which units the live updates are wanted for: what the window shows, or all. */
  followUnits: {
    input: z.object({ ids: z.union([z.literal('all'), z.array(UnitId).max(5_000)]) }),
    output: done,
  },
  pauseLive: { input: z.object({ paused: z.boolean() }), output: done },
  watchUnits: { input: z.object({ ids: z.array(UnitId).max(5_000), watched: z.boolean() }), output: done },
} satisfies CallsOf<'live'>;

export const liveEvents = {
  /** Live changes, at most one message for each frame of the screen. */
  unitUpdates: z.object({ updates: z.array(UnitUpdate) }),
};
