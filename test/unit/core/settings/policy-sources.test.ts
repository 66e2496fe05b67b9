import { describe, expect, test, vi } from 'vitest';

const execFile = vi.hoisted(() => vi.fn());
vi.mock('node:child_process', () => ({ execFile }));
const userInfo = vi.hoisted(() => vi.fn());
vi.mock('node:os', async (original) => ({ ...(await original<object>()), userInfo }));

import {
  type PolicyFiles,
  policyFile,
  readPolicyFile,
} from '../../../../electron/core/settings/policy-file.ts';
import { readManagedPreferences } from '../../../../electron/core/settings/policy-preferences.ts';
import { type RunReg, readRegistryPolicy } from '../../../../electron/core/settings/policy-registry.ts';

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe('the file on Linux', () => {
  const good = { uid: 0, mode: 0o100644, text: '{"clipboardSeconds":30}' };
  const files = (file: Partial<typeof good> = {}, folder: Partial<typeof good> = {}): PolicyFiles => ({
    folder: () => ({ uid: 0, mode: 0o40755, ...folder }),
    file: () => ({ ...good, ...file }),
  });

  test('is taken when root alone may write it', () => {
    expect(readPolicyFile(policyFile, files())).toEqual([
      { values: { clipboardSeconds: 30 }, origin: '/etc/max-desk/policy.json' },
    ]);
  });

  test.each([
    ['belongs to somebody else', files({ uid: 1000 })],
    ['may be written by a group', files({ mode: 0o100664 })],
    ['may be written by everybody', files({ mode: 0o100646 })],
    ['is in a folder of somebody else', files({}, { uid: 1000 })],
    ['is in a folder that everybody may write to', files({}, { mode: 0o41777 })],
    ['is no JSON', files({ text: '{' })],
    ['is no object', files({ text: '[]' })],
    ['may not be read', { ...files(), file: failing('EACCES') }],
  ])('that %s allows nothing', (_what, given) => {
    expect(() => readPolicyFile(policyFile, given)).toThrow(
      expect.objectContaining({ code: 'policy', message: expect.stringContaining('/etc/max-desk') }),
    );
  });

  test.each([
    ['file', { ...files(), file: failing('ENOENT') }],
    ['folder', { ...files(), folder: failing('ENOENT') }],
  ])('without a %s nobody has decided anything', (_what, given) => {
    expect(readPolicyFile(policyFile, given)).toEqual([]);
  });
});

describe('the registry', () => {
  const answer = String.raw`
HKEY_LOCAL_MACHINE\SOFTWARE\Policies\MAX Desk
    clipboardSeconds    REG_DWORD    0x1e
    updateChannel    REG_SZ    beta
    allowedHosts    REG_MULTI_SZ    api.example.com\0*.example.com
    connections    REG_MULTI_SZ    {"name": "B\u00fcro    4"}
    nothing    REG_MULTI_SZ

`.replaceAll('\n', '\r\n');
  const absent = { status: 1, stdout: '' };
  const asked: string[] = [];
  /** What reg.exe answers, by the start of the key. */
  const reg =
    (answers: Record<string, Awaited<ReturnType<RunReg>>>): RunReg =>
    async (args) => {
      asked.push(args.join(' '));
      const found = Object.entries(answers).find(([start]) => args[1]?.startsWith(start));
      return found?.[1] ?? absent;
    };
  const readable = { [String.raw`HKLM\SOFTWARE\Microsoft`]: { status: 0, stdout: '' } };

  test('is read value by value, with the types that it has', async () => {
    const run = reg({ ...readable, HKLM: { status: 0, stdout: answer } });
    expect(await readRegistryPolicy(run)).toEqual([
      {
        origin: String.raw`HKLM\SOFTWARE\Policies\MAX Desk`,
        values: {
          clipboardSeconds: 30,
          updateChannel: 'beta',
          allowedHosts: ['api.example.com', '*.example.com'],
          connections: [String.raw`{"name": "B\u00fcro    4"}`],
          nothing: [],
        },
      },
    ]);
    expect(asked).toContain(String.raw`query HKLM\SOFTWARE\Policies\MAX Desk /reg:64`);
  });

  test('puts the computer before the person', async () => {
    const run = reg({
      ...readable,
      HKLM: { status: 0, stdout: answer },
      HKCU: { status: 0, stdout: answer },
    });
    expect((await readRegistryPolicy(run)).map(({ origin }) => origin.slice(0, 4))).toEqual(['HKLM', 'HKCU']);
  });

  test('without our key decides nothing', async () => {
    expect(await readRegistryPolicy(reg(readable))).toEqual([]);
  });

  test.each([
    ['is forbidden to be read', reg({})],
    ['has no reg.exe', async () => ({ status: undefined, stdout: '' })],
    [
      'has letters that nobody can be sure of',
      reg({ HKLM: { status: 0, stdout: '    logLevel    REG_SZ    \u0081' } }),
    ],
  ])('that %s allows nothing', async (_what, run) => {
    await expect(readRegistryPolicy(run)).rejects.toMatchObject({ code: 'policy' });
  });
});

test('a reg.exe that may not be started allows nothing', async () => {
  // As Node does for what Windows forbids by AppLocker.
  execFile.mockImplementation(() => {
    throw Object.assign(new Error('spawn UNKNOWN'), { code: 'UNKNOWN' });
  });
  await expect(readRegistryPolicy()).rejects.toMatchObject({ code: 'policy' });
});

describe('managed preferences on macOS', () => {
  const computer = '/Library/Managed Preferences/com.max-desk.app.plist';
  const person = '/Library/Managed Preferences/sam/com.max-desk.app.plist';
  const files = (contents: Record<string, string>) => ({
    exists: (file: string) => file in contents,
    toJson: async (file: string) => contents[file] ?? '',
  });

  test('are the computer’s and then the person’s, without what a profile says of itself', async () => {
    const found = files({
      [person]: '{"updates":false}',
      [computer]: '{"simulator":false,"PayloadUUID":"x"}',
    });
    expect(await readManagedPreferences(found, 'sam')).toEqual([
      { values: { simulator: false }, origin: computer },
      { values: { updates: false }, origin: person },
    ]);
  });

  test('are the computer’s alone for an account that is not in the list of users (R47)', async () => {
    userInfo.mockImplementationOnce(() => {
      throw new Error('ENOENT');
    });
    const found = files({ [computer]: '{"simulator":false}' });
    expect(await readManagedPreferences(found)).toEqual([{ values: { simulator: false }, origin: computer }]);
  });

  test('that are not there decide nothing', async () => {
    expect(await readManagedPreferences(files({}), 'sam')).toEqual([]);
  });

  test('that cannot be read allow nothing', async () => {
    await expect(readManagedPreferences(files({ [computer]: '' }), 'sam')).rejects.toMatchObject({
      code: 'policy',
    });
    const broken = { ...files({ [computer]: '' }), toJson: () => Promise.reject(new Error('plutil')) };
    await expect(readManagedPreferences(broken, 'sam')).rejects.toMatchObject({ code: 'policy' });
  });
});
