/** Where the app's files live: `app.getPath`. */
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

/** `getPath` and `setPath` for the app of this name; `userDataSwitch` is the value of `--user-data-dir`, if given. */
export function createPaths(name: () => string, userDataSwitch: () => string | undefined) {
  const changed = new Map<string, string>();
  const home = homedir();
  const getPath = (key: string): string => {
    const set = changed.get(key);
    if (set) return set;
    switch (key) {
      case 'home':
        return home;
      case 'appData':
        return appData(home);
      case 'userData':
        return userDataSwitch() ?? path.join(getPath('appData'), name());
      case 'sessionData':
        return getPath('userData');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return process.argv[0] ?? process.execPath;
      case 'logs':
        return path.join(getPath('userData'), 'logs');
      case 'crashDumps':
        return path.join(getPath('userData'), 'Crashpad');
      case 'desktop':
      case 'documents':
      case 'downloads':
        return path.join(home, key.charAt(0).toUpperCase() + key.slice(1));
      default:
        throw new Error(`Failed to get '${key}' path`);
    }
  };
  const setPath = (key: string, value: string): void => {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute');
    mkdirSync(value, { recursive: true });
    changed.set(key, value);
  };
  return { getPath, setPath };
}

function appData(home: string): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] || path.join(home, '.config');
}
