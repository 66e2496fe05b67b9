import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { jsonIn } from '../json.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { chunkSealOf, newChunkSeal, openChunks } from './sealed-chunks.ts';
import { DamagedLedgerFile } from './segment.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** Rows per chunk, so that none takes long. */
const chunkRows = 20_000;

/** Where files of rows are read from. */
export interface RowsPlace {
  folder: Pick<LedgerFolder, 'read'>;
  key: KeyObject;
  breath: () => Promise<void> | undefined;
}

/** Some rows, and how many there are altogether. */
interface RowsChunk {
  count: number;
  rows: unknown[];
}

/** Writes a file of rows, each a small JSON value, in sealed chunks. Rejects with `storage`. */
export async function writeSealedRows(
  { folder, key }: { folder: Pick<LedgerFolder, 'replace'>; key: KeyObject },
  file: string,
  count: number,
  rowAt: (place: number) => unknown,
): Promise<void> {
  const seal = newChunkSeal(key, file);
  const parts: Buffer[] = [seal.head];
  for (let from = 0; from === 0 || from < count; from += chunkRows) {
    const length = Math.min(chunkRows, count - from);
    const chunk: RowsChunk = { count, rows: Array.from({ length }, (_, i) => rowAt(from + i)) };
    parts.push(seal.seal(parts.length - 1, await pack(JSON.stringify(chunk))));
  }
  await folder.replace(file, parts);
}

/** The rows as they were written: sealed with our own key, so nobody else can have. Rejects with DamagedLedgerFile, `storage`. */
export async function readSealedRows({ folder, key, breath }: RowsPlace, file: string): Promise<unknown[]> {
  const content = await folder.read(file);
  const seal = chunkSealOf(key, file, content);
  const found = seal && (await openChunks(seal, content, breath));
  if (found?.state !== 'whole') throw new DamagedLedgerFile(file);
  const all: unknown[] = [];
  let expected = -1;
  for (const each of found.contents) {
    const { count, rows } = jsonIn((await unpack(each)).toString('utf8')) as RowsChunk;
    for (const row of rows) all.push(row);
    expected = count;
  }
  // Whole chunks may be missing at its end.
  if (all.length !== expected) throw new DamagedLedgerFile(file);
  return all;
}
