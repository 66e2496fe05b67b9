/** The system's own program that opens addresses, as it is on a bad day. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openInSystemBrowser } from '../../../../../electron/core/auth/sign-in/system-browser.ts';

// On macOS and Windows the programs are the system's own, and no test may open a browser.
describe.runIf(process.platform === 'linux')('xdg-open', () => {
  const hosts = ['login.example.com'];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'max-desk-browser-'));
    vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  function xdgOpen(script: string): void {
    writeFileSync(path.join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, 'xdg-open'), 0o755);
  }

  test('gets the address as the check understood it, past any shell, and nothing of ours in its environment', async () => {
    vi.stubEnv('MAX_DESK_PASSWORD', 'secret');
    vi.stubEnv('MAX_DESK_SUBSCRIPTION_KEY', 'secret');
    xdgOpen(`printf '%s' "$1" > ${folder}/address; env > ${folder}/environment`);
    await openInSystemBrowser('https:\\\\login.example.com\\a b$(id)\n', hosts);
    expect(readFileSync(path.join(folder, 'address'), 'utf8')).toBe('https://login.example.com/a%20b$(id)');
    expect(readFileSync(path.join(folder, 'environment'), 'utf8')).not.toContain('MAX_DESK_');
  });

  test('never gets what an address asks: everybody on the computer can read the arguments of a program', async () => {
    const address = 'https://login.example.com/authorize?state=secret&login_hint=sam@example.com';
    xdgOpen(`printf '%s' "$*" > ${folder}/address`);
    await openInSystemBrowser(address, hosts);
    const handed = readFileSync(path.join(folder, 'address'), 'utf8');
    expect(handed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
    const answer = await fetch(handed, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(address);
  });

  test('that fails leaves nothing open', async () => {
    xdgOpen(`printf '%s' "$1" > ${folder}/address; exit 3`);
    const opened = openInSystemBrowser('https://login.example.com/authorize?state=secret', hosts);
    await expect(opened).rejects.toMatchObject({ code: 'configuration' });
    const handed = readFileSync(path.join(folder, 'address'), 'utf8');
    await expect(fetch(handed)).rejects.toThrow('fetch failed');
  });

  test('that fails is told of', async () => {
    xdgOpen('echo "no browser for https://login.example.com" >&2; exit 3');
    await expect(openInSystemBrowser('https://login.example.com/x', hosts)).rejects.toMatchObject({
      code: 'configuration',
      message: 'No browser could be started.',
    });
  });

  test('that is not there is told of', async () => {
    vi.stubEnv('PATH', folder);
    await expect(openInSystemBrowser('https://login.example.com/x', hosts)).rejects.toMatchObject({
      code: 'configuration',
    });
  });

  test('that goes on is not waited for longer than some seconds', async () => {
    xdgOpen(`echo $$ > ${folder}/pid; exec sleep 60`);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opened = openInSystemBrowser('https://login.example.com/x', hosts);
    await vi.advanceTimersByTimeAsync(5_000);
    await opened;
    vi.useRealTimers();
    const pid = await vi.waitFor(() => {
      const written = Number(readFileSync(path.join(folder, 'pid'), 'utf8'));
      // The shell makes the file first, and a signal to 0 would end whoever runs the tests.
      expect(written).toBeGreaterThan(1);
      return written;
    });
    process.kill(pid, 'SIGKILL');
  });

  test('is not asked to open an address of another host', async () => {
    xdgOpen(`touch ${folder}/asked`);
    await expect(openInSystemBrowser('https://evil.example/', hosts)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(existsSync(path.join(folder, 'asked'))).toBe(false);
  });
});
