/**
 * Packs the app for Linux with an Electron that runs here and the real configuration. The registry's Electron lacks
 * APIs that the app needs, so in that package main first loads the file that adds them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Configuration } from 'electron-builder';
import { dist, root } from '../bundles.ts';
import type { Account } from '../electron/ordinary-user.ts';
import type { ElectronRuntime } from '../electron/runtime.ts';
import { packForLinux } from './package-inspection.ts';

/** Packs the app into `folder`, readable for everybody, and returns its executable. */
export async function packToRun(folder: string, electron: ElectronRuntime): Promise<string> {
  const unpacked = await packForLinux(path.join(folder, 'release'), {
    extends: path.join(root, 'build/electron-builder.yml'),
    electronDist: path.dirname(electron.file),
    electronVersion: electron.version,
    // The default app of an Electron without an app, which the specs rely on.
    afterExtract: async ({ appOutDir }) => {
      for (const name of ['app', 'default_app.asar'])
        rmSync(path.join(appOutDir, 'resources', name), { recursive: true, force: true });
    },
    ...(electron.origin === 'registry' ? withCompat(path.join(folder, 'compat')) : {}),
  });
  for (const each of [folder, path.dirname(unpacked), unpacked]) chmodSync(each, 0o755);
  // This owner and mode enable Chromium's sandbox without user namespaces, as after an installation.
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

/** Why Chromium's sandbox is not available here, in its own words; undefined if it is. */
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
