import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { jsonIn } from '../json.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { unitsFile } from './ledger-names.ts';
import { chunkSealOf, newChunkSeal, openChunks } from './sealed-chunks.ts';
import { DamagedLedgerFile } from './segment.ts';
import type { UnitNumbers } from './unit-numbers.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** Units per chunk, so that none takes long. */
const chunkUnits = 20_000;

interface UnitsFileParts {
  folder: LedgerFolder;
  key: KeyObject;
  breath: () => Promise<void> | undefined;
}

/** Of some units: how many there are altogether, and the ids of these, with the times at which they were first seen. */
interface UnitsChunk {
  count: number;
  rows: [string, number][];
}

/** Writes the ids of all units, and when each was first seen. Rejects with `storage`. */
export async function writeUnitNumbers(
  folder: LedgerFolder,
  key: KeyObject,
  units: UnitNumbers,
): Promise<void> {
  const seal = newChunkSeal(key, unitsFile);
  const parts: Buffer[] = [seal.head];
  const count = units.count();
  for (let from = 0; from === 0 || from < count; from += chunkUnits) {
    const length = Math.min(chunkUnits, count - from);
    const rows = Array.from({ length }, (_, i) => [units.idOf(from + i), units.firstSightOf(from + i)]);
    parts.push(seal.seal(parts.length - 1, await pack(JSON.stringify({ count, rows }))));
  }
  await folder.replace(unitsFile, parts);
}

/** The reverse. Rejects with DamagedLedgerFile, `storage`. */
export async function readUnitNumbers(
  { folder, key, breath }: UnitsFileParts,
  units: UnitNumbers,
): Promise<void> {
  const file = await folder.read(unitsFile);
  const seal = chunkSealOf(key, unitsFile, file);
  const found = seal && (await openChunks(seal, file, breath));
  if (found?.state !== 'whole') throw new DamagedLedgerFile(unitsFile);
  let expected = -1;
  for (const content of found.contents) {
    // Sealed with our own key, so nobody else can have written it.
    const { count, rows } = jsonIn((await unpack(content)).toString('utf8')) as UnitsChunk;
    for (const [id, at] of rows) units.add(id, at);
    expected = count;
  }
  // Whole chunks may be missing at its end.
  if (units.count() !== expected) throw new DamagedLedgerFile(unitsFile);
}
