import type { Fleet, FleetUnit } from './fleet.ts';
import { at, diceOf } from './sites.ts';

/** What the hub says of a unit; null where it says nothing. */
export interface TwinEvent {
  readonly unitId: string;
  readonly currentFloor: number | null;
  readonly equipmentStatus: string | null;
  readonly currentTripDirection: 'Up' | 'Down' | 'None' | null;
}

/** The cars in motion. What was never moved is as the fleet has it. */
export interface Traffic {
  /** The unit with whatever has happened to it since the start. */
  asItIs(unit: FleetUnit): FleetUnit;
  /** Lets one of these units do the next thing; undefined when none of those that were tried has anything to do. */
  step(among: readonly string[]): TwinEvent | undefined;
  /** Makes an event true, so that the list says the same afterwards. A unit that is not there is left alone. */
  apply(event: TwinEvent): void;
}

type State = Pick<FleetUnit, 'currentFloor' | 'equipmentStatus' | 'currentTripDirection' | 'lastEventAt'>;

/** How long a car takes from floor to floor, s: with the rate it says how many are under way at a time. */
const SECONDS_PER_FLOOR = 2;
const TRIES = 8;
const OUTAGE_SHARE = 0.004;
const RETURN_SHARE = 0.08;
const REVERSAL_SHARE = 0.3;

/**
 * A dispatcher: some cars are on a trip, floor by floor, and whenever one has arrived another one sets off. Now and then a
 * unit goes out of service, and comes back. The same seed and the same calls give the same events.
 * @param rate how many events a second are asked for with so many units
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the cars
export function createTraffic(
  fleet: Fleet,
  seed: number,
  now: () => number,
  rate: (units: number) => number,
): Traffic {
  const states = new Map<string, State>();
  const targets = new Map<string, number>();
  const underWay: string[] = [];
  const dice = diceOf(seed);
  let throws = 0;
  const roll = () => {
    throws += 1;
    return dice(throws, 50);
  };

  const asItIs = (unit: FleetUnit): FleetUnit => ({ ...unit, ...states.get(unit.unitId) });

  function apply(event: TwinEvent): void {
    const unit = fleet.find(event.unitId);
    if (unit === undefined) return;
    const before = asItIs(unit);
    states.set(unit.unitId, {
      currentFloor: event.currentFloor ?? before.currentFloor,
      equipmentStatus: event.equipmentStatus ?? before.equipmentStatus,
      currentTripDirection: event.currentTripDirection ?? before.currentTripDirection,
      lastEventAt: new Date(now()).toISOString(),
    });
  }

  /** The next floor of a trip; at its end the car stands. */
  function goOn(unitId: string, floor: number, target: number): TwinEvent {
    const next = floor + Math.sign(target - floor);
    const arrived = next === target;
    if (arrived) targets.delete(unitId);
    else underWay.push(unitId);
    const direction = arrived ? 'None' : target > floor ? 'Up' : 'Down';
    return { unitId, currentFloor: next, equipmentStatus: null, currentTripDirection: direction };
  }

  function setOff(unitId: string): TwinEvent | undefined {
    const unit = fleet.find(unitId);
    const shaft = fleet.shaft(unitId);
    if (unit === undefined || shaft === undefined) return undefined;
    const { currentFloor: floor, equipmentStatus: status, currentTripDirection: direction } = asItIs(unit);
    const says = { unitId, currentFloor: null, equipmentStatus: null, currentTripDirection: null };
    const luck = roll();
    if (status !== 'In Service')
      return luck < RETURN_SHARE
        ? { ...says, currentFloor: floor, equipmentStatus: 'In Service' }
        : undefined;
    if (luck < OUTAGE_SHARE)
      return { ...says, equipmentStatus: 'Out Of Service', currentTripDirection: 'None' };
    if (floor === null) {
      const other = direction === 'Up' ? 'Down' : 'Up';
      return luck < REVERSAL_SHARE ? { ...says, currentTripDirection: other } : undefined;
    }
    const target = shaft.bottom + Math.floor(roll() * (shaft.top - shaft.bottom + 1));
    if (target === floor) return undefined;
    targets.set(unitId, target);
    underWay.push(unitId);
    return { ...says, currentFloor: floor, currentTripDirection: target > floor ? 'Up' : 'Down' };
  }

  /** Cars take turns; a seat that is free goes to whoever is drawn. */
  function next(among: readonly string[]): TwinEvent | undefined {
    const seats = Math.max(1, Math.min(rate(among.length) * SECONDS_PER_FLOOR, among.length / 2));
    const drawn = at(among, Math.floor(roll() * among.length));
    const unitId = underWay.length >= seats || targets.has(drawn) ? underWay.shift() : undefined;
    if (unitId === undefined) return setOff(drawn);
    const unit = fleet.find(unitId);
    const target = targets.get(unitId);
    const { currentFloor: floor = null, equipmentStatus } = unit === undefined ? {} : asItIs(unit);
    // Somebody may have put it out of service on its way.
    if (floor !== null && target !== undefined && equipmentStatus === 'In Service' && floor !== target)
      return goOn(unitId, floor, target);
    targets.delete(unitId);
    return undefined;
  }

  return {
    asItIs,
    apply,
    step(among) {
      for (let tries = 0; among.length > 0 && tries < TRIES; tries += 1) {
        const event = next(among);
        if (event === undefined) continue;
        apply(event);
        return event;
      }
      return undefined;
    },
  };
}
