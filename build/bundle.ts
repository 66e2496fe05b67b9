/** Builds dist/: main, preload, simulator, command line and renderer. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { bundles, dist, root } from './bundles.ts';

const stamp = path.join(dist, '.stamp');

/** Builds unless dist/ is up to date. */
export async function ensureBuilt(): Promise<void> {
  if (!isBuilt()) await buildAll();
}

/** Whether dist/ was built from the current sources. */
export function isBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Builds everything from scratch. */
export async function buildAll(): Promise<void> {
  const sources = fingerprint();
  rmSync(dist, { recursive: true, force: true });
  await inProduction(() =>
    Promise.all([
      ...Object.values(bundles).map((bundle) => build(bundle)),
      build({ configFile: path.join(root, 'build/vite.renderer.config.ts'), logLevel: 'warn' }),
    ]),
  );
  cpSync(path.join(root, 'build/resources/tray'), path.join(dist, 'tray'), { recursive: true });
  // The window's icon on Linux.
  cpSync(path.join(root, 'build/resources/icons/128x128.png'), path.join(dist, 'icon.png'));
  // Executable, because `npm link` and a global installation run it as a program, also after the next build.
  chmodSync(path.join(dist, 'cli.cjs'), 0o755);
  writeFileSync(stamp, sources);
}

/**
 * Runs `work` with NODE_ENV "production" and restores it afterwards, so that the build is the same for every caller: a
 * test runner sets "test", with which Vite would use React's development version, including paths of this computer.
 */
export async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

/** A hash of names, sizes and modification times of all source files. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const place of ['electron', 'renderer', 'build', 'package.json', 'package-lock.json']) {
    for (const file of filesBelow(path.join(root, place))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesBelow(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
