/** The command line as an npm package, without the window and the build scripts. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import about from '../../package.json' with { type: 'json' };
import { root } from '../bundles.ts';

/** The only dependency that is not bundled is the native module of the keyring. */
const { name, version, description, license, bin, dependencies } = about;

/** Packs dist/ into this folder and returns the path of the package. */
export function packCommandLine(folder: string): string {
  const stage = mkdtempSync(path.join(tmpdir(), 'max-desk-cli-'));
  try {
    for (const file of ['LICENSE', 'README.md', 'dist/cli.cjs', 'dist/cli']) {
      const filter = (name: string) => !name.endsWith('.map');
      cpSync(path.join(root, file), path.join(stage, file), { recursive: true, filter });
    }
    // Unlike the repository, the package does not include Node.
    const manifest = {
      name,
      version,
      description,
      license,
      bin,
      engines: { node: '>=24.5' },
      dependencies,
    };
    writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return pack(stage, folder);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function pack(stage: string, folder: string): string {
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: stage, shell });
  const packed = readdirSync(stage).find((file) => file.endsWith('.tgz'));
  if (status !== 0 || packed === undefined) throw new Error('npm pack failed.');
  const file = path.join(folder, `${name}-cli-${version}.tgz`);
  cpSync(path.join(stage, packed), file);
  return file;
}
