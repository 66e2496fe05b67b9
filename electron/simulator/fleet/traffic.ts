import { type Fleet, type FleetUnit, outageOf } from './fleet.ts';
import { at, diceOf } from './sites.ts';

/** An event of a unit; null fields have not changed. */
export interface TwinEvent {
  readonly unitId: string;
  readonly currentFloor: number | null;
  readonly equipmentStatus: string | null;
  readonly currentTripDirection: FleetUnit['currentTripDirection'] | null;
}

export type Traffic = ReturnType<typeof createTraffic>;

type State = Pick<FleetUnit, 'currentFloor' | 'equipmentStatus' | 'currentTripDirection' | 'lastEventAt'> &
  ReturnType<typeof outageOf>;

/** Seconds per floor; together with the event rate it determines how many cars move at the same time. */
const SECONDS_PER_FLOOR = 2;
const TRIES = 8;
const OUTAGE_SHARE = 0.004;
const RETURN_SHARE = 0.08;
const REVERSAL_SHARE = 0.3;

/**
 * A dispatcher: some cars move floor by floor, and when one has arrived, another one starts. Now and then a unit goes
 * out of service and comes back. The same seed and the same calls give the same events.
 * @param rate events per second for so many units
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the cars
export function createTraffic(
  fleet: Fleet,
  seed: number,
  now: () => number,
  rate: (units: number) => number,
) {
  const states = new Map<string, State>();
  const targets = new Map<string, number>();
  const underWay: string[] = [];
  const dice = diceOf(seed);
  let throws = 0;
  const roll = () => {
    throws += 1;
    return dice(throws, 50);
  };

  /** The unit with all changes since the start. A unit that never moved is as in the fleet. */
  const asItIs = (unit: FleetUnit): FleetUnit => ({ ...unit, ...states.get(unit.unitId) });

  /** Applies an event, so that the list shows it too. An unknown unit is ignored. */
  function apply(event: TwinEvent): void {
    const unit = fleet.find(event.unitId);
    if (unit === undefined) return;
    const before = asItIs(unit);
    const at = new Date(now()).toISOString();
    const equipmentStatus = event.equipmentStatus ?? before.equipmentStatus;
    // One that goes on began when it began.
    const begun = before.outOfServiceSince ?? at;
    states.set(unit.unitId, {
      currentFloor: event.currentFloor ?? before.currentFloor,
      equipmentStatus,
      currentTripDirection: event.currentTripDirection ?? before.currentTripDirection,
      lastEventAt: at,
      ...outageOf(equipmentStatus, begun, dice(states.size, 51)),
    });
  }

  /** The next floor of a trip; at the target the car stops. */
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

  /** Moves the trips in turn; if there is room for another trip, the drawn unit starts one. */
  function next(among: readonly string[]): TwinEvent | undefined {
    const seats = Math.max(1, Math.min(rate(among.length) * SECONDS_PER_FLOOR, among.length / 2));
    const drawn = at(among, Math.floor(roll() * among.length));
    const unitId = underWay.length >= seats || targets.has(drawn) ? underWay.shift() : undefined;
    if (unitId === undefined) return setOff(drawn);
    const unit = fleet.find(unitId);
    const target = targets.get(unitId);
    const { currentFloor: floor = null, equipmentStatus } = unit === undefined ? {} : asItIs(unit);
    // An applied event may have put the unit out of service during its trip.
    if (floor !== null && target !== undefined && equipmentStatus === 'In Service' && floor !== target)
      return goOn(unitId, floor, target);
    targets.delete(unitId);
    return undefined;
  }

  return {
    asItIs,
    apply,
    /** Creates the next event of one of these units; undefined if no tried unit has anything to do. */
    step(among: readonly string[]): TwinEvent | undefined {
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
