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
