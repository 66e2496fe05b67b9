import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Journal, openJournal } from '../../../../../electron/core/gateway/webhooks/journal.ts';
import { fakeClock } from '../../../../fakes/ports.ts';

const disk = vi.hoisted(() => ({ full: false, tries: 0, away: undefined as string | undefined }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  /** What it does where the disk is away: it throws, but for one that never does. */
  const orAway = <A extends unknown[], R>(call: (...args: A) => R, otherwise?: R) =>
    ((...args) => {
      if (disk.away === undefined) return call(...args);
      if (otherwise !== undefined) return otherwise;
      throw Object.assign(new Error('away'), { code: disk.away });
    }) as typeof call;
  return {
    ...real,
    ...{ existsSync: orAway(real.existsSync, false), openSync: orAway(real.openSync) },
    ...{ fstatSync: orAway(real.fstatSync), readdirSync: orAway(real.readdirSync) },
    writeFileSync: (...args: Parameters<typeof real.writeFileSync>) => {
      disk.tries += 1;
      if (disk.full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return real.writeFileSync(...args);
    },
  };
});

const clock = fakeClock();
let folder: string;
let file: string;
const told: string[] = [];
const opened: Journal[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-journal-'));
  file = path.join(folder, 'state', 'webhooks.journal');
});
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close();
  disk.full = false;
  disk.away = undefined;
  told.length = 0;
  rmSync(folder, { recursive: true });
});

/** As the next process opens it; the one before may have been killed. */
function open(): Journal {
  const journal = openJournal(file, (text) => void told.push(text), clock);
  opened.push(journal);
  return journal;
}
const owed = (id: string, unit = 'u', webhook = 'room') => ({
  webhook,
  delivery: { id, unit, body: `{"of":"${id}"}` },
});
const ids = (journal: Journal) => journal.owed().map(({ delivery: { id } }) => id);

describe('the journal of webhooks', () => {
  test('keeps what is owed, and which condition was told last, over a kill', () => {
    const journal = open();
    journal.keep([owed('1'), owed('2'), owed('3', 'v', 'other')], [['u', 'entrapment']]);
    journal.keep([], [['v', 'limited']]);
    journal.settle([owed('2').delivery, owed('nobody').delivery]);
    const next = open();
    expect(next.owed()).toEqual([owed('1'), owed('3', 'v', 'other')]);
    expect([next.condition('u'), next.condition('v'), next.condition('w')]).toEqual([
      'entrapment',
      'limited',
      undefined,
    ]);
    expect(told).toEqual([]);
  });

  test('is its owner’s file, and follows no link', () => {
    open();
    if (process.platform === 'win32') return;
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    rmSync(file);
    writeFileSync(path.join(folder, 'foreign'), 'mine', { mode: 0o600 });
    symlinkSync(path.join(folder, 'foreign'), file);
    expect(open).toThrow(expect.objectContaining({ code: 'storage' }));
    expect(readFileSync(path.join(folder, 'foreign'), 'utf8')).toBe('mine');
  });

  test('torn at any byte of what was added last has all that was there before', () => {
    const whole = open();
    whole.keep([owed('1')], [['u', 'limited']]);
    const before = readFileSync(file, 'utf8');
    whole.keep([owed('2')], [['u', 'entrapment']]);
    const after = readFileSync(file, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    for (let end = before.length; end <= after.length; end += 1) {
      writeFileSync(file, after.slice(0, end));
      const journal = open();
      expect(ids(journal).slice(0, 1)).toEqual(['1']);
      // A condition counts only with the change that it was told by.
      if (journal.condition('u') === 'entrapment') expect(ids(journal)).toEqual(['1', '2']);
    }
    expect(told).toEqual([]);
  });

  test('with damaged lines says so once, and has the others', () => {
    open().keep([owed('1'), owed('2')], []);
    const [head = '', one = '', two = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(
      file,
      [head, one, 'hunter2', '{"owed":7}', '{"unit":"u","condition":"hunter2"}', two, ''].join('\n'),
    );
    expect(ids(open())).toEqual(['1', '2']);
    expect(told).toEqual([expect.stringContaining('3 of its lines are left out')]);
    expect(told.join()).not.toContain('hunter2');
    expect(ids(open())).toEqual(['1', '2']);
    expect(told).toHaveLength(1);
  });

  test('of a newer version stays as it is', () => {
    open();
    const newer = '{"format":"max-desk-webhooks","version":2}\n{"something":"else"}\n';
    writeFileSync(file, newer);
    expect(open).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('newer') }),
    );
    expect(readFileSync(file, 'utf8')).toBe(newer);
  });

  test('stays small, however many changes go through it', () => {
    const journal = open();
    const body = 'x'.repeat(2_000);
    journal.keep([owed('first')], []);
    for (let i = 0; i < 3_000; i += 1) {
      const { delivery } = owed(String(i));
      journal.keep([{ webhook: 'room', delivery: { ...delivery, body } }], [['u', 'limited']]);
      journal.settle([delivery]);
    }
    expect(lstatSync(file).size).toBeLessThan(2 * 1024 * 1024);
    expect(ids(open())).toEqual(['first']);
  });

  test('on a disk that is full keeps all in memory, and says once what that means', () => {
    const journal = open();
    disk.full = true;
    journal.keep([owed('1')], []);
    journal.keep([owed('2')], []);
    journal.settle([owed('1').delivery]);
    expect(ids(journal)).toEqual(['2']);
    expect(told).toEqual([expect.stringMatching(/ENOSPC.*is lost/)]);
  });

  test('writes all that it has in memory when the disk takes it again, ten seconds later at the earliest', () => {
    const journal = open();
    disk.full = true;
    journal.keep([owed('1')], [['u', 'limited']]);
    disk.full = false;
    clock.move(9_999);
    journal.keep([owed('2')], []);
    expect(readFileSync(file, 'utf8')).not.toContain('"owed"');
    clock.move(1);
    journal.settle([owed('2').delivery]);
    journal.keep([owed('3')], []);
    const next = open();
    expect(ids(next)).toEqual(['1', '3']);
    expect(next.condition('u')).toBe('limited');
    expect(told).toEqual([expect.stringMatching(/ENOSPC.*Trying again/), expect.stringContaining('again.')]);
  });

  test('tries a disk that is full by time, less and less often, and needs no more changes for it', () => {
    const journal = open();
    disk.full = true;
    journal.keep([owed('1')], []);
    const before = disk.tries;
    clock.move(10_000);
    expect(disk.tries - before).toBe(1);
    clock.move(19_999);
    expect(disk.tries - before).toBe(1);
    clock.move(1);
    expect(disk.tries - before).toBe(2);
    for (let minutes = 0; minutes < 60; minutes += 1) clock.move(60_000);
    // After five minutes each.
    expect(disk.tries - before).toBeGreaterThan(10);
    expect(disk.tries - before).toBeLessThan(20);
    disk.full = false;
    clock.move(300_000);
    expect(told).toEqual([expect.stringMatching(/ENOSPC.*Trying again/), expect.stringContaining('again.')]);
    expect(ids(open())).toEqual(['1']);
    const after = disk.tries;
    clock.move(3_600_000);
    expect(disk.tries).toBe(after);
  });

  test('tries a disk that was full once more when it ends', () => {
    const journal = open();
    disk.full = true;
    journal.keep([owed('1')], []);
    disk.full = false;
    journal.close();
    expect(ids(open())).toEqual(['1']);
  });

  test.each([
    ['as it was', undefined],
    ['and its folder is there, but cannot be read', 'EACCES'],
    ['and answers nothing', 'EIO'],
  ])('on a disk that is away for a while, %s, is kept, and is no sign-out', (_how, code) => {
    const journal = open();
    disk.full = true;
    journal.keep([owed('1')], [['u', 'limited']]);
    clock.move(10_000);
    disk.full = false;
    disk.away = code;
    const folderOf = path.dirname(file);
    renameSync(folderOf, `${folderOf}-away`);
    if (code) mkdirSync(folderOf);
    for (let minutes = 0; minutes < 30; minutes += 1) clock.move(60_000);
    expect(journal.isOwed(owed('1').delivery)).toBe(true);
    disk.away = undefined;
    if (code) rmSync(folderOf, { recursive: true });
    renameSync(`${folderOf}-away`, folderOf);
    clock.move(300_000);
    expect(told).toEqual([expect.stringContaining('ENOSPC'), expect.stringContaining('again.')]);
    const next = open();
    expect(ids(next)).toEqual(['1']);
    expect(next.condition('u')).toBe('limited');
  });

  test.each([
    ['as it is', false],
    ['while the disk is full', true],
  ])('that a sign-out has removed, %s, is forgotten, and does not come back', (_when, full) => {
    const journal = open();
    disk.full = full;
    journal.keep([owed('1')], [['u', 'limited']]);
    rmSync(file);
    disk.full = false;
    clock.move(60_000);
    expect(existsSync(file)).toBe(false);
    expect(journal.isOwed(owed('1').delivery)).toBe(false);
    journal.keep([owed('2')], [['u', 'in-service']]);
    journal.settle([owed('1').delivery]);
    expect(ids(journal)).toEqual([]);
    expect(journal.condition('u')).toBeUndefined();
    expect(existsSync(file)).toBe(false);
    expect(told.filter((text) => text.includes('sign-out'))).toHaveLength(1);
  });
});
