import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

// electron-store imports Electron by itself; with this its package does not look for a binary.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = 'none';
});

import type { KeyValue } from '../../../electron/core/ports.ts';
import { createSettingsFile } from '../../../electron/shell/store.ts';
import { fakeLog } from '../../fakes/ports.ts';

let folder: string;
let log: ReturnType<typeof fakeLog>;
const newStore = () => createSettingsFile(folder, log);
const file = () => path.join(folder, 'settings.json');
const aside = () => readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'));
const posix = process.platform !== 'win32';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-store-'));
  log = fakeLog();
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe('the store on disk', () => {
  test('keeps what was set for the next start', () => {
    const store = newStore();
    store.set('settings', '{"theme":"dark"}');
    store.set('empty', '');
    expect(newStore().get('settings')).toBe('{"theme":"dark"}');
    expect(newStore().get('empty')).toBe('');
    expect(newStore().keys()).toEqual(['settings', 'empty']);
  });

  test('knows nothing at first, and forgets what was deleted', () => {
    const store = newStore();
    expect(store.get('settings')).toBeUndefined();
    expect(store.keys()).toEqual([]);
    store.set('settings', 'x');
    store.remove('settings');
    store.remove('never-there');
    expect(newStore().get('settings')).toBeUndefined();
    expect(newStore().keys()).toEqual([]);
  });

  test.each(['sealed.tokens.0123', 'a.b', 'a..b', '.', 'constructor', 'toString', 'a b/ü\\'])(
    'takes the key %s as it is',
    (key) => {
      newStore().set(key, 'value');
      expect(newStore().get(key)).toBe('value');
      expect(newStore().keys()).toEqual([key]);
      expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ [key]: 'value' });
    },
  );

  test('sees what another hand has written into its file', () => {
    const store = newStore();
    store.set('a', 'b');
    expect(store.get('a')).toBe('b');
    writeFileSync(file(), '{"a":"changed","c":"d"}');
    expect(store.get('a')).toBe('changed');
    expect(store.keys()).toEqual(['a', 'c']);
    rmSync(file());
    expect(store.get('a')).toBeUndefined();
  });

  test('does not take one key for a part of another', () => {
    const store = newStore();
    store.set('sealed', 'x');
    expect(store.get('sealed.tokens')).toBeUndefined();
    store.set('sealed.tokens', 'y');
    store.remove('sealed');
    expect(newStore().get('sealed.tokens')).toBe('y');
  });

  test('gives out no value that is no text', () => {
    writeFileSync(file(), '{"a":7,"b":{"c":"x"},"d":null,"e":"text"}');
    const store = newStore();
    expect(['a', 'b', 'd', 'b.c'].map((key) => store.get(key))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(store.get('e')).toBe('text');
  });

  test.runIf(posix)('can be read by its owner only', () => {
    const store = newStore();
    store.set('a', 'b');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    chmodSync(file(), 0o644);
    store.set('a', 'c');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('clears away what a killed write has left', () => {
    newStore().set('a', 'b');
    for (const name of ['settings.json.tmp-1234567890abcdef', 'other.json.tmp-1234567890abcdef'])
      writeFileSync(path.join(folder, name), '{');
    expect(newStore().get('a')).toBe('b');
    expect(readdirSync(folder).sort()).toEqual(['other.json.tmp-1234567890abcdef', 'settings.json']);
  });

  test('is written in one piece: nothing else is left in the folder', () => {
    const store = newStore();
    for (let i = 0; i < 20; i++) store.set('a', 'x'.repeat(i * 1_000));
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

describe('a damaged file (R26)', () => {
  test.each(['{', '{"a":"b"', 'not json', '\0\0\0\0'])(
    'is put aside whole, and the start goes on: %j',
    (text) => {
      writeFileSync(file(), text);
      const store = newStore();
      expect(store.get('a')).toBeUndefined();
      expect(aside()).toHaveLength(1);
      expect(readFileSync(path.join(folder, aside()[0] ?? ''), 'utf8')).toBe(text);
      store.set('a', 'new');
      expect(newStore().get('a')).toBe('new');
      expect(log.lines).toHaveLength(1);
    },
  );

  test('takes the place of no other one that was put aside in the same moment', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const texts = ['{"a', '{"b', '{"c'];
    for (const text of texts) {
      writeFileSync(file(), text);
      newStore();
    }
    vi.useRealTimers();
    expect(
      aside()
        .map((name) => readFileSync(path.join(folder, name), 'utf8'))
        .sort(),
    ).toEqual(texts);
  });

  test.runIf(posix)('has a name that every system can write', () => {
    writeFileSync(file(), '{');
    newStore();
    expect(aside()[0]).toMatch(/^settings\.damaged-[\dTZ.-]+\.json$/);
  });
});

describe.runIf(posix)('a pipe in the place of the file', () => {
  const makePipe = () => execFileSync('mkfifo', [file()]);

  test('at the start is put aside, and nothing waits for its writer', () => {
    makePipe();
    const store = newStore();
    expect(store.get('a')).toBeUndefined();
    store.set('a', 'b');
    expect(newStore().get('a')).toBe('b');
    expect(aside()).toHaveLength(1);
    expect(statSync(path.join(folder, aside()[0] ?? '')).isFIFO()).toBe(true);
    expect(log.lines).toEqual([expect.stringContaining('what is not a file was put aside')]);
  });

  test.each([
    ['reading', (store: KeyValue) => store.get('a')],
    ['writing', (store: KeyValue) => store.set('b', 'c')],
    ['removing', (store: KeyValue) => store.remove('a')],
  ])('is put aside by %s later, which goes on', (_doing, access) => {
    const store = newStore();
    store.set('a', 'b');
    rmSync(file());
    makePipe();
    access(store);
    expect(aside()).toHaveLength(1);
  });
});

describe('a file that is damaged while the window runs', () => {
  test.each([
    ['reading', (store: KeyValue) => store.get('a')],
    ['listing', (store: KeyValue) => store.keys()],
    ['writing', (store: KeyValue) => store.set('b', 'c')],
  ])('is put aside by %s, which goes on', (_doing, access) => {
    const store = newStore();
    store.set('a', 'b');
    writeFileSync(file(), '{"a": "trunc');
    expect(() => access(store)).not.toThrow();
    expect(aside()).toHaveLength(1);
    store.set('d', 'e');
    expect(store.get('d')).toBe('e');
  });
});

describe('a disk that refuses', () => {
  test.runIf(posix)('is a storage failure that names the file', () => {
    const store = newStore();
    store.set('a', 'b');
    const failure = expect.objectContaining({ code: 'storage', details: { file: file(), text: 'EACCES' } });
    asOrdinaryUser(() => {
      expect(() => store.set('a', 'c')).toThrow(failure);
      expect(() => store.remove('a')).toThrow(failure);
    });
    expect(store.get('a')).toBe('b');
  });

  test('to read, at the start or later, is a storage failure that names the file', () => {
    const store = newStore();
    rmSync(file(), { force: true });
    mkdirSync(file());
    const failure = expect.objectContaining({ code: 'storage', details: { file: file(), text: 'EISDIR' } });
    expect(() => store.get('a')).toThrow(failure);
    expect(() => store.keys()).toThrow(failure);
    expect(() => newStore()).toThrow(failure);
  });

  test('whose folder has become a file is a storage failure', () => {
    const store = newStore();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    expect(() => store.set('a', 'c')).toThrow(expect.objectContaining({ code: 'storage' }));
    rmSync(folder);
    folder = mkdtempSync(path.join(tmpdir(), 'max-desk-store-'));
  });
});

/** Runs with a folder that may be read and not written, as somebody whom the system does not let in everywhere. */
function asOrdinaryUser(run: () => void): void {
  const nobody = 65_534;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const place of [folder, file()]) chownSync(place, nobody, nobody);
  chmodSync(folder, 0o500);
  try {
    if (isRoot) process.seteuid?.(nobody);
    run();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o700);
  }
}
