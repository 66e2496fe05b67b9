import type { KeyObject } from 'node:crypto';
import type { LedgerFolder } from './ledger-folder.ts';
import { unitsFile } from './ledger-names.ts';
import { type RowsPlace, readSealedRows, writeSealedRows } from './sealed-rows.ts';
import type { UnitNumbers } from './unit-numbers.ts';

/** Writes the ids of all units, and when each was first seen. Rejects with `storage`. */
export async function writeUnitNumbers(
  folder: LedgerFolder,
  key: KeyObject,
  units: UnitNumbers,
): Promise<void> {
  await writeSealedRows({ folder, key }, unitsFile, units.count(), (unit) => [
    units.idOf(unit),
    units.firstSightOf(unit),
  ]);
}

/** The reverse. Rejects with DamagedLedgerFile, `storage`. */
export async function readUnitNumbers(place: RowsPlace, units: UnitNumbers): Promise<void> {
  const rows = (await readSealedRows(place, unitsFile)) as [string, number][];
  for (const [id, at] of rows) units.add(id, at);
}
