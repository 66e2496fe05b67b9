/**
 * How live updates are laid over units: one rule for the main process and the page. Pure and without zod, because the page
 * runs it.
 */
import type { UnitUpdate } from './live.ts';
import { isOut } from './names.ts';
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

/** An outage that goes on keeps what is known of it. One that ends, or begins anew, has nothing of the former one. */
function layOutage(after: Unit, before: Unit, { at, outAt = at, wasBack }: UnitUpdate): void {
  const out = isOut(after.condition);
  if (out === isOut(before.condition) && !(out && wasBack)) return;
  after.outSince = out ? outAt : undefined;
  after.firstSeenHere = out ? true : undefined;
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
  const { condition, at, outAt = at } = known;
  Object.assign(known, update);
  const wasOut = condition !== undefined && isOut(condition);
  if (wasOut && !update.wasBack) known.outAt = outAt;
  else if (update.condition !== undefined && isOut(update.condition)) {
    known.outAt = update.outAt ?? update.at;
    if (condition !== undefined) known.wasBack = true;
  }
}
