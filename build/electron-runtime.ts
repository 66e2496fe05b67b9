/** Electron's runtime, if it was downloaded. Found by its files: asking the package itself would start the download. */
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type ElectronRuntime = { file: string } | { missing: string };

/** The executable, or the reason why there is none. */
export function electronRuntime(): ElectronRuntime {
  const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../node_modules/electron');
  const { ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const distribution = ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist');
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const there = readFileSync(path.join(distribution, 'version'), 'utf8').trim().replace(/^v/, '');
    if (there !== version)
      return { missing: `the runtime in ${distribution} is ${there}, the package ${version}` };
    const file = path.join(distribution, readFileSync(path.join(folder, 'path.txt'), 'utf8').trim());
    accessSync(file, constants.X_OK);
    return { file };
  } catch {
    return {
      missing: `no runtime in ${path.relative(process.cwd(), distribution)}; install-electron downloads it`,
    };
  }
}
