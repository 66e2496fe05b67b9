import type { Fleet, FleetUnit } from '../fleet/fleet.ts';
import type { TwinEvent } from '../fleet/traffic.ts';
import type { RecordedChange, RecordedState, RecordedUnit } from './recording.ts';

const STATUS_WORDS = {
  entrapment: 'Entrapment',
  'out-of-service': 'Out Of Service',
  limited: 'Limited Service',
  unknown: 'Unknown',
  'in-service': 'In Service',
} as const;
const DIRECTION_WORDS = { up: 'Up', down: 'Down', levelling: 'Relevel', none: 'None' } as const;
const TYPE_WORDS = { elevator: 'Elevator', escalator: 'Escalator', other: 'Other' } as const;

/** The fleet of a recording, as it was in the beginning. @param startedAt when that is now, ms since 1970 */
export function createRecordedFleet(units: readonly RecordedUnit[], startedAt: number): Fleet {
  const all = units.map((unit) => fleetUnit(unit, startedAt));
  const byId = new Map(all.map((unit) => [unit.unitId, unit]));
  return {
    size: all.length,
    page: (skip, top) => all.slice(skip, skip + top),
    find: (unitId) => byId.get(unitId),
    // Nothing but what was recorded moves.
    shaft: () => undefined,
  };
}

function fleetUnit(unit: RecordedUnit, startedAt: number): FleetUnit {
  const { id, name, site, address, city, country, type, availability, lastEvent, outSince } = unit;
  const timeOf = (ms: number | undefined) =>
    ms === undefined ? null : new Date(startedAt + ms).toISOString();
  return {
    unitId: id,
    name,
    siteName: site,
    address,
    city,
    country,
    type: TYPE_WORDS[type],
    equipmentStatus: STATUS_WORDS[unit.condition ?? 'unknown'],
    currentFloor: unit.floor ?? null,
    currentTripDirection: DIRECTION_WORDS[unit.direction ?? 'none'],
    availability: availability ?? null,
    lastEventAt: timeOf(lastEvent),
    outOfServiceSince: timeOf(outSince),
    faultCode: null,
    faultText: null,
  };
}

/** A recorded change as the hub sends it. */
export function eventOf({ id, ...state }: RecordedChange): TwinEvent {
  const { condition, floor, direction }: RecordedState = state;
  return {
    unitId: id,
    currentFloor: floor ?? null,
    equipmentStatus: condition === undefined ? null : STATUS_WORDS[condition],
    currentTripDirection: direction === undefined ? null : DIRECTION_WORDS[direction],
  };
}
