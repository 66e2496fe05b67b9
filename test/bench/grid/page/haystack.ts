import { haystackOf } from '../../../../electron/contract/fold.ts';
import { unitColumns } from '../../../../electron/contract/names.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { UnitText } from '../../../../renderer/units/table/unit-text.ts';

/** All that a search looks through of a unit, in one text. */
export function haystackFor(unit: Unit, text: UnitText): string {
  return haystackOf(unitColumns.map((column) => text.searched(unit, column)).join('\n'));
}
