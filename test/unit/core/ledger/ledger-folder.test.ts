import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiskFolder, type LedgerFolder } from '../../../../electron/core/ledger/ledger-folder.ts';

let place: string;
let folder: LedgerFolder;
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'max-desk-folder-'));
  folder = createDiskFolder(place);
});
afterEach(async () => {
  await folder.close();
  rmSync(place, { recursive: true });
});

test('a file that cannot be replaced leaves no half one behind', async () => {
  // A folder of that name, which is not empty.
  mkdirSync(path.join(place, 'units', 'in use'), { recursive: true });
  await expect(folder.replace('units', [Buffer.alloc(100)])).rejects.toMatchObject({ code: 'storage' });
  expect(readdirSync(place)).toEqual(['units']);
});

test.skipIf(!existsSync('/dev/full'))(
  'a file that has failed is opened anew the next time (needs /dev/full, which only Linux has)',
  async () => {
    const file = path.join(place, '000001.journal');
    symlinkSync('/dev/full', file);
    await expect(folder.append('000001.journal', Buffer.from('a'))).rejects.toMatchObject({
      code: 'storage',
    });
    rmSync(file);
    await folder.append('000001.journal', Buffer.from('b'));
    expect(readFileSync(file, 'utf8')).toBe('b');
  },
);
