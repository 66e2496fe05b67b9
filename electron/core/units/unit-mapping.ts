import { isOut } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import { createUnitColumns, type UnitSlots } from './unit-columns.ts';
import { conditionsOf } from './unit-status.ts';

/** One item of the list as a unit, or undefined when it has no id. */
export type ToUnit = ReturnType<typeof unitMapping>;

/** How the items of a list are read, as a connection has it or as usual. */
export function unitMapping({ fields, statuses }: UnitReading = {}) {
  const { slots, fill, written } = createUnitColumns(fields);
  const conditionOf = conditionsOf(statuses);

  /** @param json the text that the item was parsed from, which has the digits of an id that is a number (R42) */
  return (item: unknown, json?: () => string): Unit | undefined => {
    if (typeof item !== 'object' || item === null) return undefined;
    fill(item);
    const id = written(slots.id, item, json);
    if (id === undefined) return undefined;
    const { name, site, address, city, country, type, status, floor, direction, availability, lastEvent } =
      slots;
    const unit: Unit = {
      id,
      name: name.value ?? id,
      site: site.value ?? '',
      address: address.value ?? '',
      city: city.value ?? '',
      country: country.value ?? '',
      type: type.value ?? 'other',
      status: status.value ?? '',
      condition: conditionOf(status.value ?? ''),
      floor: floor.value ?? null,
      direction: direction.value ?? null,
      availability: availability.value ?? null,
      lastEventAt: lastEvent.value?.at ?? null,
    };
    if (lastEvent.value?.zoneAssumed) unit.zoneAssumed = true;
    if (slots.lastSeen.value) {
      unit.lastSeenAt = slots.lastSeen.value.at;
      if (slots.lastSeen.value.zoneAssumed) unit.lastSeenZoneAssumed = true;
    }
    if (isOut(unit.condition)) addOutage(unit, slots);
    return unit;
  };
}

/** What is said of an outage. A service may say the time of the last one, or of any status, of all its units. */
function addOutage(unit: Unit, { status, outSince, faultCode, faultText }: UnitSlots): void {
  // Beside another status a plain one may be that of a contract, and so may its time.
  const isOfOther = isPlain(outSince) && !isPlain(status);
  if (outSince.value && !isOfOther) {
    unit.outSince = outSince.value.at;
    if (outSince.value.zoneAssumed) unit.outSinceZoneAssumed = true;
  }
  const said = new Set([faultCode.value, faultText.value].filter((word) => word !== undefined));
  if (said.size > 0) unit.fault = [...said].join(' · ');
}

/** Whether it was found by a name that begins with "status", unless the connection says so. */
function isPlain({ paths, rank }: Pick<UnitSlots['status' | 'outSince'], 'paths' | 'rank'>): boolean {
  return paths.length > 1 && /(?:^|\.)status/i.test(paths[rank] ?? '');
}
