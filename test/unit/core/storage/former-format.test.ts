import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
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
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../../../electron/core/storage/secrets.ts';
import { type FakeLog, fakeLog, fakeVault } from '../../../fakes/ports.ts';

/** Fails from some change of the disk on, like a process that is killed there. */
const disk = vi.hoisted(() => ({ calls: Number.POSITIVE_INFINITY, killed: false, refuses: '' }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const begin = {
    writeFileSync: (file: number, content: string | Uint8Array) =>
      real.writeFileSync(file, content.slice(0, content.length / 2)),
    rmSync(file: string) {
      const [first] = real.statSync(file, { throwIfNoEntry: false })?.isDirectory()
        ? real.readdirSync(file)
        : [];
      if (first !== undefined) real.rmSync(`${file}/${first}`);
    },
  };
  const limited = <A extends unknown[], R>(call: (...given: A) => R, half?: (...given: A) => unknown) =>
    ((...given: A) => {
      if (disk.calls > 0) {
        disk.calls -= 1;
        return call(...given);
      }
      if (!disk.killed) half?.(...given);
      disk.killed = true;
      throw new Error('killed');
    }) as typeof call;
  const rmUnlessRefused: typeof real.rmSync = (file, options) => {
    if (disk.refuses !== '' && String(file).endsWith(disk.refuses))
      throw Object.assign(new Error('refused'), { code: 'EPERM' });
    real.rmSync(file, options);
  };
  return {
    ...real,
    // Nothing here survives a power loss, and flushing thousands of times would take minutes.
    fsyncSync: limited(() => undefined),
    mkdirSync: limited(real.mkdirSync),
    renameSync: limited(real.renameSync),
    writeFileSync: limited(real.writeFileSync, begin.writeFileSync as never),
    rmSync: limited(rmUnlessRefused, begin.rmSync as never),
  };
});

const former = path.resolve('test/fixtures/profile-two-slots');
const tokensKey = 'sealed.tokens.6ca76269936115752332a891';
const unitsKey = 'sealed.units.6ca76269936115752332a891.2d20f29d86c216b0e80bd768';
let folder: string;
let log: FakeLog;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-former-'));
  log = fakeLog();
  cpSync(former, folder, { recursive: true });
});
afterEach(() => {
  Object.assign(disk, { calls: Number.POSITIVE_INFINITY, killed: false, refuses: '' });
  rmSync(folder, { recursive: true });
});

const start = () => createSecrets(folder, log);
const at = (...names: string[]) => path.join(folder, ...names);
const tokensFile = () => at('tokens', `${tokensKey}.entry`);
const formerEntries = () =>
  JSON.parse(readFileSync(path.join(former, 'secrets.json'), 'utf8')) as Record<string, string>;
const formerList = () => readFileSync(path.join(former, 'units', `${unitsKey}.entry`), 'utf8');
const putAside = () => readdirSync(at('sealed')).filter((name) => name.includes('.damaged-'));
/** A slot as the former version wrote it. */
function slot(generation: number, text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${generation} ${body.length} ${crc32(body, generation)}\n`), body]);
}
/** A file with two slots of 8 KiB. */
function slots(first: Buffer, second: Buffer): Buffer {
  const file = Buffer.alloc(2 * 8_192);
  first.copy(file);
  second.copy(file, 8_192);
  return file;
}
/** A start whose process is killed after this many changes of the disk, unless it needs fewer. */
function isKilledAfter(steps: number): boolean {
  Object.assign(disk, { calls: steps, killed: false });
  try {
    start();
  } catch {
    // It has noticed that it was killed.
  }
  disk.calls = Number.POSITIVE_INFINITY;
  return disk.killed;
}
/** The sealed store of a new start, and what it lost. */
function opened() {
  const lost: string[] = [];
  const store = createSealedStore({
    keyValue: start(),
    vault: fakeVault(),
    log,
    onChange: () => undefined,
    onLost: (names) => void lost.push(...names),
  });
  return { store, lost };
}

async function expectEverything(): Promise<void> {
  const secrets = start();
  const entries = { ...formerEntries(), [unitsKey]: formerList() };
  expect(secrets.keys().sort()).toEqual([...Object.keys(entries), tokensKey].sort());
  for (const [key, value] of Object.entries(entries)) expect(secrets.get(key)).toBe(value);
  const { store, lost } = opened();
  expect(await store.read(tokensKey.replace('sealed.', ''))).toContain('"RefreshToken"');
  expect(lost).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['sealed', 'settings.json']);
  expect(readdirSync(at('sealed')).every((name) => name.endsWith('.entry'))).toBe(true);
}

describe('a profile of the former format', () => {
  test('is converted whole: key, small entries, tokens and lists; nothing else is left of it', async () => {
    await expectEverything();
    expect(readFileSync(at('settings.json'))).toEqual(readFileSync(path.join(former, 'settings.json')));
    if (process.platform === 'win32') return;
    expect(statSync(at('sealed')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(at('sealed')))
      expect(statSync(at('sealed', name)).mode & 0o777).toBe(0o600);
  });

  test('is converted once: the next start finds nothing to do', () => {
    start();
    const before = log.lines.length;
    const files = readdirSync(at('sealed')).map((name) => statSync(at('sealed', name)).mtimeMs);
    start();
    expect(readdirSync(at('sealed')).map((name) => statSync(at('sealed', name)).mtimeMs)).toEqual(files);
    expect(log.lines).toHaveLength(before);
  });

  test('is not made of a new profile', () => {
    for (const name of readdirSync(folder)) rmSync(at(name), { recursive: true });
    expect(start().keys()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('killed at any step of the conversion, is converted by the next start: nothing is lost, and a sign-out holds (R28)', async () => {
    let steps = 0;
    for (let killed = true; killed; steps += 1) {
      rmSync(folder, { recursive: true });
      cpSync(former, folder, { recursive: true });
      killed = isKilledAfter(steps);
      await expectEverything();
      const { store } = opened();
      for (const prefix of ['tokens.', 'units.']) await store.removeAll(prefix);
      expect(
        start()
          .keys()
          .filter((key) => /tokens|units/.test(key)),
      ).toEqual([]);
    }
    // Each of the nine entries is written, flushed and renamed.
    expect(steps).toBeGreaterThan(9 * 3);
  });

  test('that cannot be removed is not read again: a sign-out holds (R28)', () => {
    disk.refuses = 'tokens';
    const secrets = start();
    expect(secrets.keys()).toContain(tokensKey);
    expect(existsSync(tokensFile())).toBe(true);
    secrets.remove(tokensKey);
    expect(start().keys()).not.toContain(tokensKey);
    disk.refuses = '';
    expect(start().keys()).not.toContain(tokensKey);
    expect(readdirSync(folder).sort()).toEqual(['sealed', 'settings.json']);
  });

  test('that the disk does not take is a storage failure, and stays as it is', async () => {
    disk.calls = 15;
    expect(start).toThrow(expect.objectContaining({ code: 'storage' }));
    for (const name of ['secrets.json', 'tokens', 'units']) expect(existsSync(at(name))).toBe(true);
    disk.calls = Number.POSITIVE_INFINITY;
    await expectEverything();
  });

  test('has the newest text of two slots, whichever it is in', () => {
    for (const [first, second] of [
      [slot(4, 'old'), slot(5, 'new')],
      [slot(7, 'new'), slot(6, 'old')],
      [slot(1, 'new'), Buffer.alloc(0)],
      [slot(8, 'new').fill(0, 1), slot(7, 'new')],
    ] as const) {
      rmSync(at('sealed'), { recursive: true, force: true });
      mkdirSync(path.dirname(tokensFile()), { recursive: true });
      writeFileSync(tokensFile(), slots(first, second));
      expect(start().get(tokensKey)).toBe('new');
    }
  });

  test('leaves behind what a killed process had begun to write (R28)', async () => {
    writeFileSync(`${tokensFile()}.0a1b2c3d4e5f.unfinished`, 'half a secr');
    writeFileSync(at('secrets.json.tmp-1234567890abcdef'), '{"half');
    await expectEverything();
  });

  test('gives way to what is there already, when a former version has run again', () => {
    const secrets = start();
    secrets.set(tokensKey, 'v1.newer');
    cpSync(former, folder, { recursive: true });
    expect(start().get(tokensKey)).toBe('v1.newer');
    expect(readdirSync(folder).sort()).toEqual(['sealed', 'settings.json']);
  });
});

describe('damage in the former format (R26)', () => {
  const tokensName = tokensKey.replace('sealed.', '');

  test.each([0, 1, 20, 4_096])(
    'of tokens cut off after %i bytes is put aside whole, and told',
    async (size) => {
      const left = slots(slot(1, 'x'.repeat(6_000)), Buffer.alloc(0)).subarray(0, size);
      writeFileSync(tokensFile(), left);
      const { store, lost } = opened();
      expect(await store.read(tokensName)).toBeUndefined();
      expect(lost).toEqual([tokensName]);
      expect(putAside()).toHaveLength(1);
      expect(readFileSync(at('sealed', putAside()[0] ?? ''))).toEqual(left);
    },
  );

  test.each(['{"key": "trunc', '', '\0\0\0'])(
    'of secrets.json puts it aside whole, and tells what is lost: %j',
    async (text) => {
      writeFileSync(at('secrets.json'), text);
      const { store, lost } = opened();
      const copies = putAside();
      expect(copies).toEqual([expect.stringMatching(/^secrets\.json\.damaged-[\dTZ.-]+$/)]);
      expect(readFileSync(at('sealed', copies[0] ?? ''), 'utf8')).toBe(text);
      expect(await store.read(tokensName)).toBeUndefined();
      expect(lost.sort()).toEqual([tokensName, unitsKey.replace('sealed.', '')]);
      await store.write(tokensName, 'new');
      expect(await opened().store.read(tokensName)).toBe('new');
      await store.removeDiscarded();
      expect(putAside()).toEqual([]);
    },
  );

  test('that was put aside before is forgotten with the next sign-out (R28)', async () => {
    writeFileSync(at('secrets.damaged-2026-11-28T10-00-00.000Z.json'), '{"key": "trunc');
    writeFileSync(`${tokensFile()}.damaged-2026-11-28T10-00-00.000Z`, 'damaged');
    const { store } = opened();
    expect(readdirSync(folder).sort()).toEqual(['sealed', 'settings.json']);
    expect(putAside()).toHaveLength(2);
    await store.removeDiscarded();
    expect(putAside()).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')(
    'a pipe in the place of a file is put aside, and nothing waits for its writer',
    async () => {
      for (const file of [at('secrets.json'), tokensFile()]) {
        rmSync(file);
        execFileSync('mkfifo', [file]);
      }
      const { store } = opened();
      expect(putAside()).toHaveLength(2);
      await store.write(tokensName, 'new');
      expect(await opened().store.read(tokensName)).toBe('new');
      await store.removeDiscarded();
      expect(putAside()).toEqual([]);
    },
  );
});
