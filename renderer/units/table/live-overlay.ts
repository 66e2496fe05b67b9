import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { gather, overlaid } from '../../../electron/contract/overlay.ts';
import type { Unit } from '../../../electron/contract/units.ts';

/** Live updates received while a list is loading: they are newer than the list, however late its pages arrive. */
export interface LiveOverlay {
  take(update: UnitUpdate): void;
  /** The unit of the list with the live updates received since. */
  over(unit: Unit): Unit;
}

/** Creates an overlay without updates. */
export function createLiveOverlay(): LiveOverlay {
  const updates = new Map<string, UnitUpdate>();
  return {
    take: (update) => gather(updates, update),
    over: (unit) => (updates.size === 0 ? unit : overlaid(unit, updates.get(unit.id), Date.now())),
  };
}
