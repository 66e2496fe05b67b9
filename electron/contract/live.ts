/** Live updates and watched units. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { unitConditions, unitDirections } from './names.ts';
import { type CallsOf, done } from './shapes.ts';
import { UnitId } from './units.ts';

/**
 * State of the live updates. `off`: nobody is signed in; `not-available`: the connection names no hub, or the service
 * has none; `catching-up`: connected and subscribed, but the list must be read again before it counts as live (R34).
 */
export const LiveState = z.object({
  phase: z.enum(['off', 'not-available', 'connecting', 'catching-up', 'live', 'reconnecting', 'paused']),
  /** Start of the phase, ms since 1970. */
  since: z.number(),
  /** Why the units are not live. */
  problem: Failure.nullable(),
  /** How many units of the list they reach, while that is not all; null else. */
  cover: z.object({ followed: z.number(), of: z.number() }).nullable(),
});
export type LiveState = z.output<typeof LiveState>;

/** What one live event says about a unit; fields that it omits keep their value. `at` is ms since 1970. */
export const UnitUpdate = z.object({
  id: z.string(),
  at: z.number(),
  status: z.string().optional(),
  condition: z.enum(unitConditions).optional(),
  floor: z.string().optional(),
  direction: z.enum(unitDirections).optional(),
  /**
   * Of several events in one: when the first of those came that say that it is out of service, also if its condition has become
   * unknown since. Without, at `at`.
   */
  outAt: z.number().optional(),
  /** Of several events in one: one before the last says that it runs, and none after that one does. */
  wasBack: z.boolean().optional(),
});
export type UnitUpdate = z.output<typeof UnitUpdate>;

export const liveCalls = {
  /** Sets which units need live updates: those that the window shows, or all, those in sight first. */
  followUnits: {
    input: z.object({
      ids: z.union([z.literal('all'), z.array(UnitId).max(5_000)]),
      inSight: z.array(UnitId).max(5_000).optional(),
    }),
    output: done,
  },
  pauseLive: { input: z.object({ paused: z.boolean() }), output: done },
  watchUnits: { input: z.object({ ids: z.array(UnitId).max(5_000), watched: z.boolean() }), output: done },
} satisfies CallsOf<'live'>;

export const liveEvents = {
  /** Live changes, at most one message per rendered frame. */
  unitUpdates: z.object({ updates: z.array(UnitUpdate) }),
};
