/** What follows from an incident, for main and page alike. Pure and without zod, because the page runs it. */
import type { EndedIncident, Incident, Maintenance } from './incidents.ts';

/** The most times of maintenance of a unit. */
export const mostMaintenance = 100;
/** The most incidents in the file of a hand-over. */
export const mostHandedOver = 5_000;

/** The most open outages that main tells the page of: of those beyond it the page knows what its units say. */
export const mostOpenTold = 20_000;

/** How long an incident that has ended is kept, ms. */
const endedFor = 30 * 24 * 3_600_000;
/** The most that are kept: more than anybody looks through. */
export const mostEnded = 1_000;

/** How far the clocks of a service and of this computer may differ, ms, before an outage counts as another one. */
export const clocksDiffer = 120_000;

/** What is known of a unit that nobody has said anything about. */
export function nothingKnown(id: string): Incident {
  return { id, outageAt: null, acknowledgedAt: null, note: '', snoozedUntil: null, maintenance: [] };
}

/** Whether nobody has said anything, so that it need not be kept. */
export function saysNothing({ acknowledgedAt, note, snoozedUntil, maintenance }: Incident): boolean {
  return acknowledgedAt === null && note === '' && snoozedUntil === null && maintenance.length === 0;
}

/**
 * Those of these ended incidents that are kept at `now` (ms since 1970); the oldest come first. What somebody has said something
 * about stays longest.
 */
export function trimEnded(ended: readonly EndedIncident[], now: number): EndedIncident[] {
  const recent = ended.filter(({ endedAt }) => now - endedAt < endedFor);
  const unspoken = recent.filter((each) => !isSpokenOf(each));
  const dropped = new Set(unspoken.slice(0, Math.max(0, recent.length - mostEnded)));
  return recent.filter((each) => !dropped.has(each)).slice(-mostEnded);
}

/** Whether somebody has said something about it, so that it is kept longest. */
export function isSpokenOf({
  acknowledgedAt,
  note,
}: Pick<EndedIncident, 'acknowledgedAt' | 'note'>): boolean {
  return acknowledgedAt !== null || note !== '';
}

/** Whether a unit is maintained at a time, ms since 1970. */
export function isMaintained(times: readonly Maintenance[], at: number): boolean {
  return times.some(({ from, to }) => from <= at && (to === null || at < to));
}
