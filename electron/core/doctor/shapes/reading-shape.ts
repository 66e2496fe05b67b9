import { unitColumns } from '../../../contract/names.ts';
import type { Unit } from '../../../contract/units.ts';
import type { UnitReading } from '../../connection/unit-reading.ts';
import { createUnitColumns } from '../../units/unit-columns.ts';
import { unitMapping } from '../../units/unit-mapping.ts';

/** To hear live updates of. */
const mostIds = 1_000;

/** What MAX Desk makes of items: numbers only, and from which field each column comes. */
export function createReadingShape(own: UnitReading) {
  const toUnit = unitMapping(own);
  const { slots, fill } = createUnitColumns(own.fields);
  const found: Record<'columns' | 'conditions' | 'directions' | 'types', Record<string, number>> = {
    columns: {},
    conditions: {},
    directions: {},
    types: {},
  };
  const places = new Map<string, string>();
  const ids: string[] = [];
  let withoutId = 0;
  let zoneAssumed = 0;

  function countUnit({ id, condition, direction, type, zoneAssumed: isAssumed }: Unit): void {
    if (ids.length < mostIds) ids.push(id);
    increase(found.conditions, condition);
    increase(found.directions, direction ?? 'unknown');
    increase(found.types, type);
    if (isAssumed) zoneAssumed += 1;
  }

  return {
    ids,
    add(value: unknown, json: string): void {
      const unit = toUnit(value, () => json);
      if (unit) countUnit(unit);
      else withoutId += 1;
      if (typeof value !== 'object' || value === null) return;
      fill(value);
      for (const column of unitColumns) {
        const { value: said, paths, rank } = slots[column];
        if (said === undefined) continue;
        increase(found.columns, column);
        places.set((paths[rank] ?? '').toLowerCase(), column);
      }
    },
    columnAt: (path: string) => places.get(path),
    report: () => ({ ...found, withoutId, zoneAssumed }),
  };
}

function increase(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
