import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileStore } from '../../../../electron/core/storage/file-store.ts';
import { createProcessLock } from '../../../../electron/core/storage/process-lock.ts';
import {
  assertTrustedFolder,
  openTrusted,
  readSecretFile,
} from '../../../../electron/core/storage/trusted-path.ts';

const isRoot = process.geteuid?.() === 0;
let folder: string;
let home: string;
const at = (...names: string[]) => path.join(folder, ...names);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'max-desk-trust-')));
  home = at('state', 'home');
  mkdirSync(home, { recursive: true, mode: 0o700 });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Root gives it to somebody else; everybody else becomes somebody else. */
function giveAway(file: string): void {
  if (isRoot) chownSync(file, 12_345, 12_345);
  else vi.spyOn(process, 'geteuid').mockReturnValue(54_321);
}
const fault = (what: RegExp) =>
  expect.objectContaining({ code: 'storage', message: expect.stringMatching(what) });

describe.runIf(process.platform !== 'win32')('a folder is trusted', () => {
  const check = () => assertTrustedFolder(home);

  test('where only this user may write, also below one that all may write to with the sticky bit, as /tmp', () => {
    chmodSync(folder, 0o1777);
    expect(check).not.toThrow();
    expect(() => assertTrustedFolder(at('state', 'not', 'there'))).not.toThrow();
  });

  test.each([0o777, 0o770, 0o1777])('unless others may write to it: %o', (mode) => {
    chmodSync(home, mode);
    expect(check).toThrow(fault(/^Others may write to .*\/home\.$/));
  });

  test.each([0o777, 0o773])('unless others may put another in its place: %o above it', (mode) => {
    chmodSync(folder, mode);
    expect(check).toThrow(fault(new RegExp(`^Others may write to ${folder}\\.$`)));
    // Also one that is to be made there.
    expect(() => assertTrustedFolder(at('new', 'home'))).toThrow(fault(/^Others may write/));
  });

  test('unless it belongs to somebody else', () => {
    giveAway(home);
    expect(check).toThrow(fault(/belongs to another user of this computer/));
  });

  test('unless one above it does', () => {
    giveAway(at('state'));
    expect(check).toThrow(fault(/belongs to another user of this computer/));
  });

  test('by what a link on the way leads to', () => {
    symlinkSync('state', at('link'));
    const byLink = () => assertTrustedFolder(at('link', 'home'));
    expect(byLink).not.toThrow();
    chmodSync(at('state'), 0o777);
    expect(byLink).toThrow(fault(/^Others may write to .*\/state\.$/));
  });

  test('by itself where a link leads to it', () => {
    symlinkSync('state/home', at('link'));
    expect(() => assertTrustedFolder(at('link'))).not.toThrow();
    chmodSync(home, 0o770);
    expect(() => assertTrustedFolder(at('link'))).toThrow(fault(/^Others may write to .*\/home\.$/));
  });

  test.runIf(isRoot)(
    'below one that the own group of its owner may write to, as the umask 002 makes them (as root, who can make one)',
    () => {
      for (const each of [folder, at('state'), home]) chownSync(each, 12_345, 12_345);
      vi.spyOn(process, 'geteuid').mockReturnValue(12_345);
      chmodSync(at('state'), 0o775);
      expect(check).not.toThrow();
      chownSync(at('state'), 12_345, 100);
      expect(check).toThrow(fault(/^Others may write to .*\/state\.$/));
      chownSync(at('state'), 12_345, 12_345);
      chmodSync(home, 0o775);
      expect(check).toThrow(fault(/^Others may write to .*\/home\.$/));
    },
  );
});

describe.runIf(process.platform !== 'win32')('a file is trusted', () => {
  const file = () => at('file');
  const open = () => closeSync(openTrusted(file(), constants.O_RDONLY));
  beforeEach(() => writeFileSync(file(), 'text', { mode: 0o600 }));

  test('where only its owner may write, whoever may read it', () => {
    chmodSync(file(), 0o644);
    expect(open).not.toThrow();
  });

  test.each([0o666, 0o620])('unless others may write to it: %o', (mode) => {
    chmodSync(file(), mode);
    expect(open).toThrow(fault(/^Others may write to/));
  });

  test('unless it belongs to somebody else', () => {
    giveAway(file());
    expect(open).toThrow(fault(/belongs to another user/));
  });

  test('unless it is a link, or a pipe, which is not waited for', () => {
    symlinkSync('file', at('link'));
    expect(() => openTrusted(at('link'), constants.O_RDONLY)).toThrow(fault(/is a symbolic link/));
    execFileSync('mkfifo', ['-m', '600', at('pipe')]);
    for (const flags of [constants.O_RDONLY, constants.O_WRONLY])
      expect(() => openTrusted(at('pipe'), flags)).toThrow(fault(/is no regular file/));
  });

  test('with a secret where nobody else may read it either', () => {
    expect(readSecretFile(file())).toBe('text');
    chmodSync(file(), 0o640);
    expect(() => readSecretFile(file())).toThrow(fault(/may be used by others/));
  });

  test.runIf(isRoot)(
    'with a secret that root hands a service by an access list, as systemd does (as root, who can make one)',
    () => {
      vi.spyOn(process, 'geteuid').mockReturnValue(12_345);
      chmodSync(file(), 0o440);
      expect(readSecretFile(file())).toBe('text');
      chmodSync(file(), 0o444);
      expect(() => readSecretFile(file())).toThrow(fault(/may be used by others/));
    },
  );
});

describe.runIf(process.platform !== 'win32')('what is kept', () => {
  const store = () => createFileStore(home, { onlyTrusted: true });
  const entry = () => path.join(home, 'a.entry');
  beforeEach(() => store().set('a', 'mine'));

  test.each([
    ['a file that others may write to', () => chmodSync(entry(), 0o666)],
    ['a file of somebody else', () => giveAway(entry())],
    [
      'a link',
      () => {
        writeFileSync(at('elsewhere'), 'theirs', { mode: 0o600 });
        rmSync(entry());
        symlinkSync(at('elsewhere'), entry());
      },
    ],
    ['a file in a folder that others may write to', () => chmodSync(home, 0o777)],
    ['a file below a folder that others may write to', () => chmodSync(at('state'), 0o777)],
  ])('is not read from %s', (_what, change) => {
    expect(store().get('a')).toBe('mine');
    change();
    expect(() => store().get('a')).toThrow(expect.objectContaining({ code: 'storage' }));
  });

  test.each(['keys', 'set', 'remove'] as const)('is safe from %s where others may write', (access) => {
    chmodSync(home, 0o777);
    const run = {
      keys: () => store().keys(),
      set: () => store().set('a', 'x'),
      remove: () => store().remove('a'),
    };
    expect(run[access]).toThrow(fault(/^Others may write to/));
    expect(readFileSync(entry(), 'utf8')).toBe('mine');
  });

  test('is put aside as a new file: a link in its place is not followed', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    writeFileSync(at('elsewhere'), 'as it was');
    const copy = `${entry()}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
    symlinkSync(at('elsewhere'), copy);
    store().quarantine(['a']);
    vi.useRealTimers();
    expect(readFileSync(at('elsewhere'), 'utf8')).toBe('as it was');
    expect(readFileSync(copy, 'utf8')).toBe('mine');
  });

  test('is locked by a file of this folder: a link makes none elsewhere', async () => {
    symlinkSync(at('elsewhere'), path.join(home, 'a.lock'));
    const locked = createProcessLock(path.join(home, 'a.lock'))(async () => 'in');
    await expect(locked).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('link') });
    expect(existsSync(at('elsewhere'))).toBe(false);
    expect(readdirSync(home).sort()).toEqual(['a.entry', 'a.lock']);
  });

  test('is not locked by a file of somebody else', async () => {
    const file = path.join(home, 'a.lock');
    writeFileSync(file, '', { mode: 0o600 });
    giveAway(file);
    await expect(createProcessLock(file)(async () => 'in')).rejects.toMatchObject({ code: 'storage' });
  });
});
