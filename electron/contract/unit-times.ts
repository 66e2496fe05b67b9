/** The times of a unit, for the table, the export and the command line. Pure and without zod, because the page runs it. */
import { isOut, type UnitColumn } from './names.ts';
import type { Unit } from './units.ts';

/** A time, ms since 1970, and how it is known. */
export interface UnitTime {
  readonly at: number;
  /** The service gave no time zone, and it was taken as UTC. */
  readonly zoneAssumed: boolean;
  /** It is not the service's: the unit was first seen so here, and may have been so before. */
  readonly seenHere: boolean;
}

/** The columns that show a time. */
export const timeColumns = ['outSince', 'lastEvent', 'lastSeen'] as const satisfies readonly UnitColumn[];
export type TimeColumn = (typeof timeColumns)[number];

export function isTimeColumn(column: string): column is TimeColumn {
  return column === 'outSince' || column === 'lastEvent' || column === 'lastSeen';
}

/**
 * The time of a column, ms since 1970; null where nothing is known. Of a unit of unknown condition nobody knows that it is out
 * of service, even where its former outage may go on. A unit was last seen when the service says so, or at its last event if
 * that was later.
 */
export function timeAt(unit: Unit, column: TimeColumn): number | null {
  if (column === 'outSince') return isOut(unit.condition) ? (unit.outSince ?? null) : null;
  const { lastEventAt, lastSeenAt } = unit;
  if (column === 'lastEvent' || lastSeenAt === undefined) return lastEventAt;
  return lastEventAt !== null && lastEventAt > lastSeenAt ? lastEventAt : lastSeenAt;
}

/** The same with how it is known. */
export function timeOf(unit: Unit, column: TimeColumn): UnitTime | null {
  const at = timeAt(unit, column);
  if (at === null) return null;
  if (column === 'outSince')
    return { at, zoneAssumed: unit.outSinceZoneAssumed === true, seenHere: unit.firstSeenHere === true };
  const isEvent = column === 'lastEvent' || at !== unit.lastSeenAt;
  const zoneAssumed = (isEvent ? unit.zoneAssumed : unit.lastSeenZoneAssumed) === true;
  return { at, zoneAssumed, seenHere: false };
}
