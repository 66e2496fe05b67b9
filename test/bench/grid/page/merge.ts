import type { Unit, UnitUpdate } from '../../../../electron/contract.ts';

/** A unit after a live change; what the change does not say stays as it was. */
export function afterUpdate(unit: Unit, { at, ...said }: UnitUpdate): Unit {
  return { ...unit, ...said, lastEventAt: at };
}
