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
import { createKeyValue, createSecrets } from '../../../electron/shell/store.ts';
import { fakeLog } from '../../fakes/ports.ts';

let folder: string;
let log: ReturnType<typeof fakeLog>;
const newStore = () => createKeyValue(folder, 'secrets', log);
const file = () => path.join(folder, 'secrets.json');
const aside = () => readdirSync(folder).filter((name) => name.startsWith('secrets.damaged-'));
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
    store.delete('settings');
    store.delete('never-there');
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
    store.delete('sealed');
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
    for (const name of ['secrets.json.tmp-1234567890abcdef', 'settings.json.tmp-1234567890abcdef'])
      writeFileSync(path.join(folder, name), '{');
    expect(newStore().get('a')).toBe('b');
    expect(readdirSync(folder).sort()).toEqual(['secrets.json', 'settings.json.tmp-1234567890abcdef']);
  });

  test('is written in one piece: nothing else is left in the folder', () => {
    const store = newStore();
    for (let i = 0; i < 20; i++) store.set('a', 'x'.repeat(i * 1_000));
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });
});

test('a list or a token that was half written at a loss of power is cleared away at the next start', () => {
  const secrets = createSecrets(folder, log);
  for (const key of ['sealed.units.north', 'sealed.tokens.north']) secrets.set(key, 'x');
  for (const name of ['units', 'tokens'])
    writeFileSync(path.join(folder, name, 'a.entry.0123.unfinished'), 'x');
  const next = createSecrets(folder, log);
  for (const name of ['units', 'tokens'])
    expect(readdirSync(path.join(folder, name))).toEqual([expect.stringMatching(/\.entry$/)]);
  expect(next.get('sealed.tokens.north')).toBe('x');
});

test('a list of units is kept apart: a new token neither reads nor writes it', () => {
  const secrets = createSecrets(folder, log);
  secrets.set('sealed.units.north', 'x'.repeat(1_000_000));
  secrets.set('sealed.tokens.north', 'token');
  expect(statSync(path.join(folder, 'tokens', 'sealed.tokens.north.entry')).size).toBeLessThan(20_000);
  expect(createSecrets(folder, log).get('sealed.units.north')).toHaveLength(1_000_000);
  secrets.delete('sealed.units.north');
  expect(readdirSync(path.join(folder, 'units'))).toEqual([]);
});

test('tokens are kept apart: a new one neither reads nor writes what else there is', () => {
  const secrets = createSecrets(folder, log);
  secrets.set('sealed.metadata.north', 'metadata');
  const before = statSync(file()).mtimeMs;
  secrets.set('sealed.tokens.north', 'token');
  secrets.set('sealed.tokens.north', 'newer');
  expect(statSync(file()).mtimeMs).toBe(before);
  const next = createSecrets(folder, log);
  expect(next.get('sealed.tokens.north')).toBe('newer');
  expect(next.keys().sort()).toEqual(['sealed.metadata.north', 'sealed.tokens.north']);
  next.delete('sealed.tokens.north');
  expect(readdirSync(path.join(folder, 'tokens'))).toEqual([]);
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

  test('is copied aside when its content turns out to be damaged', () => {
    const store = newStore();
    store.set('a', 'sealed');
    store.set('b', 'not damaged');
    store.quarantine(['a']);
    store.delete('a');
    const copy = path.join(folder, aside()[0] ?? '');
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toEqual({ a: 'sealed' });
    if (posix) expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(store.get('a')).toBeUndefined();
    expect(store.get('b')).toBe('not damaged');
  });

  test('stays aside over starts until it is told to be forgotten (R28)', () => {
    writeFileSync(file(), '{"a": "trunc');
    newStore().set('b', 'damaged too');
    newStore().quarantine(['b']);
    expect(aside()).toHaveLength(2);
    const others = ['settings.damaged-2026.json', 'secrets.json'];
    writeFileSync(path.join(folder, others[0] ?? ''), '{');
    newStore().forgetQuarantined();
    expect(readdirSync(folder).sort()).toEqual([...others].sort());
    expect(newStore().get('b')).toBe('damaged too');
  });

  test('takes the place of no other one that was put aside in the same moment', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = newStore();
    for (const key of ['a', 'b', 'c']) {
      store.set(key, `damaged ${key}`);
      store.quarantine([key]);
    }
    vi.useRealTimers();
    const copies = aside().map((name) => readFileSync(path.join(folder, name), 'utf8'));
    expect(copies.sort()).toEqual(['a', 'b', 'c'].map((key) => JSON.stringify({ [key]: `damaged ${key}` })));
  });

  test('that is not there needs no copy', () => {
    newStore().quarantine(['a']);
    expect(aside()).toEqual([]);
  });

  test.runIf(posix)('has a name that every system can write', () => {
    writeFileSync(file(), '{');
    newStore();
    expect(aside()[0]).toMatch(/^secrets\.damaged-[\dTZ.-]+\.json$/);
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
    ['deleting', (store: KeyValue) => store.delete('a')],
  ])('is put aside by %s later, which goes on', (_doing, access) => {
    const store = newStore();
    store.set('a', 'b');
    rmSync(file());
    makePipe();
    access(store);
    expect(aside()).toHaveLength(1);
  });

  test('that has the name of a token is a failure of the storage, not a wait', () => {
    const secrets = createSecrets(folder, log);
    secrets.set('sealed.tokens.north', 'token');
    const entry = path.join(folder, 'tokens', 'sealed.tokens.north.entry');
    rmSync(entry);
    execFileSync('mkfifo', [entry]);
    const failure = expect.objectContaining({ code: 'storage', details: { file: entry, text: 'EISDIR' } });
    expect(() => secrets.get('sealed.tokens.north')).toThrow(failure);
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
      expect(() => store.delete('a')).toThrow(failure);
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
