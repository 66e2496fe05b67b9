/** The list of units. */
import { z } from 'zod';
import { unitConditions, unitDirections, unitTypes } from './names.ts';
import { type CallsOf, done, Run } from './shapes.ts';

/**
 * An elevator or escalator. Unknown values are null; times are ms since 1970, `availability` is percent. What only few
 * units have is left out where it is unknown.
 */
export const Unit = z.object({
  id: z.string(),
  name: z.string(),
  site: z.string(),
  address: z.string(),
  city: z.string(),
  country: z.string(),
  type: z.enum(unitTypes),
  /** The status text as the service sent it, for instance "Out Of Service". */
  status: z.string(),
  condition: z.enum(unitConditions),
  floor: z.string().nullable(),
  direction: z.enum(unitDirections).nullable(),
  availability: z.number().nullable(),
  lastEventAt: z.number().nullable(),
  /** `lastEventAt` came without a time zone and was taken as UTC. */
  zoneAssumed: z.boolean().optional(),
  /** Since when it is out of service; only while it is, and while its condition is unknown after that: see `timeAt`. */
  outSince: z.number().optional(),
  /** The service does not say since when: at `outSince` it was first seen out of service here, and may be out longer. */
  firstSeenHere: z.boolean().optional(),
  /** `outSince` came without a time zone and was taken as UTC. */
  outSinceZoneAssumed: z.boolean().optional(),
  /** Why it is out of service, in the service's words: the code and the text of its fault. */
  fault: z.string().optional(),
  /** When the service last heard of it, if it says that; see `lastSeenOf`. */
  lastSeenAt: z.number().optional(),
  /** `lastSeenAt` came without a time zone and was taken as UTC. */
  lastSeenZoneAssumed: z.boolean().optional(),
});
export type Unit = z.output<typeof Unit>;

export const UnitId = z.string().min(1).max(512);

/** A list that is not whole by what the service says of it: items received, and how many there are if it says that. */
export const Shortfall = z.object({ received: z.number(), total: z.number().nullable() });
export type Shortfall = z.output<typeof Shortfall>;

/**
 * Result of a list: units received, items left out because they have no id or that of one before them, completion time
 * (ms since 1970), and what is missing (R41).
 */
export const UnitsSummary = z.object({
  received: z.number(),
  withoutId: z.number(),
  sameId: z.number(),
  fetchedAt: z.number(),
  shortfall: Shortfall.nullable(),
});
export type UnitsSummary = z.output<typeof UnitsSummary>;

/** Units listed by an earlier run, and when that list was complete (ms since 1970). */
const CachedUnits = z.object({ units: z.array(Unit), fetchedAt: z.number() });
export type CachedUnits = z.output<typeof CachedUnits>;

/**
 * A page of that list, with the number of units in the whole list; `last` marks the final page. Only `owner`, an
 * account of a connection, is shown it.
 */
const CachedPage = CachedUnits.extend({
  count: z.number(),
  last: z.boolean(),
  owner: z.object({ connection: z.string(), account: z.string() }),
});
export type CachedPage = z.output<typeof CachedPage>;

export const unitsCalls = {
  listUnits: { input: Run, output: UnitsSummary },
  /**
   * What can be shown before the list arrives, or without it: the page that starts at unit index `from`. Pages are
   * requested one after the other. Null if nothing is stored.
   */
  cachedUnits: { input: z.object({ from: z.number().int().nonnegative() }), output: CachedPage.nullable() },
  cancelUnits: { input: Run, output: done },
  /** Every field that the API sent for a unit, unchanged; null if not available. */
  unitFields: { input: z.object({ id: UnitId }), output: z.record(z.string(), z.unknown()).nullable() },
} satisfies CallsOf<'units'>;

export const unitsEvents = {
  unitsPage: Run.extend({ units: z.array(Unit), received: z.number(), total: z.number().nullable() }),
};
