import { app } from 'electron';
import type { DisplayProtocol } from '../contract/names.ts';

/**
 * How windows get onto the screen. Electron chooses before this code runs. Since 38 it chooses by the session, and its choice is
 * then among its switches; 33 uses X11 unless the person has given that switch.
 */
export function displayProtocol(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): DisplayProtocol {
  if (platform !== 'linux') return 'system';
  if (app.commandLine.getSwitchValue('ozone-platform') === 'wayland') return 'wayland';
  const { XDG_SESSION_TYPE, WAYLAND_DISPLAY } = env;
  return XDG_SESSION_TYPE === 'wayland' || WAYLAND_DISPLAY ? 'xwayland' : 'x11';
}

/**
 * Whether a Wayland compositor decides what a program without the focus may do. It drops what that program copies, also when it
 * comes by X11 (KWin, `Clipboard::doHandleXfixesNotify`), may keep shortcuts from it, and tells nothing of either.
 */
export function isUnderCompositor(display: DisplayProtocol): boolean {
  return display === 'wayland' || display === 'xwayland';
}
