import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { updated } from './unit-rows.ts';

/**
 * Live updates that came while a list was being read: the list was written before them, however late its pages arrive.
 */
export interface LiveOverlay {
  take(update: UnitUpdate): void;
  /** The unit of the list with what has been heard of it since. */
  over(unit: Unit): Unit;
}

/** Begins without any update. */
export function createLiveOverlay(): LiveOverlay {
  const updates = new Map<string, UnitUpdate>();
  return {
    take(update) {
      updates.set(update.id, { ...updates.get(update.id), ...update });
    },
    over(unit) {
      if (updates.size === 0) return unit;
      const update = updates.get(unit.id);
      return update === undefined ? unit : updated(unit, update);
    },
  };
}
