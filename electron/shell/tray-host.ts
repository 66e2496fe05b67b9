import type { BusCall } from '../core/linux/bus-messages.ts';
import type { SessionBus } from '../core/linux/session-bus.ts';
import type { MainWindow } from './main-window.ts';

/** How long a hidden window waits for a tray, ms: panels restart, and at login they may come later than the app. */
const patience = 10_000;

/** The name of the program that knows the icons and the trays that show them, and of its interface. */
const watcher = 'org.kde.StatusNotifierWatcher';
const isHostRegistered: BusCall = {
  to: watcher,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
  args: [watcher, 'IsStatusNotifierHostRegistered'],
};

/**
 * Calls `tell` with whether an icon in the tray is visible: at first, and after every change. On Linux it depends on
 * the desktop (GNOME has no tray by default), and Electron does not report it. A panel that starts owns the watcher's
 * name before it shows icons, and Chromium gives up an icon that it adds in between. If one panel replaces another,
 * `tell(true)` comes again: the new one does not know the earlier icons.
 */
export function watchTrayHost(bus: SessionBus, tell: (isThere: boolean) => void): void {
  /** A reply that something newer has overtaken is not heard. */
  let asked = 0;
  bus.onSignals(watcher, ({ member }) => {
    if (member !== 'StatusNotifierHostRegistered') return;
    asked += 1;
    tell(true);
  });
  bus.watchName(watcher, (isOwned) => {
    asked += 1;
    const question = asked;
    if (!isOwned) return tell(false);
    bus.call(isHostRegistered).then(
      ([is]) => question === asked && tell(is === true),
      () => question === asked && tell(false),
    );
  });
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
