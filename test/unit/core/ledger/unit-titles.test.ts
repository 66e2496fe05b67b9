import { expect, test } from 'vitest';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { DamagedLedgerFile } from '../../../../electron/core/ledger/segment.ts';
import {
  createUnitTitles,
  noTitles,
  readUnitTitles,
  titlesFile,
} from '../../../../electron/core/ledger/unit-titles.ts';
import { ledgerTestKey } from '../../../fakes/ledger.ts';
import { fakeLog } from '../../../fakes/ports.ts';
import { plainIn } from '../../../fakes/sealed-text.ts';
import { unit } from '../../renderer/units/sample.ts';

const folder = () => createMemoryFolder();
const placeIn = (files: ReturnType<typeof folder>) => ({
  folder: files,
  key: ledgerTestKey,
  breath: () => undefined,
});
const title = (id: string) => ({ id, name: `Unit ${id}`, site: 'Harbour Tower', type: 'elevator' });

test('names, sites and types are kept of the last whole list; one that is not whole loses none', async () => {
  const files = folder();
  const titles = createUnitTitles(placeIn(files), noTitles, fakeLog());
  const list = (ids: string[], isWhole: boolean) => {
    const listed = titles.listBegins();
    for (const id of ids) listed.page([unit(id)]);
    listed.complete(isWhole);
  };
  list(['a', 'b'], true);
  list(['c'], false);
  await titles.close();
  expect(await readUnitTitles(placeIn(files))).toEqual({ isWhole: true, units: ['a', 'b', 'c'].map(title) });
  list(['b'], true);
  await titles.close();
  expect(await readUnitTitles(placeIn(files))).toEqual({ isWhole: true, units: [title('b')] });
  expect(plainIn((await files.read(titlesFile)).toString('latin1'), ['Harbour Tower'])).toEqual([]);
});

test('what is the same is not written again, and what the disk has refused is', async () => {
  const files = folder();
  let writes = 0;
  let isFull = true;
  const place = {
    key: ledgerTestKey,
    folder: {
      async replace(name: string, parts: readonly Uint8Array[]) {
        writes += 1;
        if (isFull) throw new Error('full');
        await files.replace(name, parts);
      },
    },
  };
  const titles = createUnitTitles(place, noTitles, fakeLog());
  const list = async () => {
    const listed = titles.listBegins();
    listed.page([unit('a')]);
    listed.complete(true);
    await titles.close();
  };
  await list();
  const refused = writes;
  isFull = false;
  await list();
  expect(await readUnitTitles(placeIn(files))).toEqual({ isWhole: true, units: [title('a')] });
  const written = writes;
  await list();
  expect([refused > 0, written, writes]).toEqual([true, refused + 1, written]);
});

test('a file that was damaged is not read in part', async () => {
  const files = folder();
  const titles = createUnitTitles(placeIn(files), noTitles, fakeLog());
  const listed = titles.listBegins();
  listed.page([unit('a')]);
  listed.complete(true);
  await titles.close();
  const bytes = await files.read(titlesFile);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await files.replace(titlesFile, [bytes]);
  await expect(readUnitTitles(placeIn(files))).rejects.toBeInstanceOf(DamagedLedgerFile);
});

test('R41 that no list was whole yet is kept, also by the next run, until one is', async () => {
  const files = folder();
  const found: boolean[] = [];
  for (const isWhole of [false, false, true, false]) {
    const known = found.length === 0 ? noTitles : await readUnitTitles(placeIn(files));
    const titles = createUnitTitles(placeIn(files), known, fakeLog());
    const listed = titles.listBegins();
    listed.page([unit('a')]);
    listed.complete(isWhole);
    await titles.close();
    const kept = await readUnitTitles(placeIn(files));
    expect(kept.units).toEqual([title('a')]);
    found.push(kept.isWhole);
  }
  expect(found).toEqual([false, false, true, true]);
});
