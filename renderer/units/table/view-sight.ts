import type { Unit } from '../../../electron/contract/units.ts';
import type { Narrowing } from './unit-filters.ts';
import type { UnitRows } from './unit-rows.ts';

/** What a view shows, without the table: how many units of each condition, and those that are out of service. */
export interface ViewSight {
  readonly total: number;
  /** A unit whose condition became unknown during its outage counts twice: as unknown, and as what it was before. */
  readonly conditions: Readonly<Record<Unit['condition'], number>>;
  /** Entrapments included, and units that were out of service when their condition became unknown; in no order. */
  readonly outages: readonly Unit[];
}

const slice = 256;

/**
 * Looks through all rows, in small steps.
 * @param openOf the unit with what is known of its outage; undefined for one without an open outage
 */
export function* sightSteps(
  rows: Pick<UnitRows, 'units' | 'hasWords'>,
  { words, test }: Narrowing,
  openOf: (id: string) => Unit | undefined,
): Generator<undefined, ViewSight> {
  const conditions = { entrapment: 0, 'out-of-service': 0, limited: 0, unknown: 0, 'in-service': 0 };
  const outages: Unit[] = [];
  const hasWords = rows.hasWords(words);
  let total = 0;
  for (const [index, unit] of rows.units.entries()) {
    if (index % slice === slice - 1) yield;
    if (words.length > 0 && !hasWords(index)) continue;
    const outage = openOf(unit.id);
    if (!test.passes(unit) && (outage === undefined || !test.passes(outage))) continue;
    total += 1;
    conditions[unit.condition] += 1;
    if (outage === undefined) continue;
    if (outage.condition !== unit.condition) conditions[outage.condition] += 1;
    outages.push(outage);
  }
  return { total, conditions, outages };
}
