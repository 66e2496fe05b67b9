import type { UnitSpark } from '../../contract/ledger.ts';
import { isOutCode, isUpCode, limitedCode } from './condition-codes.ts';
import { numbersOf } from './fleet-history.ts';
import { holesIn, type Stretch } from './observed-times.ts';
import { type LedgerView, tallyUnits } from './tally-units.ts';
import { createUnitTally } from './unit-tally.ts';

const hour = 3_600_000;
/** Of a cell, ms. */
const cellLengths = { 7: 6 * hour, 30: 24 * hour };
const days = { 7: 28, 30: 30 };
/** What a cell says of maintenance, and what hides what in a cell. */
const maintained = 4;
const severities = [0, 1, maintained, 2, 3];

/** The worst that each of these units was, cell by cell up to now. Throws what the disk throws. */
export async function unitSparksOf(
  view: LedgerView,
  ids: readonly string[],
  length: 7 | 30,
): Promise<UnitSpark[]> {
  const count = days[length];
  const cell = cellLengths[length];
  const period = { from: view.end - count * cell, to: view.end };
  const found = new Map<number, number[]>();
  let cells: number[] = [];
  let maintenance: readonly Stretch[] = [];
  function mark({ from, to }: Stretch, value: number): void {
    const last = Math.min(Math.ceil((to - period.from) / cell), count);
    for (let i = Math.floor((from - period.from) / cell); i < last; i += 1)
      if (severities.indexOf(value) > severities.indexOf(cells[i] ?? 0)) cells[i] = value;
  }
  const tally = createUnitTally(period, view.observed, {
    onSpan(from, to, code) {
      const apart = maintenance.flatMap((each) => common(each, { from, to }));
      for (const part of apart) mark(part, maintained);
      const value = cellOf(code);
      if (value === 0) return;
      for (const hole of holesIn({ from, to }, apart))
        for (const part of view.observed.within(hole)) mark(part, value);
    },
  });
  const empty = () => new Array<number>(count).fill(0);
  cells = empty();
  const told = {
    ...tally,
    reset(times: readonly Stretch[]): void {
      maintenance = times;
      tally.reset(times);
    },
  };
  await tallyUnits(view, numbersOf(view, ids), period.from, told, (unit) => {
    found.set(unit, cells);
    cells = empty();
  });
  return ids.map((id) => ({ id, cells: found.get(view.units.numberOf(id) ?? -1) ?? empty() }));
}

/** What a stretch has of another one. */
function common(one: Stretch, other: Stretch): Stretch[] {
  const part = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
  return part.to > part.from ? [part] : [];
}

/** What a cell says of a condition; see the contract. */
function cellOf(code: number): number {
  if (isOutCode(code)) return 3;
  if (code === limitedCode) return 2;
  return isUpCode(code) ? 1 : 0;
}
