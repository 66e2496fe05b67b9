import type { UnitUpdate } from '../../contract/live.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';

/** About one frame of the screen, ms. */
const pause = 16;

/** Merges the updates of a unit and delivers them once per screen frame. */
export interface UpdateBuffer {
  add(update: UnitUpdate): void;
  /**
   * The units of a page with the updates received since the reading began: a page may be older than an event that came
   * before it.
   */
  overlay(units: Unit[]): Unit[];
  /** A list begins: it contains earlier updates. */
  listBegins(): void;
  /** Forgets received updates: they may be outdated after a reconnection. */
  forget(): void;
  /** Also forgets updates that are not delivered yet. */
  clear(): void;
}

export function createUpdateBuffer(clock: Clock, deliver: (updates: UnitUpdate[]) => void): UpdateBuffer {
  let pending = new Map<string, UnitUpdate>();
  const heard = new Map<string, UnitUpdate>();

  function flush(): void {
    const updates = [...pending.values()];
    pending = new Map();
    if (updates.length > 0) deliver(updates);
  }

  return {
    add(update) {
      if (pending.size === 0) clock.later(pause, flush);
      const before = pending.get(update.id);
      if (before) Object.assign(before, update);
      // A copy: later updates are merged into it.
      else pending.set(update.id, { ...update });
      const known = heard.get(update.id);
      if (known) Object.assign(known, update);
      else heard.set(update.id, update);
    },
    overlay: (units) => (heard.size === 0 ? units : units.map((unit) => overlaid(unit, heard.get(unit.id)))),
    listBegins: () => heard.clear(),
    forget: () => heard.clear(),
    clear() {
      heard.clear();
      pending.clear();
    },
  };
}

function overlaid(unit: Unit, update: UnitUpdate | undefined): Unit {
  if (!update) return unit;
  return {
    ...unit,
    status: update.status ?? unit.status,
    condition: update.condition ?? unit.condition,
    floor: update.floor ?? unit.floor,
    direction: update.direction ?? unit.direction,
    lastEventAt: update.at,
  };
}
