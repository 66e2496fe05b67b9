import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const watcher = 'org.kde.StatusNotifierWatcher';
const bus = 'org.freedesktop.DBus';
/** Whichever of them is installed asks the same. */
const questions: readonly [command: string, args: readonly string[]][] = [
  [
    'dbus-send',
    ['--session', '--print-reply', `--dest=${bus}`, '/', `${bus}.NameHasOwner`, `string:${watcher}`],
  ],
  ['gdbus', ['call', '--session', '-d', bus, '-o', '/', '-m', `${bus}.NameHasOwner`, watcher]],
];

/**
 * Whether an icon in the tray is seen. Windows and macOS always have a tray. On Linux it is the desktop's choice (GNOME
 * has none by itself), and Electron does not tell: the session's bus is asked who shows such icons. Never rejects.
 */
export async function hasTrayHost(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of questions) {
    try {
      const { stdout } = await promisify(execFile)(command, [...args], { timeout: 2_000 });
      return /\btrue\b/.test(stdout);
    } catch {
      // Not installed, or there is no bus.
    }
  }
  return false;
}
