import type { EndedIncident, OpenOutage } from '../../electron/contract/incidents.ts';
import { isOut } from '../../electron/contract/names.ts';
import type { Unit } from '../../electron/contract/units.ts';
import type { UnitStore } from '../units/table/unit-store.ts';

/** The last that is known of an outage, while nobody knows what its unit is. */
type LastKnown = Pick<Unit, 'condition' | 'outSince' | 'firstSeenHere' | 'fault'>;

/**
 * The units with an open outage: those that are out of service, and those that were when their condition became unknown, with
 * what was known of them. That ends no outage, and somebody may still be trapped.
 */
export function createOpenUnits(units: Pick<UnitStore, 'outages' | 'find'>) {
  let open = new Map<string, Unit>();
  /** What main knew of outages when the page was loaded, until they end: the page may not have seen what the unit was. */
  const told = new Map<string, LastKnown>();

  /** What the store said of a unit when it was made: one that says the same stays the same object, and is not drawn again. */
  const madeFrom = new WeakMap<object, Unit>();

  /** The unit as it was last. */
  function asItWas(unit: Unit, was: Unit | LastKnown): Unit {
    if ('id' in was && madeFrom.get(was) === unit) return was;
    const { condition, outSince, firstSeenHere, fault } = was;
    const made = { ...unit, condition, outSince, firstSeenHere, fault };
    madeFrom.set(made, unit);
    return made;
  }

  function of(id: string): Unit | undefined {
    const unit = units.find(id);
    if (unit === undefined || isOut(unit.condition)) return unit;
    const was = open.get(id) ?? told.get(id);
    return unit.condition === 'unknown' && was !== undefined ? asItWas(unit, was) : undefined;
  }

  return {
    /** All of them. What a unit was is known of each that was one of them at the last look. */
    look(): Unit[] {
      const next = new Map(units.outages().map((unit) => [unit.id, unit]));
      for (const known of [open, told])
        for (const id of known.keys()) {
          const unit = next.has(id) ? undefined : of(id);
          if (unit !== undefined) next.set(id, unit);
        }
      open = next;
      return [...open.values()];
    },
    /** The unit with what is known of its outage, if it has an open one. */
    of,
    /** Main knows of these outages. */
    tell(outages: readonly OpenOutage[]): void {
      for (const { id, since, firstSeenHere, condition } of outages)
        told.set(id, { condition, outSince: since, firstSeenHere, fault: undefined });
    },
    /** Main knows that these have ended; the unit may have another one since. */
    ended(outages: readonly Pick<EndedIncident, 'id' | 'endedAt'>[]): void {
      for (const { id, endedAt } of outages) if ((told.get(id)?.outSince ?? 0) <= endedAt) told.delete(id);
    },
    clear(): void {
      open.clear();
      told.clear();
    },
  };
}
