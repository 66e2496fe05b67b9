import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExports, type Exports } from '../../../../electron/core/export/exports.ts';
import { createSaving } from '../../../../electron/core/export/saving.ts';
import { type FakeDisk, fakeDisk } from '../../../fakes/disk.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let folder: string;
let exports: Exports;
let disk: FakeDisk;
/** Asked where the next export goes. */
let choose: (name: string) => Promise<string | undefined>;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-export-'));
  disk = fakeDisk();
  choose = async (name) => target(name);
  const saving = createSaving({ choose: (name) => choose(name), disk, clock: fakeClock() });
  exports = createExports(saving, async () => ({ separator: ',', decimal: '.' }));
});
afterEach(() => {
  exports.cancelAll();
  rmSync(folder, { recursive: true });
});

const target = (name = 'units.csv') => path.join(folder, name);
const start = async (suggestedName: string) => exports.calls.startExport({ suggestedName, format: 'excel' });
const addRows = async (id: number, rows: string[][]) => exports.calls.exportRows({ export: id, rows });
const finish = async (id: number) => exports.calls.finishExport({ export: id });
const cancel = async (id: number) => exports.calls.cancelExport({ export: id });
const begin = async (name = 'units.csv') => {
  const begun = await start(name);
  return begun?.export ?? 0;
};
const files = () => readdirSync(folder);

describe('an export', () => {
  test('is UTF-8 with its mark and CRLF, and in its place when it is finished', async () => {
    const id = await begin();
    await addRows(id, [['ID', 'Ort']]);
    await addRows(id, [
      ['1', 'Düsseldorf'],
      ['=1', 'a,b'],
    ]);
    expect(files()).toEqual([expect.stringMatching(/^units\.csv\.\w+\.part$/)]);
    const { rows, bytes } = await finish(id);
    expect(files()).toEqual(['units.csv']);
    const written = readFileSync(target());
    expect(written.toString()).toBe('\uFEFFID,Ort\r\n1,Düsseldorf\r\n\'=1,"a,b"\r\n');
    expect({ rows, bytes }).toEqual({ rows: 3, bytes: written.length });
  });

  test('in JSON is one list of objects, whose fields the first row names', async () => {
    const begun = await exports.calls.startExport({ suggestedName: 'units', format: 'json' });
    const run = { export: begun?.export ?? 0 };
    const rows = [
      ['id', 'floor', 'availability'],
      ['=1;0012', '-1', 99.5],
      ['2', null, null],
    ];
    await exports.calls.exportRows({ ...run, rows });
    await exports.calls.finishExport(run);
    expect(JSON.parse(readFileSync(target('units.json'), 'utf8'))).toEqual([
      { id: '=1;0012', floor: '-1', availability: 99.5 },
      { id: '2', floor: null, availability: null },
    ]);
  });

  test('keeps the order of its rows, however they are asked for', async () => {
    const id = await begin();
    const numbers = Array.from({ length: 200 }, (_, i) => String(i));
    const done = numbers.map((each, i) =>
      addRows(id, i % 7 === 0 ? [[each, 'x'.repeat(50_000)]] : [[each, 'x']]),
    );
    const finished = finish(id);
    await Promise.all(done);
    expect((await finished).rows).toBe(200);
    expect(
      readFileSync(target(), 'utf8')
        .slice(1)
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(',')[0]),
    ).toEqual(numbers);
  });

  test('leaves the file that was there until it is finished, and when it is cancelled', async () => {
    writeFileSync(target(), 'before');
    const id = await begin();
    await addRows(id, [['after']]);
    expect(readFileSync(target(), 'utf8')).toBe('before');
    await cancel(id);
    await expect.poll(files).toEqual(['units.csv']);
    expect(readFileSync(target(), 'utf8')).toBe('before');
    const again = await begin();
    await addRows(again, [['after']]);
    await finish(again);
    expect(readFileSync(target(), 'utf8')).toBe('\uFEFFafter\r\n');
  });

  test('may run beside another, to the same file too: the last one finished wins', async () => {
    const [first, second] = [await begin(), await begin()];
    await Promise.all([addRows(first, [['1']]), addRows(second, [['2']])]);
    await finish(second);
    await finish(first);
    expect(readFileSync(target(), 'utf8')).toBe('\uFEFF1\r\n');
    expect(files()).toEqual(['units.csv']);
  });

  test('that the person does not want to place begins nothing', async () => {
    choose = async () => undefined;
    expect(await start('units.csv')).toBeNull();
    expect(files()).toEqual([]);
  });

  test.each([7, 0, -1])('that never was is refused: %j', async (id) => {
    await expect(addRows(id, [])).rejects.toMatchObject({ code: 'bad-request' });
    await expect(finish(id)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(cancel(id)).resolves.toBeUndefined();
  });

  test('that is over takes nothing more, and may be cancelled again', async () => {
    const id = await begin();
    await finish(id);
    await expect(addRows(id, [['x']])).rejects.toMatchObject({ code: 'cancelled' });
    await cancel(id);
    await cancel(id);
    expect(files()).toEqual(['units.csv']);
  });
});

describe('what is cancelled with all others', () => {
  test('goes from the disk, whatever was being written', async () => {
    const [first, second] = [await begin('a.csv'), await begin('b.csv')];
    const writing = addRows(first, [['x'.repeat(1_000_000)]]);
    const finishing = addRows(second, [['y']]).then(() => finish(second));
    const outcomes = Promise.allSettled([writing, finishing]);
    exports.cancelAll();
    await expect.poll(files).toEqual([]);
    for (const outcome of await outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'cancelled' });
    }
    await expect(addRows(first, [['z']])).rejects.toMatchObject({ code: 'cancelled' });
    expect(files()).toEqual([]);
  });

  test('while the person still chooses a place does not begin', async () => {
    const chosen = Promise.withResolvers<string>();
    choose = () => chosen.promise;
    const started = start('units.csv');
    exports.cancelAll();
    chosen.resolve(target());
    await expect(started).rejects.toMatchObject({ code: 'cancelled' });
    expect(files()).toEqual([]);
  });
});

describe('a disk that refuses', () => {
  const failure = (code: string) => ({
    code: 'storage',
    message: `${target()} cannot be written (${code}).`,
    details: { file: target(), text: code },
  });

  test('at the beginning is said with the file’s name', async () => {
    disk.refuse('writeFile', 'EACCES');
    await expect(begin()).rejects.toMatchObject(failure('EACCES'));
    await expect.poll(files).toEqual([]);
    choose = async (name) => target(`none/${name}`);
    await expect(begin('x.csv')).rejects.toMatchObject({
      code: 'storage',
      details: { text: 'ENOENT' },
    });
  });

  test('because it is full frees what was written, and says so at every call', async () => {
    disk.refuse('writeFile', 'ENOSPC', 100);
    const id = await begin();
    await addRows(id, [['fits']]);
    const calls = [addRows(id, [['x'.repeat(200)]]), addRows(id, [['y']]), finish(id)];
    for (const each of await Promise.allSettled(calls)) {
      expect(each).toMatchObject({ status: 'rejected', reason: failure('ENOSPC') });
    }
    await expect.poll(files).toEqual([]);
    await cancel(id);
    expect(files()).toEqual([]);
  });

  test('where a folder stands in the place leaves nothing behind', async () => {
    const id = await begin();
    mkdirSync(path.join(target(), 'full'), { recursive: true });
    await expect(finish(id)).rejects.toMatchObject({ code: 'storage' });
    await expect.poll(files).toEqual(['units.csv']);
  });
});
