import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const app = vi.hoisted(() => ({ isPackaged: true, setLoginItemSettings: vi.fn() }));
vi.mock('electron', () => ({ app }));

import { createLoginItem } from '../../../electron/shell/login-item.ts';

let folder: string;
const platform = process.platform;
const on = (name: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value: name });
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-login-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  vi.stubEnv('APPIMAGE', String.raw`/opt/100% "MAX"\Desk.AppImage`);
  app.isPackaged = true;
  app.setLoginItemSettings.mockClear();
});
afterEach(() => {
  vi.unstubAllEnvs();
  on(platform);
  rmSync(folder, { recursive: true });
});

describe('on Linux', () => {
  const file = () => path.join(folder, 'autostart/max-desk.desktop');
  beforeEach(() => on('linux'));

  test('an autostart entry starts the program in the tray, and goes again', () => {
    createLoginItem()?.(true);
    expect(readFileSync(file(), 'utf8').split('\n')).toContain(
      String.raw`Exec="/opt/100%% \\"MAX\\"\\\\Desk.AppImage" --hidden`,
    );
    createLoginItem()?.(false);
    expect(existsSync(file())).toBe(false);
    createLoginItem()?.(false);
  });

  test('a folder that cannot be written is said', () => {
    writeFileSync(path.join(folder, 'autostart'), '');
    expect(() => createLoginItem()?.(true)).toThrow(expect.objectContaining({ code: 'storage' }));
  });
});

test.each(['win32', 'darwin'] as const)('on %s the system is asked', (name) => {
  on(name);
  createLoginItem()?.(true);
  expect(app.setLoginItemSettings).toHaveBeenCalledExactlyOnceWith({ openAtLogin: true, args: ['--hidden'] });
});

test('an app that is not installed does not start with the system', () => {
  app.isPackaged = false;
  expect(createLoginItem()).toBeUndefined();
});
