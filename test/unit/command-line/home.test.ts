import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHome } from '../../../electron/command-line/home.ts';
import { readManaged } from '../../../electron/command-line/managed.ts';
import { type TestHome, testHome } from '../../fakes/command-line-home.ts';
import { fakeLog } from '../../fakes/ports.ts';
import { plainIn } from '../../fakes/sealed-text.ts';

const posix = process.platform !== 'win32';
let user: TestHome;
let home: string;
beforeEach(() => {
  user = testHome();
  home = path.join(user.folder, 'home');
});
afterEach(() => {
  if (posix) chmodSync(user.folder, 0o700);
  user.remove();
});

describe('the home of the command line', () => {
  test('touches nothing before it is used', () => {
    user.open();
    expect(readdirSync(user.folder)).toEqual(['key']);
  });

  test.runIf(posix)('is for its owner only, once it is found usable', async () => {
    await user.open().assertUsable();
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(await user.open().store.read('checked')).toBe('yes');
  });

  test.runIf(posix).each([0o720, 0o770, 0o702, 0o777])(
    'that others may write to (%o) is refused before anybody signs in, and left as it is',
    async (mode) => {
      mkdirSync(home);
      chmodSync(home, mode);
      await expect(user.open().assertUsable()).rejects.toMatchObject({
        code: 'storage',
        hint: expect.stringContaining(`chmod go-w ${home}`),
        details: { file: home },
      });
      expect(statSync(home).mode & 0o777).toBe(mode);
      expect(readdirSync(home)).toEqual([]);
    },
  );

  test.runIf(posix).each([0o700, 0o750, 0o755])('that others may only read (%o) is used', async (mode) => {
    mkdirSync(home);
    chmodSync(home, mode);
    await expect(user.open().assertUsable()).resolves.toBeUndefined();
  });

  test('that cannot be a folder is a failure that names it', async () => {
    writeFileSync(home, 'a file');
    await expect(user.open().assertUsable()).rejects.toMatchObject({
      code: 'storage',
      details: { file: home },
    });
  });

  test('keeps secrets encrypted, and notes of a sign-out readable without the key', async () => {
    const { store, files } = user.open();
    await store.write('tokens.x', 'secret');
    await store.write('signed-out.x', 'yes');
    const tokens = files.get('sealed.tokens.x') ?? '';
    expect(tokens).not.toBe('');
    expect(plainIn(tokens, ['secret'])).toEqual([]);
    const withoutKey = user.open({ MAX_DESK_KEY_FILE: path.join(user.folder, 'gone') });
    expect(await withoutKey.store.read('signed-out.x')).toBe('yes');
    expect(await withoutKey.store.read('tokens.x')).toBeUndefined();
    expect(withoutKey.assertKept).toThrow(expect.objectContaining({ code: 'storage' }));
    await withoutKey.store.remove('signed-out.x');
    expect(files.get('signed-out.x')).toBeUndefined();
    await store.remove('tokens.x');
    expect(await user.open().store.read('tokens.x')).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('the usual folder', () => {
  const { platform } = process;
  const { HOME } = process.env;
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    process.env['HOME'] = HOME;
  });

  test.each<[NodeJS.Platform, boolean, string]>([
    ['win32', true, 'MAX Desk/command-line'],
    ['win32', false, 'AppData/Local/MAX Desk/command-line'],
    ['darwin', false, 'Library/Application Support/MAX Desk/command-line'],
    ['linux', false, '.local/state/max-desk'],
  ])('is that of %s (%s)', async (system, isNamed, folder) => {
    process.env['HOME'] = user.folder;
    Object.defineProperty(process, 'platform', { value: system });
    const env = isNamed ? { LOCALAPPDATA: user.folder } : { XDG_STATE_HOME: 'not/absolute' };
    expect(await used(env)).toEqual([`${folder}/a.entry`]);
  });

  const used = async (env: NodeJS.ProcessEnv) => {
    const { files } = openHome(undefined, env, { log: fakeLog(), tell: () => undefined }, readManaged);
    files.set('a', 'b');
    return readdirSync(user.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.entry'),
    );
  };

  test('is that of the XDG specification', async () => {
    expect(await used({ XDG_STATE_HOME: user.folder })).toEqual(['max-desk/a.entry']);
  });
});
