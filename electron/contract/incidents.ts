/** What the operator does about outages: kept sealed with the account on this workstation, and sent nowhere. */
import { z } from 'zod';
import { mostMaintenance, mostOpenTold } from './incident-facts.ts';
import { type CallsOf, nothing } from './shapes.ts';
import { longestNote } from './table.ts';
import { UnitId } from './units.ts';

/** ms since 1970. */
export const Moment = z.number().min(-8.64e15).max(8.64e15);

/** Time in which a unit is maintained; `to` is null until the outage ends. It counts apart from outages. */
export const Maintenance = z
  .object({ from: Moment, to: Moment.nullable() })
  .refine(({ from, to }) => to === null || from < to);
export type Maintenance = z.output<typeof Maintenance>;

/** What the operator knows of a unit that is out of service. One that says nothing is not kept. */
export const Incident = z.object({
  id: UnitId,
  /** When the outage began that all but `maintenance` is about: names it. Null for none. */
  outageAt: Moment.nullable(),
  /** When the operator said that it is known. */
  acknowledgedAt: Moment.nullable(),
  /** Plain text in lines; '' for none. */
  note: z.string().max(longestNote),
  snoozedUntil: Moment.nullable(),
  /** In the order of time, without overlaps. It outlives the outage. */
  maintenance: z.array(Maintenance).max(mostMaintenance),
});
export type Incident = z.output<typeof Incident>;

/** An outage that has ended, with what was known of it. */
export const EndedIncident = z.object({
  id: UnitId,
  outageAt: Moment,
  endedAt: Moment,
  /** Nobody saw it end: at `endedAt` it was seen to be over. */
  atLatest: z.boolean(),
  condition: z.enum(['entrapment', 'out-of-service']),
  acknowledgedAt: Moment.nullable(),
  note: z.string(),
});
export type EndedIncident = z.output<typeof EndedIncident>;

/** An outage that goes on: not even an unknown condition of its unit has ended it. */
export const OpenOutage = z.object({
  id: UnitId,
  /** Since when, as far as it is known. */
  since: Moment,
  /** At `since` it was first seen; it may have begun before. */
  firstSeenHere: z.boolean(),
  /** The worst that was seen. */
  condition: z.enum(['entrapment', 'out-of-service']),
});
export type OpenOutage = z.output<typeof OpenOutage>;

/** Only `owner`, an account of a connection, is shown it. Of `ended`, the oldest come first. */
const IncidentsOf = z.object({
  owner: z.object({ connection: z.string(), account: z.string() }),
  incidents: z.array(Incident),
  ended: z.array(EndedIncident),
});
export type IncidentsOf = z.output<typeof IncidentsOf>;

export const incidentsCalls = {
  /** All that is kept of the account, and what is open: entrapments, then the newest, within a limit. Null without an account. */
  incidents: {
    input: nothing,
    output: IncidentsOf.extend({ open: z.array(OpenOutage).max(mostOpenTold) }).nullable(),
  },
  /**
   * Replaces what is known of these units, or of none where it would be too much: throws `sign-in-needed` and
   * `bad-request`. What is about an outage that has ended meanwhile stays with that. Answers what is kept now.
   */
  setIncidents: {
    input: z.object({ incidents: z.array(Incident).min(1).max(5_000) }),
    output: z.array(Incident),
  },
} satisfies CallsOf<'incidents'>;

export const incidentsEvents = {
  /** Outages have ended: what is left of these units, and what is to be added to the ended ones, or to replace one of them. */
  incidentsEnded: IncidentsOf,
};
