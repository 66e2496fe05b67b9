/** The ledger: the conditions that units have had, and the times when nobody was looking. See docs/ledger.md. */
import { z } from 'zod';
import { reportLimits, unitConditions } from './names.ts';
import type { CallsOf } from './shapes.ts';
import { UnitId } from './units.ts';

/** A stretch of time, ms since 1970. Of one that goes on, `to` is the end of what was asked for, or now. */
const Stretch = z.object({ from: z.number(), to: z.number() });

/** A stretch with one condition. The spans of a unit follow each other without a hole from its first sight on. */
export const HistorySpan = Stretch.extend({
  condition: z.enum([...unitConditions, 'not-watched', 'maintenance']),
});
export type HistorySpan = z.output<typeof HistorySpan>;

/**
 * An outage. `from` may be before the period that was asked for; `to` is null while it goes on. One that was told by a
 * list began at the latest then. `condition` is the worst it had, `maintenance` how much of it was that, ms.
 */
export const PastOutage = z.object({
  from: z.number(),
  to: z.number().nullable(),
  condition: z.enum(['entrapment', 'out-of-service']),
  source: z.enum(['list', 'event']),
  maintenance: z.number(),
});
export type PastOutage = z.output<typeof PastOutage>;

/**
 * The share of time in service, 0 to 1, as a range: at least, if the unit was out whenever nobody looked, and at most,
 * if it ran then; null where nothing is known. All times are ms; those of several units are summed up. Maintenance is in
 * neither share. `unrecorded` is the time of the period of which the shares say nothing: before the first sight of a unit, and
 * while it was not in the list. `repair` is the mean duration of the outages that ended, null without one.
 */
export const Availability = z.object({
  least: z.number().nullable(),
  most: z.number().nullable(),
  unwatched: z.number(),
  unrecorded: z.number(),
  maintenance: z.number(),
  out: z.number(),
  outages: z.number().int(),
  repair: z.number().nullable(),
});
export type Availability = z.output<typeof Availability>;

/** What one unit was. `since` is its first sight, ms since 1970; null if it has never been seen. */
const UnitHistory = z.object({
  spans: z.array(HistorySpan),
  /** The newest first, the newest thousand of them at most. */
  outages: z.array(PastOutage),
  availability: Availability,
  since: z.number().nullable(),
});
export type UnitHistory = z.output<typeof UnitHistory>;

/** What all units were, or those that were asked for. `since` is when the ledger begins. */
const FleetHistory = z.object({
  availability: Availability,
  /** At most ten units each, the worst first: by the time that they were out, and by the number of their outages. */
  worst: z.object({
    longest: z.array(z.object({ id: z.string(), out: z.number() })),
    often: z.array(z.object({ id: z.string(), outages: z.number().int() })),
  }),
  since: z.number().nullable(),
  /** When nobody looked, the oldest first. */
  unwatched: z.array(Stretch),
});
export type FleetHistory = z.output<typeof FleetHistory>;

/**
 * The worst that a unit was in each cell, the oldest first: 0 not watched, 1 in service, 2 limited, 3 out; 4 maintenance, which
 * counts apart and hides what is better than limited.
 */
const UnitSpark = z.object({ id: z.string(), cells: z.array(z.number().int().min(0).max(4)) });
export type UnitSpark = z.output<typeof UnitSpark>;

/**
 * Where the ledger is kept: `off` without an account, `on` sealed on the disk, `memory` until the app ends, `failed` where
 * the disk refuses it: it goes on in memory. `setAside`: damaged files that were put aside, whose time is not watched.
 */
export const LedgerState = z.object({
  phase: z.enum(['off', 'on', 'memory', 'failed']),
  /** The first time that it knows of, ms since 1970. */
  since: z.number().nullable(),
  setAside: z.number().int(),
});
export type LedgerState = z.output<typeof LedgerState>;

export const ledgerCalls = {
  /** One unit in a period; empty for one that was never seen. Throws `sign-in-needed`, `storage`, as all do. */
  unitHistory: { input: Stretch.extend({ id: UnitId }), output: UnitHistory },
  /** All units, or these, in a period. */
  fleetHistory: {
    input: Stretch.extend({ ids: z.array(UnitId).max(100_000).optional() }),
    output: FleetHistory,
  },
  /** Cells of 6 hours for 7 days, of a day for 30 days, up to now. A unit that was never seen has only zeros. */
  unitSparks: {
    input: z.object({ ids: z.array(UnitId).max(200), days: z.union([z.literal(7), z.literal(30)]) }),
    output: z.array(UnitSpark),
  },
  /**
   * The availability of groups of units in a period of at most 400 days, in the order of the groups. Each is of one unit
   * or of many, whose times are summed up.
   */
  groupAvailability: {
    input: Stretch.extend({
      groups: z
        .array(z.array(UnitId).max(reportLimits.units))
        .max(reportLimits.groups)
        .refine((groups) => groups.reduce((sum, ids) => sum + ids.length, 0) <= reportLimits.units),
    }),
    output: z.array(Availability),
  },
} satisfies CallsOf<'ledger'>;
