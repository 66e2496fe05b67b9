/** A desktop session for the specs that cannot be had: one line, and nothing left behind. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDesktopSession } from '../../../build/electron/desktop-session.ts';
import { SetupProblem } from '../../../build/electron/problem.ts';
import { missingPackages, requirePackages } from '../../../build/electron/system-packages.ts';

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  let place: string;

  beforeEach(() => {
    place = mkdtempSync(path.join(tmpdir(), 'max-desk-bin-'));
    vi.stubEnv('TMPDIR', path.join(place, 'tmp'));
    mkdirSync(path.join(place, 'tmp'));
    mkdirSync(path.join(place, 'bin'));
    vi.stubEnv('PATH', `${place}/bin:/usr/bin:/bin`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(place, { recursive: true });
  });

  function program(name: string, script: string): void {
    writeFileSync(path.join(place, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(place, 'bin', name), 0o755);
  }

  test('what is missing is named in one line with what brings it', () => {
    vi.stubEnv('PATH', place);
    const missing = missingPackages();
    expect(missing).toEqual(expect.arrayContaining(['xvfb', 'openbox', 'dbus', 'gnome-keyring']));
    expect(requirePackages).toThrow(SetupProblem);
    expect(requirePackages).toThrow(/^.*apt-get install --no-install-recommends xvfb openbox dbus .*$/);
  });

  test.each([
    ['Xvfb', 'exit 7', /^Xvfb did not start: it ended with 7$/],
    ['dbus-daemon', 'exit 1', /^dbus-daemon did not start: it ended with 1$/],
  ])('a %s that ends is named', async (name, script, message) => {
    program('Xvfb', 'echo 99 >&3; exec sleep 60');
    program(name, script);
    await expect(startDesktopSession()).rejects.toThrow(message);
    expect(readdirSync(path.join(place, 'tmp'))).toEqual([]);
  });
});
