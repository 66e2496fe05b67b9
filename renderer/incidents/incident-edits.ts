import { mostMaintenance } from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident, Maintenance } from '../../electron/contract/incidents.ts';

/** What the deeds make of an incident; `now` is ms since 1970. */

export const acknowledged =
  (now: number) =>
  (incident: Incident): Incident => ({
    ...incident,
    acknowledgedAt: incident.acknowledgedAt ?? now,
  });

export const withdrawn = (incident: Incident): Incident => ({ ...incident, acknowledgedAt: null });

export const noted =
  (note: string) =>
  (incident: Incident): Incident => ({ ...incident, note });

/** Null ends the snooze. */
export const snoozed =
  (snoozedUntil: number | null) =>
  (incident: Incident): Incident => ({
    ...incident,
    snoozedUntil,
  });

/** Adds a time of maintenance; the oldest ones make room. */
export const maintained =
  (time: Maintenance) =>
  (incident: Incident): Incident => ({
    ...incident,
    maintenance: [...incident.maintenance, time].slice(-mostMaintenance),
  });

/** Takes the maintenance of a span away: it was an outage after all. `to` is null for one that goes on. */
export const unmaintained =
  ({ from, to }: Maintenance) =>
  (incident: Incident): Incident => ({
    ...incident,
    maintenance: incident.maintenance.flatMap((time) => without(time, from, to)),
  });

function without(time: Maintenance, from: number, to: number | null): Maintenance[] {
  const end = time.to ?? Number.POSITIVE_INFINITY;
  const until = to ?? Number.POSITIVE_INFINITY;
  if (end <= from || time.from >= until) return [time];
  const before = time.from < from ? [{ from: time.from, to: from }] : [];
  return until < end ? [...before, { from: until, to: time.to }] : before;
}

/** The time of an outage that has ended. One that was over at once has lasted a moment. */
export function spanOf({ outageAt, endedAt }: EndedIncident): Maintenance {
  return { from: outageAt, to: Math.max(endedAt, outageAt + 1) };
}
