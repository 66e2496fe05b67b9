import { globalShortcut } from 'electron';
import type { RegisterShortcut } from '../core/copy-shortcut.ts';

/** Registers one shortcut with the desktop at a time; the desktop frees it when the app ends. */
export function createRegisterShortcut(run: () => void): RegisterShortcut {
  return (keys) => {
    globalShortcut.unregisterAll();
    if (keys === '') return true;
    try {
      return globalShortcut.register(keys, run);
    } catch {
      // Not a shortcut to this system.
      return false;
    }
  };
}

/** Under Wayland it is the compositor's choice whether a shortcut ever reaches a program, and it does not tell. */
export function shortcutsAreUncertain(): boolean {
  const { XDG_SESSION_TYPE, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && (XDG_SESSION_TYPE === 'wayland' || Boolean(WAYLAND_DISPLAY));
}
