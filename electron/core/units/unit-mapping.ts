import type { Unit } from '../../contract/units.ts';
import { writtenNumber } from '../json.ts';
import { fillSlots, unitSlots } from './unit-columns.ts';
import { conditionOf } from './unit-status.ts';

/**
 * One item of the list as a unit, or undefined when it has no id.
 * @param json the text that it was parsed from, which has the digits of an id that is a number (R42)
 */
export function toUnit(item: unknown, json?: string): Unit | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const id = idOf(item, json);
  if (id === undefined) return undefined;
  const { name, site, address, city, country, type, status, floor, direction, availability, lastEvent } =
    unitSlots;
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
  return unit;
}

/** The item's id, digit for digit. Afterwards the slots hold the item. */
function idOf(item: object, json: string | undefined): string | undefined {
  fillSlots(item);
  const { value, name } = unitSlots.id;
  if (typeof value !== 'number') return value;
  if (json === undefined) return String(value);
  return writtenNumber(json, name, value, (parsed) => {
    fillSlots(Object(parsed));
    const written = unitSlots.id.value;
    fillSlots(item);
    return written;
  });
}
