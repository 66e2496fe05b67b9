/**
 * Packs the app for this Linux with an Electron that runs here, by the same rules as for people. The registry's Electron lacks what
 * the app asks of a newer one: in that package alone, main begins with the file that adds it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Configuration } from 'electron-builder';
import { dist, root } from './bundles.ts';
import type { Account } from './electron/ordinary-user.ts';
import type { ElectronRuntime } from './electron/runtime.ts';
import { packForLinux } from './package-inspection.ts';

/** The executable of the app that is packed into `folder`, which everybody may then read. */
export async function packToRun(folder: string, electron: ElectronRuntime): Promise<string> {
  const unpacked = await packForLinux(path.join(folder, 'release'), {
    extends: path.join(root, 'build/electron-builder.yml'),
    electronDist: path.dirname(electron.file),
    electronVersion: electron.version,
    // What an Electron without an app starts, on which the specs rely.
    afterExtract: async ({ appOutDir }) => {
      for (const name of ['app', 'default_app.asar'])
        rmSync(path.join(appOutDir, 'resources', name), { recursive: true, force: true });
    },
    ...(electron.origin === 'registry' ? withCompat(path.join(folder, 'compat')) : {}),
  });
  for (const each of [folder, path.dirname(unpacked), unpacked]) chmodSync(each, 0o755);
  // With this owner and mode Chromium has its sandbox without user namespaces too, as after an installation.
  if (process.getuid?.() === 0) chmodSync(sandboxIn(unpacked), 0o4755);
  return path.join(unpacked, 'max-desk-window');
}

function withCompat(folder: string): Configuration {
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(dist, 'compat.cjs'), path.join(folder, 'compat.cjs'));
  writeFileSync(path.join(folder, 'with-compat.cjs'), "require('./compat.cjs');\nrequire('./main.cjs');\n");
  return {
    extraMetadata: { main: 'dist/with-compat.cjs' },
    linux: { files: [{ from: folder, to: 'dist' }] },
  };
}

/** Why Chromium's sandbox cannot be had here, in its own words; undefined where it can. */
export function sandboxProblem(executable: string, user: Account | undefined): string | undefined {
  if (user === undefined) {
    const { status, stderr } = spawnSync('unshare', ['-Ur', 'true'], { encoding: 'utf8' });
    return status === 0 ? undefined : `no user namespaces (${stderr.trim()})`;
  }
  const env = { SBX_CHROME_API_RQ: '1' };
  const { stderr } = spawnSync(sandboxIn(path.dirname(executable)), ['true'], {
    ...user,
    env,
    encoding: 'utf8',
  });
  return /^(?:The setuid sandbox is not running as root|Failed to move to new namespace).*$/m.exec(
    stderr,
  )?.[0];
}

const sandboxIn = (folder: string) => path.join(folder, 'chrome-sandbox');
