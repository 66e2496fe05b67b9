import type { Desk } from '../core/desk.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Log } from '../core/ports.ts';
import { trayModel } from '../core/tray/tray.ts';
import { runTrayAction, type TrayHost } from '../core/tray/tray-actions.ts';
import { displayProtocol, isUnderCompositor } from './display.ts';
import type { MainWindow } from './main-window.ts';
import type { Surroundings } from './surroundings.ts';
import { createTray, type TrayView } from './tray.ts';
import { showWithoutTray } from './tray-host.ts';

interface DeskTrayParts {
  log: Log;
  /** The folder of the icons. */
  folder: string;
  desk: Desk;
  window: MainWindow;
  around: Surroundings;
  quit: () => void;
}

/** The app's icon in the tray, and what its menu and the global shortcut do. */
export function createDeskTray({ log, folder, desk, window, around, quit }: DeskTrayParts) {
  const host: TrayHost = {
    ...desk,
    notify: around.notify,
    isInFront: window.isInFront,
    openWindow: window.bringToFront,
    copiesOnlyInFront: isUnderCompositor(displayProtocol()),
    quit,
  };
  let tray: TrayView | undefined;
  /** Whether there is an icon, and a desktop that shows it. */
  const isThere = () => tray !== undefined && around.state().tray;

  /** If the desktop refuses the icon, the window works without it. */
  function addIcon(): void {
    try {
      tray = createTray({
        folder,
        model: () => trayModel(desk.state(), desk.outages(), Date.now()),
        run(action) {
          log.info('chosen in the tray', { action: action.do });
          return runTrayAction(action, host);
        },
      });
    } catch (error) {
      log.warn('there is no tray', traceOf(error));
    }
  }

  return {
    isThere,
    copyToken: () => void runTrayAction({ do: 'copy', as: 'token' }, host),
    refresh: () => tray?.refresh(),
    /** Adds the icon, now and to each tray that comes later; without a tray, a hidden window is shown. */
    show(): void {
      addIcon();
      const mayHaveGone = showWithoutTray(isThere, window);
      mayHaveGone();
      around.watch({
        changed() {
          desk.publish();
          mayHaveGone();
        },
        trayCame: () => tray?.renew(),
      });
    },
  };
}
