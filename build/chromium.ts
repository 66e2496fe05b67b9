/**
 * Finds a Chromium: the "system browser" for signing in, in end-to-end tests and screenshots. The app itself runs on
 * Electron.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';

export interface Chromium {
  file: string;
  /** Additional environment variables for the browser's process; usually empty. */
  env: Record<string, string>;
}

/**
 * The file in MAX_DESK_CHROMIUM, else the headless browser from the npm package `@sparticuz/chromium` (Linux x64), so
 * that tests run on the same browser everywhere, else an installed Chrome, Edge or Chromium. Undefined if there is none.
 * Throws if the file in MAX_DESK_CHROMIUM does not exist.
 */
export async function findChromium(): Promise<Chromium | undefined> {
  const named = process.env['MAX_DESK_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`MAX_DESK_CHROMIUM names a file that does not exist: ${named}`);
    return { file: named, env: {} };
  }
  return (await packagedChromium()) ?? installedChromium();
}

async function installedChromium(): Promise<Chromium | undefined> {
  for (const file of installedCandidates()) {
    if (existsSync(file) && !(await isSnap(file))) return { file, env: {} };
  }
  return undefined;
}

function installedCandidates(): string[] {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
    const folders = ['/Applications', path.join(homedir(), 'Applications')];
    return folders.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
      (name) => process.env[name] ?? '',
    );
    const names = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return names.flatMap((name) => folders.filter(Boolean).map((folder) => path.join(folder, name)));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chromium', 'chromium-browser'];
  return names.map((name) => `/usr/bin/${name}`);
}

/** A snap cannot read a profile outside its own folder; Ubuntu's `chromium-browser` is a script that starts a snap. */
async function isSnap(file: string): Promise<boolean> {
  const real = await realpath(file);
  if (real.includes('/snap')) return true;
  if ((await stat(real)).size > 65_536) return false;
  return (await readFile(real, 'utf8')).includes('/snap/');
}

async function packagedChromium(): Promise<Chromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = await unpackedFolder();
  if (!folder) return undefined;
  const file = path.join(folder, 'chromium');
  const env: Record<string, string> = {};
  if (lacksLibraries(file)) {
    env['LD_LIBRARY_PATH'] = [path.join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']]
      .filter(Boolean)
      .join(':');
  }
  if (!(await hasFonts())) env['FONTCONFIG_FILE'] = path.join(folder, 'fonts.conf');
  return { file, env };
}

/** The unpacked package: in node_modules/.cache, or in the temporary folder if that is not writable. */
async function unpackedFolder(): Promise<string | undefined> {
  const entry = packageEntry();
  if (!entry) return undefined;
  const about: { version: string } = JSON.parse(
    await readFile(path.join(path.dirname(entry), '../package.json'), 'utf8'),
  );
  const name = `max-desk-chromium-${about.version}`;
  const cache = path.resolve(import.meta.dirname, '../node_modules/.cache');
  const places = [path.join(cache, name), path.join(tmpdir(), `${name}-${userInfo().username}`)];
  const ready = places.find((place) => existsSync(path.join(place, 'chromium')));
  if (ready) return ready;
  for (const place of places) {
    try {
      await mkdir(path.dirname(place), { recursive: true });
      await unpack(entry, place);
      return place;
    } catch (error) {
      if (!isReadOnly(error)) throw error;
    }
  }
  return undefined;
}

function packageEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return undefined; // not installed: it is optional
  }
}

function isReadOnly(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EACCES', 'EROFS', 'EPERM'].includes(String(error.code))
  );
}

/**
 * The package unpacks file by file into the temporary folder and treats a half-written file as complete. So it gets its
 * own temporary folder, which is renamed when it is complete: of two concurrent processes, one wins.
 */
async function unpack(entry: string, place: string): Promise<void> {
  const staging = await mkdtemp(`${place}-unpacking-`);
  try {
    await runUnpacker(entry, staging);
    await writeFile(path.join(staging, 'fonts.conf'), fontsConfiguration(place));
    await rename(staging, place);
  } catch (error) {
    if (!existsSync(path.join(place, 'chromium'))) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function runUnpacker(entry: string, folder: string): Promise<void> {
  const archive = path.join(path.dirname(entry), '../bin/al2023.tar.br');
  // Only executablePath(): the package's own `args` would disable web security.
  const script = `import chromium, { inflate } from ${JSON.stringify(entry)};
    await chromium.executablePath();
    await inflate(${JSON.stringify(archive)});`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Unpacking @sparticuz/chromium ended with ${code}`)),
    );
  });
}

function lacksLibraries(file: string): boolean {
  const { status, stdout } = spawnSync('ldd', [file], { encoding: 'utf8' });
  return status !== 0 || stdout.includes('not found');
}

async function hasFonts(): Promise<boolean> {
  const home = homedir();
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    `${home}/.fonts`,
    `${home}/.local/share/fonts`,
  ];
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    if (names.some((name) => /\.(ttf|ttc|otf|pfb)$/i.test(name))) return true;
  }
  return false;
}

function fontsConfiguration(place: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${place}/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
}
