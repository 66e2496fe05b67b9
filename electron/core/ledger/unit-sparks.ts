import type { UnitSpark } from '../../contract/ledger.ts';
import { isOutCode, isUpCode, limitedCode } from './condition-codes.ts';
import { numbersOf } from './fleet-history.ts';
import { type LedgerView, tallyUnits } from './tally-units.ts';
import { createUnitTally } from './unit-tally.ts';

const hour = 3_600_000;
/** Of a cell, ms. */
const cellLengths = { 7: 6 * hour, 30: 24 * hour };
const days = { 7: 28, 30: 30 };

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
  const tally = createUnitTally(period, view.observed, {
    onSpan(from, to, code) {
      const rank = rankOf(code);
      if (rank === 0) return;
      for (const part of view.observed.within({ from, to })) {
        const last = Math.min(Math.ceil((part.to - period.from) / cell), count);
        for (let i = Math.floor((part.from - period.from) / cell); i < last; i += 1)
          cells[i] = Math.max(cells[i] ?? 0, rank);
      }
    },
  });
  const empty = () => new Array<number>(count).fill(0);
  cells = empty();
  await tallyUnits(view, numbersOf(view, ids), period.from, tally, (unit) => {
    found.set(unit, cells);
    cells = empty();
  });
  return ids.map((id) => ({ id, cells: found.get(view.units.numberOf(id) ?? -1) ?? empty() }));
}

function rankOf(code: number): number {
  if (isOutCode(code)) return 3;
  if (code === limitedCode) return 2;
  return isUpCode(code) ? 1 : 0;
}
