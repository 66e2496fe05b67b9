/** The displays of a test session: an X screen, an X display with two monitors, or a Wayland compositor. */
import { type ChildProcess, execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { SessionParts } from './desktop-parts.ts';
import { giveTo, ordinaryUser } from './ordinary-user.ts';

/** `monitors`: two monitors side by side, connected and disconnected with xrandr. */
export type DisplayKind = 'screen' | 'monitors' | 'wayland';

/** Starts a display, and a window manager if that is a separate program. Resolves when programs can show windows. */
export async function startDisplay(kind: DisplayKind, parts: SessionParts): Promise<ChildProcess> {
  if (kind === 'wayland') return startCompositor(parts);
  const display = kind === 'screen' ? await startScreen(parts) : await startMonitors(parts);
  parts.start('openbox', ['--sm-disable', '--config-file', path.join(parts.folder, 'openbox.xml')]);
  return display;
}

async function startScreen(parts: SessionParts): Promise<ChildProcess> {
  return startX11('Xvfb', ['-screen', '0', parts.size], parts);
}

/**
 * Xvfb has one output, and Chromium shows at most one display per output, even after `xrandr --setmonitor`. The real X
 * server has 16 outputs with its dummy driver.
 */
async function startMonitors(parts: SessionParts): Promise<ChildProcess> {
  const { env, folder, size, user } = parts;
  const [mode = ''] = /^\d+x\d+/.exec(size) ?? [];
  const config = path.join(folder, 'xorg.conf');
  writeFileSync(config, xorgSettings(mode));
  if (user) giveTo(user, [config]);
  const log = ['-logfile', path.join(folder, 'xorg.log')];
  // It must not look for a terminal, because there is none.
  const args = ['-novtswitch', '-sharevts', '-noreset', '-config', config, ...log];
  const server = await startX11('/usr/lib/xorg/Xorg', args, parts);
  await promisify(execFile)('xrandr', ['--addmode', 'DUMMY1', mode], { env });
  await setSecondMonitor(env, mode);
  return server;
}

/** Connects the second monitor to the right of the first one with this mode (`1400x900`), or disconnects it. */
export async function setSecondMonitor(env: Record<string, string>, mode: string | 'off'): Promise<void> {
  const how = mode === 'off' ? ['--off'] : ['--mode', mode, '--right-of', 'DUMMY0'];
  const xrandr = (...args: string[]) => promisify(execFile)('xrandr', args, { env });
  await xrandr('--output', 'DUMMY1', ...how);
  // The server detects changes only when it is queried.
  await xrandr('--query');
}

async function startX11(command: string, args: string[], parts: SessionParts): Promise<ChildProcess> {
  const { env, start, firstLine } = parts;
  const server = start(command, ['-displayfd', '3', '-nolisten', 'tcp', ...args]);
  env['DISPLAY'] = `:${await firstLine(command, server, server.stdio[3] as Readable)}`;
  return server;
}

/** A headless compositor without X11. It refuses to run as root, so for root it runs as an ordinary user. */
async function startCompositor(parts: SessionParts): Promise<ChildProcess> {
  const { env, folder, size, user, start, firstLine } = parts;
  const own = path.join(folder, 'compositor');
  mkdirSync(own, { mode: 0o700, recursive: true });
  const config = path.join(own, 'sway.conf');
  writeFileSync(config, swaySettings(size));
  const account = user ?? ordinaryUser();
  if (account) giveTo(account, [own, config]);
  // The compositor needs access to its own folder.
  chmodSync(folder, 0o711);
  delete env['DISPLAY'];
  env['XDG_SESSION_TYPE'] = 'wayland';
  const variables = {
    XDG_RUNTIME_DIR: own,
    // Without these, it looks for a graphics card and for a user's seat.
    WLR_BACKENDS: 'headless',
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
  };
  const values = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const command = ['env', ...values, 'sway', '--config', config];
  const [first = '', ...rest] = user ? command : [...asOrdinaryUser(), ...command];
  const sway = start(first, rest);
  const [socket = '', display = ''] = (await firstLine('sway', sway, sway.stdout)).split(' ');
  env['SWAYSOCK'] = socket;
  env['WAYLAND_DISPLAY'] = path.join(own, display);
  // Provides a keyboard as long as it waits: without a keyboard no window gets the focus.
  start('wtype', ['-s', '86400000']);
  return sway;
}

function asOrdinaryUser(): string[] {
  const account = ordinaryUser();
  return account ? ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : [];
}

function swaySettings(size: string): string {
  const [mode = ''] = /^\d+x\d+/.exec(size) ?? [];
  return `xwayland disable
output HEADLESS-1 resolution ${mode}
for_window [title=".*"] floating enable, border none
exec "echo $SWAYSOCK $WAYLAND_DISPLAY"
`;
}

function xorgSettings(mode: string): string {
  return `Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "device"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "device"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${mode}"
    Virtual 4096 2048
  EndSubSection
EndSection
`;
}
