import type { Availability } from '../../contract/ledger.ts';
import type { Stretch } from './observed-times.ts';
import type { Tally } from './unit-tally.ts';

/** Of one unit, or of several together. @param length of the period, of all these units together, ms */
export function availabilityOf(tally: Tally, length: number): Availability {
  const { known, out, up, maintenance, outages, repaired, repair } = tally;
  const isKnown = out + up > 0;
  return {
    least: isKnown ? up / known : null,
    most: isKnown ? (known - out) / known : null,
    unwatched: known - out - up,
    unrecorded: Math.max(0, length - known - maintenance),
    maintenance,
    out,
    outages,
    repair: repaired === 0 ? null : repair / repaired,
  };
}

/** How long a period is up to the end of what is known, ms. */
export function lengthUpTo(end: number, { from, to }: Stretch): number {
  return Math.max(0, Math.min(to, end) - from);
}

/** Adds a tally to the sum of several. */
export function addTally(
  sum: Tally,
  { known, out, up, maintenance, outages, repaired, repair }: Tally,
): void {
  sum.known += known;
  sum.out += out;
  sum.up += up;
  sum.maintenance += maintenance;
  sum.outages += outages;
  sum.repaired += repaired;
  sum.repair += repair;
}
