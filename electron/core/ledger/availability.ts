import type { Availability } from '../../contract/ledger.ts';
import type { Tally } from './unit-tally.ts';

/** Of one unit, or of several together. */
export function availabilityOf(tally: Tally): Availability {
  const { known, out, up, maintenance, outages, repaired, repair } = tally;
  const isKnown = out + up > 0;
  return {
    least: isKnown ? up / known : null,
    most: isKnown ? (known - out) / known : null,
    unwatched: known - out - up,
    maintenance,
    out,
    outages,
    repair: repaired === 0 ? null : repair / repaired,
  };
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
