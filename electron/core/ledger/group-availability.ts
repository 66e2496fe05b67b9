import type { Availability } from '../../contract/ledger.ts';
import { addTally, availabilityOf, lengthUpTo } from './availability.ts';
import { numbersOf } from './fleet-history.ts';
import type { Stretch } from './observed-times.ts';
import { type LedgerView, tallyUnits } from './tally-units.ts';
import { createUnitTally, emptyTally } from './unit-tally.ts';

/**
 * The availability of each of these groups of units in a period, in their order; times are those of a group's units together.
 * A unit may be in several. Throws what the disk throws.
 */
export async function groupAvailabilityOf(
  view: LedgerView,
  period: Stretch,
  groups: readonly (readonly string[])[],
): Promise<Availability[]> {
  const sums = groups.map(() => emptyTally());
  /** The sums that a unit is part of, by its number. */
  const sumsOf = new Map<number, ReturnType<typeof emptyTally>[]>();
  for (const [place, ids] of groups.entries()) {
    const sum = sums[place];
    if (sum === undefined) continue;
    for (const unit of numbersOf(view, ids)) sumsOf.set(unit, [...(sumsOf.get(unit) ?? []), sum]);
    const pause = view.breath();
    if (pause) await pause;
  }
  const units = Uint32Array.from(sumsOf.keys()).sort();
  await tallyUnits(view, units, period.from, createUnitTally(period, view.observed), (unit, found) => {
    for (const sum of sumsOf.get(unit) ?? []) addTally(sum, found);
  });
  const length = lengthUpTo(view.end, period);
  return sums.map((sum, place) => availabilityOf(sum, new Set(groups[place]).size * length));
}
