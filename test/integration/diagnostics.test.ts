import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: { isPackaged: false, getLocale: () => 'de-DE' } }));

import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createPolicy } from '../../electron/core/settings/policy.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { diagnosticsSource } from '../../electron/shell/diagnostics.ts';
import { createLog } from '../../electron/shell/log.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { noteForCanary } from '../fakes/canary.ts';
import { deskPorts } from '../fakes/desk.ts';
import { fakeKeyValue, fakeVault } from '../fakes/ports.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let folder: string;
let simulator: Simulator;
let desk: Desk;
let chosen: string | undefined;
const log = createLog();

beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-diagnostics-'));
  chosen = path.join(folder, 'diagnostics.zip');
  simulator = await start({ units: 5 });
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  const keyValue = fakeKeyValue();
  const vault = fakeVault();
  desk = createDesk(
    deskPorts({
      settings: fakeKeyValue(),
      policy: createPolicy([
        { values: { allowedHosts: ['secret.example.com'], logLevel: 'info' }, origin: 'policy.json' },
      ]),
      secrets: (events) => createSealedStore({ ...events, keyValue, vault, log }),
      browser: (url) => browser.open(url),
      log,
      chooseExportFile: async () => chosen,
      diagnostics: diagnosticsSource(path.join(folder, 'logs')),
    }),
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  desk.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

test('a file of diagnostics has versions, settings, state, a check and the log, and no secret (R29)', async () => {
  log.open(path.join(folder, 'logs'));
  // One that cannot be read is no reason to have nothing.
  mkdirSync(path.join(folder, 'logs', 'broken.log'));
  const connection = { text: JSON.stringify(simulator.connection), origin: '/home/sam/max.json' };
  await desk.open(connection, { remember: false, subscriptionKey: simulator.subscriptionKey });
  await desk.handlers.signIn(undefined);
  const { accessToken } = await desk.handlers.getToken(undefined);
  // What a careless line would log, and what a page might be made to say.
  log.warn(`sam.sample@example.com sent ${accessToken}`, { key: simulator.subscriptionKey });
  desk.handlers.reportPageError({
    where: 'error',
    name: accessToken.slice(0, 100),
    at: [`at ${accessToken}`],
  });
  desk.tell('internal');

  expect(await desk.handlers.saveDiagnostics(undefined)).toEqual({ file: chosen });

  const zip = unzipSync(readFileSync(chosen ?? ''));
  const files = Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
  expect(Object.keys(files).sort()).toEqual([
    'about.json',
    'connection-check.txt',
    'logs/broken.log',
    'logs/main.log',
    'settings.json',
    'state.json',
  ]);
  expect(JSON.parse(files['about.json'] ?? '')).toMatchObject({
    version: '1.2.3',
    node: process.versions.node,
    platform: process.platform,
  });
  expect(JSON.parse(files['settings.json'] ?? '')).toMatchObject({ theme: 'system', clipboardSeconds: 60 });
  expect(JSON.parse(files['state.json'] ?? '')).toMatchObject({
    connection: { identityHost: new URL(simulator.url).host },
    subscription: 'set',
    signIn: { phase: 'signed-in', accounts: 1, problem: null },
    storage: { kind: 'encrypted' },
    trouble: 'internal',
    managedByPolicy: ['allowedHosts', 'logLevel'],
  });
  expect(files['connection-check.txt']).toMatch(/passed\s+List of units\s+Units at localhost:\d+: 5\./);
  expect(files['logs/broken.log']).toMatch(/^It cannot be read \(it is not a file\)/);
  const lines = (files['logs/main.log'] ?? '').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toContain(
    'the page has an error',
  );
  const everything = Object.entries(files).flat().join('\n');
  noteForCanary(everything);
  for (const secret of [
    accessToken,
    simulator.subscriptionKey,
    'sam.sample',
    'Sam Sample',
    '/home/sam',
    'secret.example',
  ])
    expect(everything).not.toContain(secret);
});

test('nothing is saved when the person cancels', async () => {
  chosen = undefined;
  expect(await desk.handlers.saveDiagnostics(undefined)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('without a connection, and without a log, it says so', async () => {
  await desk.handlers.saveDiagnostics(undefined);
  const zip = unzipSync(readFileSync(chosen ?? ''));
  expect(Object.keys(zip)).not.toContain('logs/main.log');
  expect(strFromU8(zip['connection-check.txt'] ?? new Uint8Array())).toContain('There is no connection yet.');
});

test('a disk that refuses is a failure with its file (R37)', async () => {
  chosen = path.join(folder, 'nowhere/diagnostics.zip');
  await expect(desk.handlers.saveDiagnostics(undefined)).rejects.toMatchObject({
    code: 'storage',
    details: { file: chosen },
  });
});
