import type { UnitUpdate } from '../../contract/live.ts';
import { conditionOf, directionOf } from '../units/unit-mapping.ts';

/** Counts of received and dropped events (R33). */
export interface EventCounts {
  received: number;
  /** Invalid events or single values: wrong types, too long, out of range. */
  invalid: number;
  /** Events of units that are not wanted. */
  unknown: number;
}

export interface EventReader {
  /**
   * Reads one event as the hub sent it. Undefined without a valid unit id. Without zod, because there are thousands of
   * events a second.
   * @param at when it arrived, ms since 1970
   */
  read(event: unknown, at: number): UnitUpdate | undefined;
}

const longestId = 512;
const longestText = 200;
/** No building has a floor beyond this. */
const highestFloor = 10_000;
/** How many status texts are cached; there are about ten. */
const mostStatuses = 256;

/** Reads events in camel case and Pascal case. Null and absent values are ignored and not counted (R33). */
export function createEventReader(counts: EventCounts): EventReader {
  const conditions = new Map<string, UnitUpdate['condition']>();

  function condition(status: string): UnitUpdate['condition'] {
    let found = conditions.get(status);
    if (found === undefined) {
      found = conditionOf(status);
      if (conditions.size < mostStatuses) conditions.set(status, found);
    }
    return found;
  }

  function readFloor(update: UnitUpdate, value: unknown): void {
    if (typeof value === 'number' && !(Math.abs(value) <= highestFloor)) counts.invalid += 1;
    else {
      const floor = textOf(value);
      if (floor === undefined) counts.invalid += 1;
      else if (floor !== '') update.floor = floor;
    }
  }

  function readStatus(update: UnitUpdate, value: unknown): void {
    const status = textOf(value);
    if (status === undefined) counts.invalid += 1;
    else if (status !== '') {
      update.status = status;
      update.condition = condition(status);
    }
  }

  function readDirection(update: UnitUpdate, value: unknown): void {
    const text = textOf(value);
    const direction = text === undefined ? null : directionOf(text);
    if (direction !== null) update.direction = direction;
    else if (text !== '') counts.invalid += 1;
  }

  return {
    read(event, at) {
      if (typeof event !== 'object' || event === null) return refuse(counts);
      const fields = event as Record<string, unknown>;
      const id = textOf(fields['unitId'] ?? fields['UnitId'], longestId);
      if (id === undefined || id === '') return refuse(counts);
      const update: UnitUpdate = { id, at };
      const floor = fields['currentFloor'] ?? fields['CurrentFloor'] ?? null;
      const status = fields['equipmentStatus'] ?? fields['EquipmentStatus'] ?? null;
      const direction = fields['currentTripDirection'] ?? fields['CurrentTripDirection'] ?? null;
      if (floor !== null) readFloor(update, floor);
      if (status !== null) readStatus(update, status);
      if (direction !== null) readDirection(update, direction);
      return update;
    },
  };
}

function refuse(counts: EventCounts): undefined {
  counts.invalid += 1;
}

/** Text or a number as the list shows it; undefined for anything else or longer text. */
function textOf(value: unknown, longest = longestText): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= longest ? value.trim() : undefined;
}
