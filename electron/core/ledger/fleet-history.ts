import type { FleetHistory } from '../../contract/ledger.ts';
import { addTally, availabilityOf, lengthUpTo } from './availability.ts';
import { holesIn, type Stretch } from './observed-times.ts';
import { type LedgerView, tallyUnits } from './tally-units.ts';
import { createUnitTally, emptyTally } from './unit-tally.ts';

/** How many of the worst units are told. */
const worstCount = 10;

/** What all units were in a period, or those with these ids. Throws what the disk throws. */
export async function fleetHistoryOf(
  view: LedgerView,
  period: Stretch,
  ids?: readonly string[],
): Promise<FleetHistory> {
  const sum = emptyTally();
  const longest = createWorst();
  const often = createWorst();
  const tally = createUnitTally(period, view.observed);
  const numbers = numbersOf(view, ids);
  const count = ids === undefined ? numbers.length : new Set(ids).size;
  await tallyUnits(view, numbers, period.from, tally, (unit, found) => {
    addTally(sum, found);
    longest.add(unit, found.out);
    often.add(unit, found.outages);
  });
  const since = view.chapters[0]?.from ?? null;
  const known = { from: Math.max(period.from, since ?? period.to), to: Math.min(period.to, view.end) };
  const name = (unit: number) => view.units.idOf(unit);
  return {
    availability: availabilityOf(sum, count * lengthUpTo(view.end, period)),
    worst: {
      longest: longest.list().map(({ unit, value }) => ({ id: name(unit), out: value })),
      often: often.list().map(({ unit, value }) => ({ id: name(unit), outages: value })),
    },
    since,
    unwatched: known.to > known.from ? holesIn(known, view.observed.within(known)) : [],
  };
}

/** In ascending order, of units whose ids are known; ids that were never seen have none. */
export function numbersOf(view: LedgerView, ids: readonly string[] | undefined): Uint32Array {
  if (ids === undefined) {
    const all = Uint32Array.from({ length: view.units.count() }, (_, unit) => unit);
    return all.filter((unit) => view.units.idOf(unit) !== '');
  }
  const found = ids.flatMap((id) => view.units.numberOf(id) ?? []);
  return Uint32Array.from(new Set(found)).sort();
}

/** Keeps the units with the highest values above 0. */
function createWorst() {
  let worst: { unit: number; value: number }[] = [];
  return {
    add(unit: number, value: number): void {
      const least = worst[worstCount - 1]?.value ?? 0;
      if (value <= least) return;
      worst = [...worst, { unit, value }].sort((a, b) => b.value - a.value).slice(0, worstCount);
    },
    list: () => worst,
  };
}
