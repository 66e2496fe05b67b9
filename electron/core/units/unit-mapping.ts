import type { Unit } from '../../contract/units.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import { writtenNumber } from '../json.ts';
import { createUnitColumns } from './unit-columns.ts';
import { conditionsOf } from './unit-status.ts';

/** One item of the list as a unit, or undefined when it has no id. */
export type ToUnit = ReturnType<typeof unitMapping>;

/** How the items of a list are read, as a connection has it or as usual. */
export function unitMapping({ fields, statuses }: UnitReading = {}) {
  const { slots, fill } = createUnitColumns(fields);
  const conditionOf = conditionsOf(statuses);

  /** The item's id, digit for digit. Afterwards the slots hold the item. */
  function idOf(item: object, json: (() => string) | undefined): string | undefined {
    fill(item);
    const { value, name } = slots.id;
    if (typeof value !== 'number') return value;
    if (json === undefined) return String(value);
    return writtenNumber(json(), name, value, (parsed) => {
      fill(Object(parsed));
      const written = slots.id.value;
      fill(item);
      return written;
    });
  }

  /** @param json the text that the item was parsed from, which has the digits of an id that is a number (R42) */
  return (item: unknown, json?: () => string): Unit | undefined => {
    if (typeof item !== 'object' || item === null) return undefined;
    const id = idOf(item, json);
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
    return unit;
  };
}
