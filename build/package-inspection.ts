/**
 * Packs the app with electron-builder's own rules, without a download: instead of Electron's runtime there is a folder whose
 * executable holds nothing but the wire of fuses. What comes out is looked into, not run.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { build, type Configuration, Platform } from 'electron-builder';
import { root } from './bundles.ts';

/** How @electron/fuses finds the wire in Electron's executable, and what stands before the states. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseVersion = 1;
/** Each the opposite of what we want, so that a fuse that is not set shows. */
const wrongFuses = '11110011';

export interface Packed {
  /** Path of every file in the asar, as it stands there, with its text. */
  files: Map<string, Buffer>;
  /** As `readFuses` has them. */
  fuses: string[];
  /** The folder with everything; the caller removes it. */
  folder: string;
}

/**
 * Packs what is in dist/ for Linux and reads it back.
 * @param config of electron-builder, as YAML; errors of its schema reject
 */
export async function packForInspection(config: string): Promise<Packed> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-package-'));
  try {
    const unpacked = await packForLinux(path.join(folder, 'release'), {
      extends: config,
      electronDist: emptyRuntime(path.join(folder, 'electron')),
    });
    return {
      folder,
      files: filesOf(path.join(unpacked, 'resources/app.asar')),
      fuses: await readFuses(path.join(unpacked, 'max-desk-window')),
    };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** Packs what is in dist/ for Linux into a folder below `output`, and returns that. Errors of electron-builder's schema reject. */
export async function packForLinux(output: string, config: Configuration): Promise<string> {
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: root,
    publish: 'never',
    config: {
      ...config,
      directories: { output },
      // Whoever packages for real names their own feed.
      publish: { provider: 'generic', url: 'https://updates.invalid' },
    },
  });
  const unpacked = readdirSync(output).find((name) => /^linux.*-unpacked$/.test(name));
  if (unpacked === undefined) throw new Error(`electron-builder has left no app in ${output}.`);
  return path.join(output, unpacked);
}

/** The state of each fuse of an executable (on macOS of a bundle), in the order of their indexes: "0" is off, "1" is on. */
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
  const names = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/').slice(1));
  const entries = names.flatMap((name): [string, Buffer][] => {
    const content: unknown = extract(asar, name);
    return Buffer.isBuffer(content) ? [[name, content]] : [];
  });
  return new Map(entries);
}

/** A folder has no content, and says so by throwing. */
function extract(asar: string, name: string): Buffer | undefined {
  try {
    return extractFile(asar, name);
  } catch {
    return undefined;
  }
}
