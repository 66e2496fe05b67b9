/** Finds the unpacked app that electron-builder has packaged for this system. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';

/**
 * The program to start (on macOS the executable in the bundle), the path for @electron/fuses, and the asar. Throws if
 * there is no package for this system.
 */
export function packagedApp() {
  const release = path.join(root, 'release');
  const wanted =
    { darwin: /^mac/, win32: /^win.*-unpacked$/ }[process.platform as string] ?? /^linux.*-unpacked$/;
  const found = readdirSync(release).find((name) => wanted.test(name));
  if (found === undefined) throw new Error(`Nothing in ${release} was packaged for this system.`);
  const folder = path.join(release, found);
  if (process.platform === 'darwin') {
    const bundle = path.join(folder, 'MAX Desk.app');
    return {
      executable: path.join(bundle, 'Contents/MacOS/MAX Desk'),
      fuses: bundle,
      asar: path.join(bundle, 'Contents/Resources/app.asar'),
    };
  }
  const executable = path.join(folder, process.platform === 'win32' ? 'MAX Desk.exe' : 'max-desk-window');
  return { executable, fuses: executable, asar: path.join(folder, 'resources/app.asar') };
}
