import { app } from 'electron';
import type { DisplayProtocol } from '../contract/names.ts';

/**
 * How windows reach the screen. Electron chooses before this code runs. Since 38 it follows the session, and its choice
 * is then one of its switches; 33 uses X11 unless the user has set that switch.
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
 * Whether a Wayland compositor restricts programs without the focus. It discards what they copy, even through X11
 * (KWin, `Clipboard::doHandleXfixesNotify`), may withhold shortcuts from them, and reports neither.
 */
export function isUnderCompositor(display: DisplayProtocol): boolean {
  return display === 'wayland' || display === 'xwayland';
}
