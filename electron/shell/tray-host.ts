import type { SessionBus } from '../core/linux/session-bus.ts';
import type { MainWindow } from './main-window.ts';

/** How long a hidden window waits for a tray, ms: panels restart, and at login they may come later than the app. */
const patience = 10_000;

/**
 * Calls `tell` with whether an icon in the tray is visible: at first, and after every change. On Linux it depends on
 * the desktop (GNOME has no tray by default), and Electron does not report it. If one panel replaces another,
 * `tell(true)` comes again: the new one does not know the earlier icons.
 */
export function watchTrayHost(bus: Pick<SessionBus, 'watchName'>, tell: (isThere: boolean) => void): void {
  bus.watchName('org.kde.StatusNotifierWatcher', tell);
}

/**
 * Shows a hidden window that the user could not find, because there has been no tray for a while. Call the returned
 * function at the start, and whenever a tray may have come or gone.
 */
export function showWithoutTray(
  hasTray: () => boolean,
  window: Pick<MainWindow, 'isHidden' | 'showInactive'>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    if (hasTray()) {
      clearTimeout(timer);
      timer = undefined;
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      // The user may be typing elsewhere.
      if (window.isHidden()) window.showInactive();
    }, patience).unref();
  };
}
