import type { Grouping } from '../../../../../electron/contract/table.ts';
import type { Unit } from '../../../../../electron/contract/units.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';

/** A row of the table as a test reads it: a unit's ID, or a group with its counts. */
export function shownRows(store: UnitStore): string[] {
  return Array.from({ length: store.shown }, (_, position) => {
    const group = store.groups.at(position);
    if (group === undefined) return store.at(position)?.id ?? '?';
    return `${group.folded ? '+' : '-'} ${group.key}: ${group.out} of ${group.total}, ${group.entrapments} trapped`;
  });
}

/** The same, done in the plainest way from the units that are shown, in their order. */
export function expectedRows(
  units: readonly Unit[],
  by: Grouping,
  tagsOf: (id: string) => readonly string[],
  isFolded: (key: string) => boolean,
): string[] {
  const keysOf = (unit: Unit) => {
    if (by !== 'tag') return [unit[by]];
    const tags = tagsOf(unit.id);
    return tags.length === 0 ? [''] : tags;
  };
  const count = (key: string, condition: Unit['condition']) =>
    units.filter((unit) => keysOf(unit).includes(key) && unit.condition === condition).length;
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const keys = [...new Set(units.flatMap(keysOf))].sort(
    (a, b) =>
      count(b, 'entrapment') - count(a, 'entrapment') ||
      count(b, 'out-of-service') - count(a, 'out-of-service') ||
      count(b, 'limited') - count(a, 'limited') ||
      Number(a === '') - Number(b === '') ||
      compare(a, b),
  );
  return keys.flatMap((key) => {
    const own = units.filter((unit) => keysOf(unit).includes(key));
    const trapped = count(key, 'entrapment');
    const head = `${isFolded(key) ? '+' : '-'} ${key}: ${trapped + count(key, 'out-of-service')} of ${own.length}, ${trapped} trapped`;
    return [head, ...(isFolded(key) ? [] : own.map(({ id }) => id))];
  });
}
