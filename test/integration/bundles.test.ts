import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';

let main: Bundled;
let cli: Bundled;

beforeAll(async () => {
  [main, cli] = await Promise.all([bundle('main', 'main.cjs'), bundle('cli', 'cli.js')]);
}, 120_000);
afterAll(() => Promise.all([main.remove(), cli.remove()]));

const technicalAccount = 'electron/core/auth/technical-account.ts';

describe('the main bundle', () => {
  test('holds the sign-in through the browser', () => {
    expect(main.sources).toContain('electron/core/auth/interactive.ts');
  });

  test('holds no password code of ours: neither the technical account nor the command line (R12, R21)', () => {
    expect(main.sources).not.toContain(technicalAccount);
    expect(main.sources.filter((source) => source.startsWith('electron/command-line/'))).toEqual([]);
    expect(main.sources).not.toContain('electron/cli.ts');
    // MSAL's own class brings its method along; no module of ours calls it.
    expect(main.code).not.toMatch(/grant_type["']?\s*[:=]\s*["']?password/);
  });

  test('holds nothing of the simulator, which is a file beside it', () => {
    expect(main.sources.filter((source) => source.startsWith('electron/simulator/'))).toEqual([]);
    expect(main.code).toContain('./simulator.cjs');
  });

  test('holds nothing of the page', () => {
    expect(main.sources.filter((source) => source.startsWith('renderer/'))).toEqual([]);
  });
});

describe('the command line’s bundle', () => {
  test('holds the technical account, and nothing of Electron, the shell or the simulator', () => {
    expect(cli.sources).toContain(technicalAccount);
    expect(cli.sources.filter((source) => /^electron\/(shell|simulator|main|preload)/.test(source))).toEqual(
      [],
    );
    expect(cli.code).not.toMatch(/(require\(|from\s*)["']electron["']/);
  });

  test('starts without MSAL, zod, and Node’s http and tls: a warm token waits for none of them', () => {
    const folder = path.dirname(cli.file);
    const seen = new Map<string, string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      const code = readFileSync(file, 'utf8');
      seen.set(file, code);
      for (const [, target = ''] of code.matchAll(/^import .*?["'](\.[^"']+)["'];$/gm))
        follow(path.resolve(path.dirname(file), target));
    };
    follow(cli.file);
    expect(seen.size).toBeGreaterThan(1);
    expect([...seen.keys()].every((file) => file.startsWith(folder))).toBe(true);
    const all = [...seen.values()].join('\n');
    for (const word of ['PublicClientApplication', 'ZodError', 'node:http', 'node:tls', 'node:net'])
      expect(cli.code).toContain(word);
    for (const word of ['PublicClientApplication', 'ZodError', 'node:http', 'node:tls', 'node:net'])
      expect(all).not.toContain(word);
    // An import of Node's own would make Node load whatever that module could be asked for.
    expect(all).not.toMatch(/^import .*["']node:(?!module)/m);
  });

  test('runs alone, with nothing installed beside it', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [cli.file, '--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('SignalR’s bundle', () => {
  test('is beside main, which reads it only when it connects, and works with nothing installed beside it', async () => {
    expect(main.code).toContain('./signalr.cjs');
    expect(main.sources.filter((source) => source.includes('@microsoft/signalr'))).toEqual([]);
    const signalR = await bundle('signalr', 'signalr.cjs');
    try {
      const program = `const s = await import(${JSON.stringify(pathToFileURL(signalR.file).href)});
        const options = { httpClient: {}, WebSocket: {}, transport: s.HttpTransportType.WebSockets };
        console.log(new s.HubConnectionBuilder().withUrl('http://localhost/hub', options).build().state);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
      expect(stdout).toBe('Disconnected\n');
    } finally {
      await signalR.remove();
    }
  }, 60_000);
});

describe('the updater’s bundle', () => {
  test('is beside main, which reads it only when it looks for a newer version, and does nothing by being read', async () => {
    expect(main.code).toContain('./updater.cjs');
    expect(main.sources.filter((source) => source.includes('node_modules/electron-updater'))).toEqual([]);
    const updater = await bundle('updater', 'updater.cjs');
    try {
      // Electron is not there: whoever touched the getter would fail.
      const program = `const { default: library } = await import(${JSON.stringify(pathToFileURL(updater.file).href)});
        const { get, value } = Object.getOwnPropertyDescriptor(library, 'autoUpdater');
        console.log(typeof get, typeof value, typeof library.NsisUpdater);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
      expect(stdout).toBe('function undefined function\n');
    } finally {
      await updater.remove();
    }
  }, 60_000);
});
