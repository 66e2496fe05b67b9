import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSaving, type SaveKind } from '../../../../electron/core/export/saving.ts';
import { type FakeDisk, fakeDisk } from '../../../fakes/disk.ts';
import { type FakeClock, fakeClock } from '../../../fakes/ports.ts';

const kinds: readonly SaveKind[] = [
  'csv',
  'json',
  'connection',
  'answer',
  'document',
  'report',
  'shapes',
  'diagnostics',
];
const posix = process.platform !== 'win32';

let folder: string;
let disk: FakeDisk;
let clock: FakeClock;
let chosen: string | undefined;
let umask: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-saving-'));
  disk = fakeDisk();
  clock = fakeClock();
  chosen = path.join(folder, 'file.txt');
  umask = process.umask(0o022);
});
afterEach(async () => {
  process.umask(umask);
  // A step that was given up may still make its file.
  await disk.idle();
  rmSync(folder, { recursive: true, force: true });
});

const newSaving = () => createSaving({ choose: async () => chosen, disk, clock });
const save = (kind: SaveKind = 'csv', text = 'new', saving = newSaving()) =>
  saving.save('file.txt', kind, () => Buffer.from(text));
const at = (name: string) => path.join(folder, name);
const modeOf = (name: string) => statSync(at(name)).mode & 0o777;
const failure = (text: string, file = chosen) => ({
  code: 'storage',
  message: `${file} cannot be written (${text}).`,
  details: { file, text },
});

describe.each(kinds)('what is saved as %s', (kind) => {
  test('is where the person wants it, whole, and nothing is beside it', async () => {
    expect(await save(kind, 'x'.repeat(3_000_000))).toEqual({ file: chosen });
    expect(readFileSync(at('file.txt'), 'utf8')).toHaveLength(3_000_000);
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  test('is not asked for when the person cancels', async () => {
    chosen = undefined;
    const content = vi.fn(() => Buffer.from('x'));
    expect(await newSaving().save('file.txt', kind, content)).toBeNull();
    expect(content).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(posix).each([0o600, 0o640, 0o664])(
    'keeps the rights of the file that was there: %o',
    async (mode) => {
      writeFileSync(at('file.txt'), 'old');
      chmodSync(at('file.txt'), mode);
      await save(kind);
      expect(readFileSync(at('file.txt'), 'utf8')).toBe('new');
      expect(modeOf('file.txt')).toBe(mode);
    },
  );

  test('leaves nothing when its content cannot be had', async () => {
    const content = () => Promise.reject(new Error('no content'));
    await expect(newSaving().save('file.txt', kind, content)).rejects.toMatchObject({ code: 'storage' });
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
  });
});

test.runIf(posix).each(kinds)('a new file of the kind %s is for its owner only', async (kind) => {
  await save(kind);
  expect(modeOf('file.txt')).toBe(0o600);
});

describe.runIf(posix)('a symbolic link', () => {
  beforeEach(() => {
    mkdirSync(at('elsewhere'));
    chosen = at('link');
  });

  test('stays, and the file it points to is written with the rights that it has', async () => {
    writeFileSync(at('elsewhere/real'), 'old');
    chmodSync(at('elsewhere/real'), 0o600);
    symlinkSync('second', at('link'));
    symlinkSync('elsewhere/real', at('second'));
    expect(await save()).toEqual({ file: at('link') });
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('elsewhere/real'), 'utf8')).toBe('new');
    expect(modeOf('elsewhere/real')).toBe(0o600);
    expect(readdirSync(at('elsewhere'))).toEqual(['real']);
  });

  test('to a file that is not there yet makes it', async () => {
    symlinkSync('elsewhere/real', at('link'));
    await save();
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('elsewhere/real'), 'utf8')).toBe('new');
  });

  test('that points to itself is a failure, and stays', async () => {
    symlinkSync('link', at('link'));
    await expect(save()).rejects.toMatchObject(failure('ELOOP'));
    expect(readdirSync(folder).sort()).toEqual(['elsewhere', 'link']);
  });
});

describe('a long name', () => {
  test.each([
    ['of letters', 'x'.repeat(251)],
    ['of characters with several bytes', `${'ü'.repeat(125)}x`],
    ['of pictures', `${'🛗'.repeat(62)}xyz`],
  ])('%s is taken up to the 255 bytes of the system, its part included', async (_what, name) => {
    expect(Buffer.byteLength(`${name}.csv`)).toBe(255);
    chosen = at(`${name}.csv`);
    await save();
    expect(readdirSync(folder)).toEqual([`${name}.csv`]);
  });

  test('that is longer is refused for its length', async () => {
    chosen = at('x'.repeat(256));
    await expect(save()).rejects.toMatchObject(failure('ENAMETOOLONG'));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a place that may not be written', () => {
  test.each(['EACCES', 'EROFS', 'EPERM'])('because of its folder is refused with %s', async (code) => {
    disk.refuse('open', code);
    await expect(save()).rejects.toMatchObject(failure(code));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('because the file is read-only is refused before anything is written', async () => {
    writeFileSync(at('file.txt'), 'old');
    disk.refuse('access', 'EACCES');
    await expect(save()).rejects.toMatchObject(failure('EACCES'));
    expect(disk.steps).not.toContain('open');
    expect(readFileSync(at('file.txt'), 'utf8')).toBe('old');
  });

  test('because a folder has the name stays as it is', async () => {
    mkdirSync(at('file.txt'));
    await expect(save()).rejects.toMatchObject(failure('EISDIR'));
    expect(statSync(at('file.txt')).isDirectory()).toBe(true);
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  test.runIf(posix)('because it is a device is not replaced by a file', async () => {
    chosen = '/dev/null';
    await expect(save()).rejects.toMatchObject(failure('EISDIR'));
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('because its folder is gone is said so', async () => {
    chosen = at('none/file.txt');
    await expect(save()).rejects.toMatchObject(failure('ENOENT'));
  });
});

test('a file is flushed and closed before it takes its place: a power loss must not leave an empty one', async () => {
  await save();
  const last = disk.steps.filter((step) => ['writeFile', 'sync', 'close', 'rename'].includes(step));
  expect(last).toEqual(['writeFile', 'sync', 'close', 'rename']);
});

describe('a full disk', () => {
  test.each(['writeFile', 'sync', 'close', 'rename'] as const)(
    'that shows at %s leaves the old file, and nothing half',
    async (step) => {
      writeFileSync(at('file.txt'), 'old');
      disk.refuse(step, 'ENOSPC', step === 'writeFile' ? 1_500_000 : 0);
      await expect(save('answer', 'x'.repeat(3_000_000))).rejects.toMatchObject(failure('ENOSPC'));
      await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['file.txt']));
      expect(readFileSync(at('file.txt'), 'utf8')).toBe('old');
    },
  );

  test('that has space again takes the next file', async () => {
    const saving = newSaving();
    disk.refuse('writeFile', 'ENOSPC');
    await expect(save('csv', 'new', saving)).rejects.toMatchObject(failure('ENOSPC'));
    disk.mend();
    expect(await save('csv', 'new', saving)).toEqual({ file: chosen });
  });
});

describe('a file whose place only takes other content', () => {
  test.each(['EXDEV', 'EBUSY'])('because renaming is refused with %s gets it', async (code) => {
    writeFileSync(at('file.txt'), 'old and longer');
    disk.refuse('rename', code);
    await save();
    expect(readFileSync(at('file.txt'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  test('and that another program holds is left, with nothing beside it', async () => {
    writeFileSync(at('file.txt'), 'old');
    disk.refuse('rename', 'EBUSY');
    disk.refuse('copyFile', 'EBUSY');
    await expect(save()).rejects.toMatchObject(failure('EBUSY'));
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['file.txt']));
    expect(readFileSync(at('file.txt'), 'utf8')).toBe('old');
  });
});

test.runIf(posix)('a disk that has no rights of its own still takes the file', async () => {
  writeFileSync(at('file.txt'), 'old');
  disk.refuse('chmod', 'EPERM');
  await save();
  expect(readFileSync(at('file.txt'), 'utf8')).toBe('new');
});

describe('a drive that does not answer', () => {
  test.each(['realpath', 'open', 'writeFile', 'close', 'rename'] as const)(
    'at %s is given up after half a minute; what it does later is undone',
    async (step) => {
      writeFileSync(at('file.txt'), 'old');
      const answer = disk.hang(step);
      const saved = save();
      await vi.waitFor(() => expect(disk.steps).toContain(step));
      clock.move(29_999);
      clock.move(1);
      await expect(saved).rejects.toMatchObject(failure('ETIMEDOUT'));
      answer();
      await disk.idle();
      expect(readdirSync(folder)).toEqual(['file.txt']);
    },
  );

  test('is given more time to flush what the system held back', async () => {
    const answer = disk.hang('sync');
    const saved = save();
    await vi.waitFor(() => expect(disk.steps).toContain('sync'));
    clock.move(119_999);
    answer();
    expect(await saved).toEqual({ file: chosen });
  });

  test('is not asked again while it is silent, so that other files are still read and written', async () => {
    const saving = newSaving();
    const answer = disk.hang('realpath');
    const first = save('csv', 'new', saving);
    await vi.waitFor(() => expect(disk.steps).toHaveLength(1));
    clock.move(30_000);
    await expect(first).rejects.toMatchObject(failure('ETIMEDOUT'));
    await expect(save('csv', 'new', saving)).rejects.toMatchObject(failure('ETIMEDOUT'));
    expect(disk.steps).toEqual(['realpath']);
    answer();
    await vi.waitFor(async () => expect(await save('csv', 'new', saving)).toEqual({ file: chosen }));
  });

  test('leaves one of the four threads for files free, whatever folders are tried', async () => {
    const saving = newSaving();
    const answer = disk.hang('realpath');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      chosen = at(`${name}/file.txt`);
      const saved = save('csv', 'new', saving);
      const refused = expect(saved).rejects.toMatchObject(failure('ETIMEDOUT'));
      await new Promise(setImmediate);
      clock.move(30_000);
      await refused;
    }
    expect(disk.steps).toEqual(['realpath', 'realpath', 'realpath']);
    answer();
  });

  test('ends with the process, which would wait for it; one that answers in time does not', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const answer = disk.hang('realpath');
    const saved = save();
    await vi.waitFor(() => expect(disk.steps).toHaveLength(1));
    clock.move(1_001);
    const last = process.listeners('exit').at(-1);
    last?.(0);
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
    answer();
    await saved;
    kill.mockRestore();
    expect(process.listeners('exit')).not.toContain(last);
  });

  test('does not hold up the end of the process; one that is only slow has its part removed', async () => {
    const first = () => process.listeners('exit')[0];
    const answer = disk.hang('writeFile');
    const saved = save().catch(() => undefined);
    await vi.waitFor(() => expect(disk.steps).toContain('writeFile'));
    const [part = ''] = readdirSync(folder);
    clock.move(3_001);
    first()?.(0);
    expect(existsSync(at(part))).toBe(true);
    clock.move(-3_001);
    first()?.(0);
    expect(existsSync(at(part))).toBe(false);
    answer();
    await saved;
  });
});
