import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import type { Unit } from '../../../../electron/contract/units.ts';

/** A unit after a live change; what the change does not say stays as it was. */
export function afterUpdate(unit: Unit, update: UnitUpdate): Unit {
  return {
    ...unit,
    status: update.status ?? unit.status,
    condition: update.condition ?? unit.condition,
    floor: update.floor ?? unit.floor,
    direction: update.direction ?? unit.direction,
    lastEventAt: update.at,
  };
}
