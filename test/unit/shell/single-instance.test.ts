import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const { app } = vi.hoisted(() => ({
  app: { getPath: (): string => '', requestSingleInstanceLock: vi.fn((_start: unknown) => false) },
}));
vi.mock('electron', () => ({ app }));

import { argumentsOf, claimProfile } from '../../../electron/shell/single-instance.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(path.join(tmpdir(), 'single-instance-'));
  app.getPath = () => profile;
  app.requestSingleInstanceLock.mockReset().mockReturnValue(false);
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

const lockedBy = (pid: number, host = hostname()) =>
  symlinkSync(`${host}-${pid}`, path.join(profile, 'SingletonLock'));

describe.skipIf(process.platform === 'win32')('a start whose profile Electron does not give it', () => {
  test('is the first one when it is given', () => {
    app.requestSingleInstanceLock.mockReturnValue(true);
    expect(claimProfile(['--hidden'])).toBe('first');
    expect(app.requestSingleInstanceLock).toHaveBeenCalledExactlyOnceWith({ args: ['--hidden'] });
  });

  test('is another one when a process that runs has it', () => {
    lockedBy(process.ppid);
    expect(claimProfile([])).toBe('another');
    expect(app.requestSingleInstanceLock).toHaveBeenCalledOnce();
  });

  test.each<[why: string, lock: () => void]>([
    ['has ended', () => undefined],
    ['was killed, which leaves its lock', () => lockedBy(2 ** 22 + 1)],
    ['ran on another computer', () => lockedBy(process.ppid, 'elsewhere')],
  ])('asks once more when whoever had it %s', (_why, lock) => {
    lock();
    app.requestSingleInstanceLock.mockReturnValueOnce(false).mockReturnValueOnce(true);
    expect(claimProfile([])).toBe('first');
    expect(readdirSync(profile).filter((name) => name !== 'SingletonLock')).toEqual([]);
  });

  test('is told why when its folder cannot be written', () => {
    const file = path.join(profile, 'a-file');
    writeFileSync(file, '');
    app.getPath = () => path.join(file, 'MAX Desk');
    expect(claimProfile([])).toMatchObject({
      code: 'storage',
      details: { file: path.join(file, 'MAX Desk'), text: 'ENOTDIR' },
    });
  });

  test('is told so when the reason stays unknown', () => {
    expect(claimProfile([])).toMatchObject({ code: 'storage', details: { file: profile, text: 'unknown' } });
    expect(existsSync(profile)).toBe(true);
  });
});

test.each([undefined, null, 1, {}, { args: 'x' }])('an older version tells nothing: %j', (start) => {
  expect(argumentsOf(start)).toBeUndefined();
});

test('what another start tells is taken as far as it is text', () => {
  expect(argumentsOf({ args: ['--hidden', 1, null] })).toEqual(['--hidden']);
});
