import { isOut } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { Narrowing } from './unit-filters.ts';
import type { UnitRows } from './unit-rows.ts';

/** What a view shows, without the table: how many units of each condition, and those that are out of service. */
export interface ViewSight {
  readonly total: number;
  readonly conditions: Readonly<Record<Unit['condition'], number>>;
  /** Entrapments included; in no order. */
  readonly outages: readonly Unit[];
}

const slice = 256;

/** Looks through all rows, in small steps. */
export function* sightSteps(
  rows: Pick<UnitRows, 'units' | 'hasWords'>,
  { words, test }: Narrowing,
): Generator<undefined, ViewSight> {
  const conditions = { entrapment: 0, 'out-of-service': 0, limited: 0, unknown: 0, 'in-service': 0 };
  const outages: Unit[] = [];
  const hasWords = rows.hasWords(words);
  let total = 0;
  for (const [index, unit] of rows.units.entries()) {
    if (index % slice === slice - 1) yield;
    if ((words.length > 0 && !hasWords(index)) || !test.passes(unit)) continue;
    total += 1;
    conditions[unit.condition] += 1;
    if (isOut(unit.condition)) outages.push(unit);
  }
  return { total, conditions, outages };
}
