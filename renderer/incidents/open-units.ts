import type { Incident } from '../../electron/contract/incidents.ts';
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

  /** What the store said of a unit when it was made: one that says the same stays the same object, and is not drawn again. */
  const madeFrom = new WeakMap<object, Unit>();

  /** The unit with what it was last, if nobody knows what it is now. */
  function unknown(id: string, was: Unit | LastKnown): Unit[] {
    const unit = open.has(id) ? undefined : units.find(id);
    return unit?.condition === 'unknown' ? [asItWas(unit, was)] : [];
  }

  function asItWas(unit: Unit, was: Unit | LastKnown): Unit {
    if ('id' in was && madeFrom.get(was) === unit) return was;
    const { condition, outSince, firstSeenHere, fault } = was;
    const made = { ...unit, condition, outSince, firstSeenHere, fault };
    madeFrom.set(made, unit);
    return made;
  }

  return {
    /** @param known what somebody has said, of an outage before the start, too */
    look(known: Iterable<Incident>): Unit[] {
      const before = open;
      open = new Map(units.outages().map((unit) => [unit.id, unit]));
      const others = [
        ...[...before].flatMap(([id, was]) => unknown(id, was)),
        ...[...known].flatMap(({ id, outageAt }) =>
          outageAt === null || before.has(id)
            ? []
            : unknown(id, {
                condition: 'out-of-service',
                outSince: outageAt,
                firstSeenHere: undefined,
                fault: undefined,
              }),
        ),
      ];
      for (const unit of others) open.set(unit.id, unit);
      return [...open.values()];
    },
    /** The unit with what is known of its outage, if it has an open one. */
    of(id: string): Unit | undefined {
      const unit = units.find(id);
      if (unit === undefined || isOut(unit.condition)) return unit;
      const was = open.get(id);
      return unit.condition === 'unknown' && was !== undefined ? asItWas(unit, was) : undefined;
    },
    clear: (): void => open.clear(),
  };
}
