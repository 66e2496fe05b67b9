import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readIfThere, replaceFile, syncFolder } from '../../../../electron/core/storage/replace-file.ts';

/** The real file system, which notes its steps and fails at one of them on request. */
const disk = vi.hoisted(() => ({
  steps: [] as string[],
  /** By descriptor: the folder, or a file in it. */
  open: new Map<number, string>(),
  refuses: { step: '', code: '' },
}));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const step = (name: string) => {
    disk.steps.push(name);
    if (disk.refuses.step === name) throw Object.assign(new Error('refused'), { code: disk.refuses.code });
  };
  const fs: Pick<
    typeof real,
    'openSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'readFileSync' | 'writeFileSync'
  > = {
    openSync(file, flags, mode) {
      const what = real.statSync(file, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'file';
      step(`open ${what}`);
      const descriptor = real.openSync(file, flags, mode);
      disk.open.set(descriptor, what);
      return descriptor;
    },
    fsyncSync(descriptor) {
      step(`flush ${disk.open.get(descriptor)}`);
      real.fsyncSync(descriptor);
    },
    closeSync(descriptor) {
      disk.open.delete(descriptor);
      real.closeSync(descriptor);
    },
    renameSync(from, to) {
      step('rename');
      real.renameSync(from, to);
    },
    readFileSync: ((...given: Parameters<typeof real.readFileSync>) => {
      if (typeof given[0] === 'number') step('read');
      return real.readFileSync(...given);
    }) as typeof real.readFileSync,
    writeFileSync(file, ...given) {
      if (typeof file === 'number') step('write');
      real.writeFileSync(file, ...given);
    },
  };
  return { ...real, ...fs };
});

const posix = process.platform !== 'win32';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-replace-'));
  file = path.join(folder, 'entry');
  writeFileSync(file, 'old');
  disk.steps.length = 0;
});
afterEach(() => {
  disk.refuses = { step: '', code: '' };
  expect(disk.open.size).toBe(0);
  rmSync(folder, { recursive: true });
});

describe('a file that is replaced', () => {
  test('is flushed before it takes its place, and its name after that: a power loss leaves the old one or the new one', () => {
    replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    const named = posix ? ['open folder', 'flush folder'] : [];
    expect(disk.steps).toEqual(['open file', 'write', 'flush file', 'rename', ...named]);
  });

  test.runIf(posix)('is for its owner only, whatever the old one was', () => {
    writeFileSync(file, 'old', { mode: 0o644 });
    replaceFile(file, Buffer.from('new'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['open file', 'EACCES'],
    ['write', 'ENOSPC'],
    ['flush file', 'EIO'],
    ['rename', 'EPERM'],
  ])('stays what it was when the disk refuses to %s, and nothing is left over (%s)', (step, code) => {
    disk.refuses = { step, code };
    expect(() => replaceFile(file, 'new')).toThrow(expect.objectContaining({ code }));
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['entry']);
  });

  test.runIf(posix)('whose name the disk does not flush is a failure', () => {
    disk.refuses = { step: 'flush folder', code: 'EIO' };
    expect(() => replaceFile(file, 'new')).toThrow(expect.objectContaining({ code: 'EIO' }));
  });
});

test.runIf(posix)('the names in a folder are flushed', () => {
  syncFolder(folder);
  expect(disk.steps).toEqual(['open folder', 'flush folder']);
});

describe('a file that is read', () => {
  test('is what it holds, or nothing if it is not there', () => {
    expect(readIfThere(file)?.toString()).toBe('old');
    expect(readIfThere(path.join(folder, 'none'))).toBeUndefined();
  });

  test.runIf(posix)('is refused if it is a folder or a pipe, which would block', () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    mkdirSync(path.join(folder, 'inner'));
    for (const each of [pipe, path.join(folder, 'inner')])
      expect(() => readIfThere(each)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });

  test.each(['open file', 'read'])('fails with the system’s error when that refuses to %s', (step) => {
    disk.refuses = { step, code: 'EIO' };
    expect(() => readIfThere(file)).toThrow(expect.objectContaining({ code: 'EIO' }));
  });
});
