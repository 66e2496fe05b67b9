/**
 * Packs the app with electron-builder's real configuration but without a download: Electron's runtime is replaced by a
 * folder whose executable contains only the fuse wire. The result is inspected, not run.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { build, type Configuration, Platform } from 'electron-builder';
import { root } from '../bundles.ts';

/** The marker by which @electron/fuses finds the fuse wire in the executable, and the wire's version. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseVersion = 1;
/** The opposite of the required states, so that a fuse that was not set is noticed. */
const wrongFuses = '11110011';

export type Packed = Awaited<ReturnType<typeof packForInspection>>;

/**
 * Packs dist/ for Linux and reads the result.
 * @param config path of electron-builder's YAML file; rejects if it violates the schema
 */
export async function packForInspection(config: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-package-'));
  try {
    const unpacked = await packForLinux(path.join(folder, 'release'), {
      extends: config,
      electronDist: emptyRuntime(path.join(folder, 'electron')),
    });
    return {
      /** The caller removes it. */
      folder,
      /** The content of every file in the asar, by its path. */
      files: filesOf(path.join(unpacked, 'resources/app.asar')),
      fuses: await readFuses(path.join(unpacked, 'max-desk-window')),
    };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** Packs dist/ for Linux below `output` and returns the folder. Rejects if the configuration violates the schema. */
export async function packForLinux(output: string, config: Configuration): Promise<string> {
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: root,
    publish: 'never',
    config: {
      ...config,
      directories: { output },
      // A real release sets its own update feed.
      publish: { provider: 'generic', url: 'https://updates.invalid' },
    },
  });
  const unpacked = readdirSync(output).find((name) => /^linux.*-unpacked$/.test(name));
  if (unpacked === undefined) throw new Error(`electron-builder has left no app in ${output}.`);
  return path.join(output, unpacked);
}

/** The state of each fuse of an executable (or of a macOS bundle) in index order: "0" is off, "1" is on. */
export async function readFuses(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable);
  const states = Object.entries(wire).filter(([name]) => /^\d+$/.test(name));
  return states.map(([, state]) => String.fromCharCode(Number(state)));
}

function emptyRuntime(folder: string): string {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(fuseSentinel),
    Buffer.from([fuseVersion, wrongFuses.length]),
    Buffer.from(wrongFuses),
  ]);
  writeFileSync(path.join(folder, 'electron'), wire, { mode: 0o755 });
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(path.join(folder, name), '');
  return folder;
}

function filesOf(asar: string): Map<string, Buffer> {
  const names = listPackage(asar, { isPack: false }).map((name) => name.slice(1));
  const files = names.filter((name) => !('files' in statFile(asar, name)));
  return new Map(files.map((name) => [name.replaceAll('\\', '/'), extractFile(asar, name)]));
}
