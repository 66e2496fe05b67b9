import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeyValue } from '../../../../electron/core/ports.ts';
import { createFileStore } from '../../../../electron/core/storage/file-store.ts';
import { twoSlots } from '../../../../electron/core/storage/two-slots.ts';

let folder: string;
let store: KeyValue;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-slots-'));
  store = newStore();
});
afterEach(() => rmSync(folder, { recursive: true }));

const newStore = () => createFileStore(folder, twoSlots);
const file = () => path.join(folder, 'key.entry');
const bytes = () => readFileSync(file());

describe('a file with two slots', () => {
  test('keeps what was set last for the next process', () => {
    for (let version = 1; version <= 5; version += 1) {
      store.set('key', `version ${version}`);
      expect(store.get('key')).toBe(`version ${version}`);
      expect(newStore().get('key')).toBe(`version ${version}`);
    }
    expect(newStore().keys()).toEqual(['key']);
  });

  test.each(['', 'ü', 'a\nb', '1 1 1\n', 'x'.repeat(8_191), 'x'.repeat(300_000)])(
    'takes any text: %#',
    (text) => {
      for (const value of [text, 'between', text]) {
        store.set('key', value);
        expect(newStore().get('key')).toBe(value);
      }
    },
  );

  test('is written where it is: neither its name nor its size changes', () => {
    store.set('key', 'first');
    const { ino, size } = statSync(file());
    for (let version = 0; version < 9; version += 1) store.set('key', 'x'.repeat(version * 500));
    expect(statSync(file())).toMatchObject({ ino, size });
    expect(readdirSync(folder)).toEqual(['key.entry']);
  });

  test('gives way to a larger one when its text outgrows it', () => {
    store.set('key', 'short');
    const { size } = statSync(file());
    store.set('key', 'x'.repeat(size));
    expect(statSync(file()).size).toBeGreaterThan(2 * size);
    expect(newStore().get('key')).toBe('x'.repeat(size));
    expect(readdirSync(folder)).toEqual(['key.entry']);
  });

  test('holds nothing of the version before (R28)', () => {
    store.set('key', 'nothing yet');
    for (const secret of ['first-secret', 'second-secret', 'third-secret']) {
      store.set('key', secret);
      expect(bytes().includes(secret)).toBe(true);
      store.set('key', 'signed out');
      expect(bytes().includes(secret)).toBe(false);
    }
  });

  test('with a write that was cut off anywhere, has the old version or the new one (R26)', () => {
    store.set('key', 'a');
    store.set('key', 'the old version');
    const before = bytes();
    store.set('key', 'the new version, which is longer');
    const after = bytes();
    // The new version was whole on the disk before the old one was blanked: first the bytes that came, then those that went.
    const came = [...after.keys()].filter((at) => after[at] !== before[at] && before[at] === 0);
    expect(came.length).toBeGreaterThan(30);
    const torn = Buffer.from(before);
    for (const at of came) {
      writeFileSync(file(), torn);
      expect(newStore().get('key')).toBe('the old version');
      torn[at] = after[at] ?? 0;
    }
    writeFileSync(file(), torn);
    expect(newStore().get('key')).toBe('the new version, which is longer');
  });

  test('whose disk wrote only some blocks of a new version has the old one (R26)', () => {
    store.set('key', 'a');
    store.set('key', 'the old version');
    const before = bytes();
    store.set('key', `new ${'y'.repeat(5_000)}`);
    const after = bytes();
    const old = before.indexOf('the old version') < before.length / 2 ? 0 : before.length / 2;
    const other = old === 0 ? before.length / 2 : 0;
    const lost = Buffer.from(after);
    before.copy(lost, old, old, old + 512);
    lost.fill(0, other + 2_048, other + 2_560);
    writeFileSync(file(), lost);
    expect(newStore().get('key')).toBe('the old version');
    const next = newStore();
    next.set('key', 'and goes on');
    expect(newStore().get('key')).toBe('and goes on');
  });

  test('with any byte changed gives what was written, or what nobody wrote (R26)', () => {
    store.set('key', 'only version');
    const whole = bytes();
    for (let at = 0; at < whole.length; at += at < 64 ? 1 : 97) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file(), changed);
      expect(['only version', '']).toContain(newStore().get('key'));
    }
  });

  test.each([0, 1, 7, 20, 4_096])(
    'cut off after %i bytes is damaged, is put aside whole, and begins anew',
    (size) => {
      store.set('key', 'x'.repeat(6_000));
      truncateSync(file(), size);
      const left = bytes();
      expect(store.get('key')).toBe('');
      store.quarantine(['key']);
      const [aside = ''] = readdirSync(folder).filter((name) => name.includes('.damaged-'));
      expect(readFileSync(path.join(folder, aside))).toEqual(left);
      store.set('key', 'new');
      expect(newStore().get('key')).toBe('new');
    },
  );

  test('clears away, with the first write of a process, what the last one left unfinished (R28)', () => {
    store.set('key', 'x');
    writeFileSync(path.join(folder, 'key.entry.0a1b2c3d4e5f.unfinished'), 'half a secr');
    newStore().set('key', 'y');
    expect(readdirSync(folder)).toEqual(['key.entry']);
  });
});
