/** What follows from an incident, for main and page alike. Pure and without zod, because the page runs it. */
import type { Incident, Maintenance } from './incidents.ts';

/** The most times of maintenance of a unit. */
export const mostMaintenance = 100;
/** The most incidents in the file of a hand-over. */
export const mostHandedOver = 5_000;

/** The most open outages that main tells the page of: of those beyond it the page knows what its units say. */
export const mostOpenTold = 20_000;

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

/** Whether a unit is maintained at a time, ms since 1970. */
export function isMaintained(times: readonly Maintenance[], at: number): boolean {
  return times.some(({ from, to }) => from <= at && (to === null || at < to));
}
