/** The Linux packages that the specs on Electron need, and the apt command that installs the missing ones. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { SetupProblem } from './problem.ts';

/** Programs, and files by their absolute path, with the Debian package of each. */
const programs: Record<string, string> = {
  // A display, its window manager, a session bus and a keyring.
  Xvfb: 'xvfb',
  openbox: 'openbox',
  'dbus-daemon': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  // A desktop: panel, settings and notifications; and tools to control and inspect it.
  'xfce4-panel': 'xfce4-panel',
  'xfconf-query': 'xfconf',
  dunst: 'dunst',
  xdotool: 'xdotool',
  wmctrl: 'wmctrl',
  xprop: 'x11-utils',
  xclip: 'xclip',
  import: 'imagemagick',
  // Two monitors.
  '/usr/lib/xorg/Xorg': 'xserver-xorg-core',
  '/usr/lib/xorg/modules/drivers/dummy_drv.so': 'xserver-xorg-video-dummy',
  xrandr: 'x11-xserver-utils',
  // A headless Wayland compositor, and tools to control and inspect it.
  sway: 'sway',
  wtype: 'wtype',
  'wl-paste': 'wl-clipboard',
};
/** Libraries that Electron is linked to, with their package names in newer and older Debian releases. */
const libraries: Record<string, readonly string[]> = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libnotify.so.4': ['libnotify4'],
};

/** The missing Debian packages; none on macOS and Windows. */
export function missingPackages(): string[] {
  if (process.platform !== 'linux') return [];
  const absent = Object.entries(programs).filter(([program]) => !isOnPath(program));
  return [...absent.map(([, name]) => name), ...missingLibraries()];
}

function missingLibraries(): string[] {
  const known = knownLibraries();
  return Object.keys(libraries)
    .filter((library) => !known.includes(library))
    .map(debianName);
}

/** Throws `SetupProblem` if Electron cannot be loaded because a library is missing. */
export function requireLibraries(): void {
  const missing = process.platform === 'linux' ? missingLibraries() : [];
  if (missing.length === 0) return;
  throw new SetupProblem(
    `Electron needs libraries that are not here. On Debian or Ubuntu: ${aptLine(missing)}`,
  );
}

/**
 * Installs missing packages if that needs no interaction: as root, or with sudo without a password. Announces it first.
 * Otherwise throws `SetupProblem` with the command for the user.
 */
export function installMissing(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const line = aptLine(missing);
  const prefix = rightsToInstall();
  if (!isOnPath('apt-get') || prefix === undefined) throw new SetupProblem(lacking(line));
  console.error(`Installing what the specs on Electron need:\n  ${line}`);
  if (
    !apt(prefix, ['update', '-qq']) ||
    !apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...missing])
  )
    throw new SetupProblem(`That failed, see above. ${lacking(line)}`);
}

/** Throws `SetupProblem` if a package is missing. */
export function requirePackages(): void {
  const missing = missingPackages();
  if (missing.length > 0) throw new SetupProblem(lacking(aptLine(missing)));
}

/** Why a test desktop cannot run here; undefined if it can. */
export function whyNoDesktop(): string | undefined {
  if (process.platform !== 'linux') return 'A Linux desktop is tested on Linux only.';
  const missing = missingPackages();
  return missing.length > 0 ? lacking(aptLine(missing)) : undefined;
}

function lacking(line: string): string {
  return `The specs on Electron need programs that are not here. On Debian or Ubuntu: ${line}`;
}

function aptLine(packages: readonly string[]): string {
  return `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

function rightsToInstall(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  const asked = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return asked.status === 0 ? ['sudo', '-n'] : undefined;
}

function apt(prefix: readonly string[], args: readonly string[]): boolean {
  const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  // A file with an absolute path may be something else than a program.
  const kind = path.isAbsolute(program) ? constants.F_OK : constants.X_OK;
  return folders.some((folder) => {
    try {
      accessSync(path.resolve(folder, program), kind);
      return true;
    } catch {
      return false;
    }
  });
}

/** The output of ldconfig. Empty without ldconfig; then all packages count as missing. */
function knownLibraries(): string {
  try {
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8', env });
  } catch {
    return '';
  }
}

/** The package name that this Debian release knows. */
function debianName(library: string): string {
  const names = libraries[library] ?? [];
  const known = names.find((name) => {
    const { status, stdout } = spawnSync('apt-cache', ['show', name], { encoding: 'utf8' });
    return status === 0 && stdout !== '';
  });
  return known ?? names.at(-1) ?? library;
}
