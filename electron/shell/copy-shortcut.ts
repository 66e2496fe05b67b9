import { globalShortcut } from 'electron';
import type { RegisterShortcut } from '../core/clipboard/copy-shortcut.ts';

/** Registers one global shortcut at a time; the desktop frees it when the app ends. */
export function createRegisterShortcut(run: () => void): RegisterShortcut {
  return (keys) => {
    globalShortcut.unregisterAll();
    if (keys === '') return true;
    try {
      return globalShortcut.register(keys, run);
    } catch {
      // Not a valid shortcut on this system.
      return false;
    }
  };
}
