import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasTrayHost } from '../../../electron/shell/tray-host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bus-'));
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
function install(name: string, script: string): void {
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, name), 0o755);
}

describe.skipIf(process.platform === 'win32')('on Linux an icon is seen', () => {
  test('when the bus says that somebody shows it', async () => {
    install('dbus-send', `case "$*" in *org.kde.StatusNotifierWatcher*) echo '   boolean true';; esac`);
    expect(await hasTrayHost('linux')).toBe(true);
  });

  test('not when nobody does', async () => {
    install('dbus-send', "echo '   boolean false'");
    expect(await hasTrayHost('linux')).toBe(false);
  });

  test('when the other program says so', async () => {
    install('dbus-send', 'exit 1');
    install('gdbus', "echo '(true,)'");
    expect(await hasTrayHost('linux')).toBe(true);
  });

  test('not as far as is known when nobody can be asked', async () => {
    expect(await hasTrayHost('linux')).toBe(false);
  });
});

test.each(['win32', 'darwin'] as const)('on %s there is always a tray', async (platform) => {
  expect(await hasTrayHost(platform)).toBe(true);
});
