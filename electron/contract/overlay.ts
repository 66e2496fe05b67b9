/**
 * How live updates are laid over units: one rule for the main process and the page. Pure and without zod, because the page
 * runs it.
 */
import type { UnitUpdate } from './live.ts';
import { isOut, isUp } from './names.ts';
import type { Unit } from './units.ts';

/**
 * The unit after an update; what the update does not say stays as it was. What it says wins whatever the times are:
 * events carry no time, `at` is when one arrived, and the list's times are of another clock. The time of the last event
 * is the later one, unless that is in the future: then a clock or a time zone was wrong, and it would hide every event
 * until that time has come.
 * @param now ms since 1970, of the same clock as `at`
 */
export function overlaid(unit: Unit, update: UnitUpdate | undefined, now: number): Unit {
  if (update === undefined) return unit;
  const { at, status, condition, floor, direction } = update;
  const known = unit.lastEventAt;
  const isKnownLater = known !== null && known > at && known <= now;
  const after = {
    ...unit,
    status: status ?? unit.status,
    condition: condition ?? unit.condition,
    floor: floor ?? unit.floor,
    direction: direction ?? unit.direction,
    lastEventAt: isKnownLater ? known : at,
  };
  if (after.zoneAssumed && !isKnownLater) after.zoneAssumed = false;
  // Of a wrong clock or zone, too: it would hide when the unit is heard of.
  if (after.lastSeenAt !== undefined && after.lastSeenAt > now) after.lastSeenAt = undefined;
  if (condition !== undefined) layOutage(after, unit, update);
  return after;
}

/**
 * When the outage began that is under way after this update, ms since 1970, as far as the update says that; undefined for none.
 * One whose condition is unknown by now is under way.
 */
export function outageBegan({ condition, at, outAt }: Omit<UnitUpdate, 'id'>): number | undefined {
  if (condition === undefined || isUp(condition)) return undefined;
  return isOut(condition) ? (outAt ?? at) : outAt;
}

/**
 * An outage that goes on keeps what is known of it, also while nobody knows the condition. One that ends, or begins anew, has
 * nothing of the former one.
 */
function layOutage(after: Unit, before: Unit, update: UnitUpdate): void {
  const began = outageBegan(update);
  const goesOn = !update.wasBack && !isUp(after.condition);
  const wasOut = isOut(before.condition) || before.outSince !== undefined;
  if (goesOn && (wasOut || began === undefined)) return;
  after.outSince = began;
  after.firstSeenHere = began === undefined ? undefined : true;
  after.outSinceZoneAssumed = undefined;
  after.fault = undefined;
}

/** Adds an update to those of its unit: the last word on every field counts. `update` itself is never changed later. */
export function gather(updates: Map<string, UnitUpdate>, update: UnitUpdate): void {
  const known = updates.get(update.id);
  if (known === undefined) {
    updates.set(update.id, { ...update });
    return;
  }
  const began = outageBegan(known);
  const wasBack = known.wasBack || update.wasBack || (known.condition !== undefined && isUp(known.condition));
  Object.assign(known, update);
  if (known.condition === undefined) return;
  const ends = isUp(known.condition);
  known.wasBack = (!ends && wasBack) || undefined;
  known.outAt = ends ? undefined : ((update.wasBack ? undefined : began) ?? outageBegan(update));
}
