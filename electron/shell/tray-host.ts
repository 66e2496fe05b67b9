import type { MainWindow } from './main-window.ts';
import { watchBusName } from './session-bus.ts';

/** How long a hidden window waits for a tray, ms: panels start anew, and at a login they may come later than the app. */
const patience = 10_000;

/**
 * Calls `tell` with whether an icon in the tray is seen: at first, and whenever that changes. Windows and macOS always have a
 * tray. On Linux it is the desktop's choice (GNOME has none by itself), and Electron does not tell. Where a panel takes the
 * place of another, `tell(true)` comes again: it does not know the icons of before.
 */
export function watchTrayHost(
  tell: (isThere: boolean) => void,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'linux') return void setImmediate(tell, true);
  watchBusName('org.kde.StatusNotifierWatcher', tell);
}

/**
 * Shows a hidden window that nobody could find any more, because no tray has been there for a while. Call what is returned at
 * the start, and whenever a tray has come or gone.
 */
export function showWithoutTray(
  hasTray: () => boolean,
  window: Pick<MainWindow, 'isHidden' | 'showInactive'>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    if (hasTray()) return;
    timer = setTimeout(() => {
      // The person may be typing elsewhere.
      if (window.isHidden()) window.showInactive();
    }, patience);
    timer.unref();
  };
}
