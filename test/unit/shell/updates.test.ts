import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppUpdater } from 'electron-updater';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { adaptUpdater, installsItself } from '../../../electron/shell/updates.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-installed-'));
  mkdirSync(path.join(folder, 'resources'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An installation on Windows with these files beside the app. */
function windows(files: Record<string, string>): boolean {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return installsItself('win32', path.join(folder, 'MAX Desk.exe'), path.join(folder, 'resources'));
}
const uninstaller = { 'Uninstall MAX Desk.exe': '' };
const signed = { 'resources/app-update.yml': 'provider: generic\npublisherName:\n  - Example Ltd\n' };

describe('on Windows a newer version is installed', () => {
  test('where our own installer was at work, and the publisher is known', () => {
    expect(windows({ ...uninstaller, ...signed })).toBe(true);
  });

  test.each([
    ['an MSI was deployed', signed],
    [
      'nobody could say who has signed it',
      { ...uninstaller, 'resources/app-update.yml': 'provider: generic\n' },
    ],
    ['there is no feed', uninstaller],
  ])('but not where %s', (_what, files) => {
    expect(windows(files)).toBe(false);
  });
});

test.each([
  ['darwin', true],
  ['linux', false],
] as const)('on %s: %s, because a package belongs to its package manager', (platform, expected) => {
  expect(installsItself(platform, '/x/max-desk', '/x/resources')).toBe(expected);
});

describe('a feed, which is fetched over https, names files', () => {
  const check = (url: string, path = url) => {
    const updateInfo = { version: '9.0.0', releaseDate: '2026-01-01', files: [{ url, sha512: '' }], path };
    const updater = { checkForUpdates: async () => ({ isUpdateAvailable: true, updateInfo }) };
    return adaptUpdater(updater as unknown as AppUpdater, {
      channel: undefined,
      onLeave: () => undefined,
    }).check();
  };

  test.each(['max-desk-9.0.0.exe', 'win/max-desk%209.exe', './max-desk-9.0.0.zip'])(
    'beside itself: %s',
    async (url) => {
      expect(await check(url)).toMatchObject({ version: '9.0.0' });
    },
  );

  test.each([
    'http://feed.example/max-desk.exe',
    'https://elsewhere.example/max-desk.exe',
    '//elsewhere.example/max-desk.exe',
    '\\\\elsewhere.example\\max-desk.exe',
    '../other/max-desk.exe',
    '/other/max-desk.exe',
    'file:///etc/passwd',
  ])('and no other place: %s', async (url) => {
    await expect(check(url)).rejects.toMatchObject({ code: 'update-failed' });
    await expect(check('max-desk.exe', url)).rejects.toMatchObject({ code: 'update-failed' });
  });
});

describe('a download', () => {
  /** electron-updater, whose download ends as told after it has reported half of it. */
  function updaterWith(end: Error | undefined) {
    const updater = Object.assign(new EventEmitter(), {
      async downloadUpdate() {
        updater.emit('download-progress', { percent: 50 });
        if (end) throw end;
      },
    });
    const options = { channel: undefined, onLeave: () => undefined };
    return { updater, adapted: adaptUpdater(updater as unknown as AppUpdater, options) };
  }

  test.each([undefined, new Error('broken off')])(
    'reports its progress, and leaves no listener behind (%s)',
    async (end) => {
      const { updater, adapted } = updaterWith(end);
      const onProgress = vi.fn();
      await adapted.download(onProgress).catch((error: unknown) => expect(error).toBe(end));
      expect(onProgress.mock.calls).toEqual([[50]]);
      expect(updater.listenerCount('download-progress')).toBe(0);
    },
  );
});
