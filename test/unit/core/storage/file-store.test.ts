import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileStore } from '../../../../electron/core/storage/file-store.ts';

const posix = process.platform !== 'win32';
let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-files-'));
  home = path.join(folder, 'a', 'home');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the store of files', () => {
  test('keeps what was set for the next process', () => {
    const store = createFileStore(home);
    store.set('key', 'one');
    store.set('sealed.tokens.0123', 'two');
    store.set('empty', '');
    const next = createFileStore(home);
    expect([next.get('key'), next.get('sealed.tokens.0123'), next.get('empty')]).toEqual(['one', 'two', '']);
    expect(next.keys().sort()).toEqual(['empty', 'key', 'sealed.tokens.0123']);
  });

  test('knows nothing at first, makes no folder to say so, and forgets what was deleted', () => {
    const store = createFileStore(home);
    expect(store.get('key')).toBeUndefined();
    expect(store.keys()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    store.set('key', 'x');
    store.remove('key');
    store.remove('never-there');
    expect(createFileStore(home).keys()).toEqual([]);
  });

  test.each(['../up', 'a/b', 'a b', 'ü', '.', '..', 'a.entry', '%2e'])(
    'takes the key "%s" as it is',
    (key) => {
      createFileStore(home).set(key, 'value');
      expect(createFileStore(home).get(key)).toBe('value');
      expect(createFileStore(home).keys()).toEqual([key]);
      expect(readdirSync(home)).toHaveLength(1);
    },
  );

  test('sees at once what another process has written', () => {
    const [one, other] = [createFileStore(home), createFileStore(home)];
    one.set('key', 'old');
    expect(other.get('key')).toBe('old');
    one.set('key', 'new');
    expect(other.get('key')).toBe('new');
  });

  test.runIf(posix)('is for its owner only', () => {
    createFileStore(home).set('key', 'x');
    expect(statSync(home).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(home)) expect(statSync(path.join(home, name)).mode & 0o777).toBe(0o600);
  });

  test.each(['set', 'remove'] as const)(
    '%s removes what a killed process left unfinished (R28)',
    (change) => {
      createFileStore(home).set('key', 'x');
      writeFileSync(path.join(home, 'key.entry.0a1b2c3d4e5f.unfinished'), 'half a secr');
      const store = createFileStore(home);
      expect(store.keys()).toEqual(['key']);
      if (change === 'set') store.set('key', 'y');
      else store.remove('other');
      expect(readdirSync(home)).toEqual(['key.entry']);
    },
  );

  test('puts a copy of what is damaged aside, which is no entry (R26)', () => {
    const store = createFileStore(home);
    store.set('key', 'damaged');
    store.quarantine(['key', 'never-there']);
    store.remove('key');
    expect(store.keys()).toEqual([]);
    const [copy = ''] = readdirSync(home);
    expect(copy).toMatch(/^key\.entry\.damaged-[\dTZ.-]+$/);
    expect(readFileSync(path.join(home, copy), 'utf8')).toBe('damaged');
    if (posix) expect(statSync(path.join(home, copy)).mode & 0o777).toBe(0o600);
    store.removeQuarantined();
    expect(readdirSync(home)).toEqual([]);
  });

  test('keeps what was put aside over starts, and copies of the same moment apart, until it is told to remove them (R28)', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = createFileStore(home);
    for (const key of ['a', 'b', 'c']) {
      store.set(key, `damaged ${key}`);
      store.quarantine([key]);
    }
    vi.useRealTimers();
    const copies = readdirSync(home).filter((name) => name.includes('.damaged-'));
    const texts = copies.map((name) => readFileSync(path.join(home, name), 'utf8'));
    expect(texts.sort()).toEqual(['damaged a', 'damaged b', 'damaged c']);
    createFileStore(home).removeQuarantined();
    expect(readdirSync(home).sort()).toEqual(['a.entry', 'b.entry', 'c.entry']);
    expect(createFileStore(home).get('b')).toBe('damaged b');
  });

  test('is a storage failure that names the file where the disk refuses', () => {
    writeFileSync(path.join(folder, 'a'), 'a file where a folder would be');
    const failure = expect.objectContaining({ code: 'storage', message: expect.stringContaining(home) });
    const store = createFileStore(home);
    expect(() => store.set('key', 'x')).toThrow(failure);
    expect(() => store.get('key')).toThrow(failure);
    expect(() => store.keys()).toThrow(failure);
  });
});
