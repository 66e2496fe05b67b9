import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { fileWith } from '../fakes/connection.ts';
import { closedPort } from '../fakes/server.ts';

let main: Bundled;
let cli: Bundled;
const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bundles-'));

beforeAll(async () => {
  [main, cli] = await Promise.all([bundle('main', 'main.cjs'), bundle('cli', 'cli.cjs')]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([main.remove(), cli.remove()]);
});

const technicalAccount = 'electron/core/auth/technical-account.ts';
const serviceClient = 'electron/core/auth/client-credentials.ts';

describe('the main bundle', () => {
  test('holds the sign-in through the browser', () => {
    expect(main.sources).toContain('electron/core/auth/sign-in/interactive.ts');
  });

  test('holds no password code of ours: neither the technical account nor the command line (R12, R21)', () => {
    expect(main.sources).not.toContain(technicalAccount);
    expect(main.sources).not.toContain(serviceClient);
    expect(main.sources.filter((source) => source.startsWith('electron/command-line/'))).toEqual([]);
    expect(main.sources).not.toContain('electron/cli.ts');
    // MSAL's own class brings its method along; no module of ours calls it.
    expect(main.code).not.toMatch(/grant_type["']?\s*[:=]\s*["']?password/);
  });

  test('holds nothing of the simulator, which is a file beside it', () => {
    expect(main.sources.filter((source) => source.startsWith('electron/simulator/'))).toEqual([]);
    expect(main.code).toContain('./simulator.cjs');
  });

  test('asks for files only that are there, wherever it is asked from', () => {
    const folder = path.dirname(main.file);
    const asked = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.cjs'))
      .flatMap((name) =>
        [...readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:require|import)\("(\.[^"]*)"\)/g)].map(
          ([, target = '']) => path.posix.join(path.posix.dirname(name.replaceAll(path.sep, '/')), target),
        ),
      );
    // Built beside it.
    const beside = ['signalr.cjs', 'simulator.cjs', 'updater.cjs'];
    expect(asked).toEqual(expect.arrayContaining(beside));
    expect(asked.filter((name) => !beside.includes(name) && !existsSync(path.join(folder, name)))).toEqual(
      [],
    );
  });

  test('starts without Node’s own fetch, TLS and DNS, which the first paint would wait for', async () => {
    const evaluate = path.resolve(import.meta.dirname, '../fakes/evaluate-main.cjs');
    const seen =
      "process.on('exit', () => console.log(JSON.stringify(process.moduleLoadList.filter((name) => /undici|tls_wrap|NativeModule dns/.test(name)))))";
    const args = [
      '-e',
      `${seen}; process.argv.splice(1, 0, ''); require(${JSON.stringify(evaluate)})`,
      main.file,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toBe('[]\n');
  });

  test('holds nothing of the page', () => {
    expect(main.sources.filter((source) => source.startsWith('renderer/'))).toEqual([]);
  });
});

describe('the command line’s bundle', () => {
  test('holds the technical account, and nothing of Electron or the shell', () => {
    expect(cli.sources).toContain(technicalAccount);
    expect(cli.sources).toContain(serviceClient);
    expect(cli.sources.filter((source) => /^electron\/(shell|main|preload)/.test(source))).toEqual([]);
    expect(cli.code).not.toMatch(/(require\(|from\s*)["']electron["']/);
  });

  test('starts without MSAL, zod, SignalR and the simulator: a warm token waits for none of them', () => {
    const folder = path.dirname(cli.file);
    const seen = new Map<string, string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      const code = readFileSync(file, 'utf8');
      seen.set(file, code);
      // Those that are asked for later are required within a callback.
      for (const [, target = ''] of code.matchAll(/(?<!=>\s*)require\(["'`](\.[^"'`]+)["'`]\)/g))
        follow(path.resolve(path.dirname(file), target));
    };
    follow(cli.file);
    expect(seen.size).toBeGreaterThan(1);
    expect([...seen.keys()].every((file) => file.startsWith(folder))).toBe(true);
    const all = [...seen.values()].join('\n');
    // Names of theirs that no minifier takes away.
    for (const word of [
      'acquireTokenSilent',
      '$ZodType',
      'serverTimeoutInMilliseconds',
      'The MAX Desk simulator is running',
    ]) {
      expect(cli.code).toContain(word);
      expect(all).not.toContain(word);
    }
  });

  /** What Node has loaded by the end of a command, of its own and of ours. */
  function loadedBy(args: readonly string[], env: Record<string, string> = {}): Set<string> {
    const hook = path.join(folder, 'hook.cjs');
    writeFileSync(hook, "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')));");
    const home = path.join(folder, 'home');
    const argv = ['--require', hook, cli.file, ...args, '--home', home];
    const { stderr } = spawnSync(process.execPath, argv, { env, encoding: 'utf8' });
    return new Set(stderr.split('\n').map((line) => line.replace('NativeModule ', '')));
  }
  const fetchItself = 'internal/deps/undici/undici';

  test('reads what is kept without Node’s http, tls, fetch and SQLite', () => {
    const loaded = loadedBy(['accounts', '--quiet']);
    expect(loaded).toContain('fs');
    // Node's net comes with a standard output that is a pipe.
    for (const name of ['http', 'https', 'tls', 'dns', 'sqlite', fetchItself])
      expect(loaded).not.toContain(name);
  });

  test('asks for a technical account’s token without fetch, zod and a store', async () => {
    const file = path.join(folder, 'connection.json');
    writeFileSync(file, fileWith({ 'identity.authority': `http://localhost:${await closedPort()}` }));
    const loaded = loadedBy(['token', '--connection', file, '--technical-account', 'x'], {
      MAX_DESK_PASSWORD: 'x',
    });
    expect(loaded).toContain('http');
    for (const name of ['https', 'sqlite', fetchItself]) expect(loaded).not.toContain(name);
  });

  test('runs alone, with nothing installed beside it', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [cli.file, '--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('SignalR’s bundle', () => {
  test('is beside main, which reads it only when it connects, and works with nothing installed beside it', async () => {
    expect(main.sources.filter((source) => source.includes('@microsoft/signalr'))).toEqual([]);
    const signalR = await bundle('signalr', 'signalr.cjs');
    try {
      const program = `const s = await import(${JSON.stringify(pathToFileURL(signalR.file).href)});
        const options = { httpClient: {}, WebSocket: {}, transport: s.HttpTransportType.WebSockets };
        console.log(new s.HubConnectionBuilder().withUrl('http://localhost/hub', options).build().state);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
      expect(stdout).toBe('Disconnected\n');
      // Here they are installed; where they are not, the first connection would fail.
      for (const { code } of [signalR, cli]) expect(code).not.toMatch(/["'`]eventsource["'`]/);
    } finally {
      await signalR.remove();
    }
  });
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
  });
});
