import type { MainWindow } from './main-window.ts';
import type { SessionBus } from './session-bus.ts';

/** How long a hidden window waits for a tray, ms: panels start anew, and at a login they may come later than the app. */
const patience = 10_000;

/**
 * Calls `tell` with whether an icon in the tray is seen: at first, and whenever that changes. On Linux it is the desktop's choice
 * (GNOME has none by itself), and Electron does not tell. Where a panel takes the place of another, `tell(true)` comes again: it
 * does not know the icons of before.
 */
export function watchTrayHost(bus: Pick<SessionBus, 'watchName'>, tell: (isThere: boolean) => void): void {
  bus.watchName('org.kde.StatusNotifierWatcher', tell);
}

/**
 * Shows a hidden window that nobody could find any more, because no tray has been there for a while. Call what is returned at
 * the start, and whenever a tray may have come or gone.
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
    }
    if (hasTray() || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      // The person may be typing elsewhere.
      if (window.isHidden()) window.showInactive();
    }, patience);
    timer.unref();
  };
}
