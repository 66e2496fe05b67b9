import type { UnitUpdate } from '../../contract/live.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';

/** About one frame of the screen, ms. */
const pause = 16;

/** Puts the updates of a unit together and hands them over once for each frame of the screen. */
export interface UpdateBuffer {
  add(update: UnitUpdate): void;
  /**
   * The units of a page of the list that is being read, with what was heard since that began: a page may be older than
   * the event that came before it.
   */
  overlay(units: Unit[]): Unit[];
  /** A list begins: what was heard before is in it. */
  listBegins(): void;
  /** Forgets what was heard: it may be old by the time a connection is there again. */
  forget(): void;
  /** Forgets what has not been handed over yet, too. */
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
      // A copy: the next one is written into it.
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
