import { Notification } from 'electron';
import type { DisplayProtocol } from '../contract/names.ts';
import { createLinuxNotifications } from '../core/linux/notifications.ts';
import { busName, connectSessionBus } from '../core/linux/session-bus.ts';
import type { Log, Notice, Notifier, SurroundingsState } from '../core/ports.ts';
import { createNotifications } from './notifications.ts';
import { watchTrayHost } from './tray-host.ts';

export interface SurroundingsParts {
  log: Log;
  display: DisplayProtocol;
  onNotificationClick: (notice: Notice) => void;
}

/** The desktop around the window, parts of which may come and go while the app runs. */
export interface Surroundings {
  notify: Notifier;
  /** When the app quits: closes what is still shown. Takes half a second at most, and does not reject. */
  withdraw(): Promise<void>;
  state(): SurroundingsState;
  /** Calls `changed` after `state()` has changed, and `trayCame` if a new tray does not know our icon. */
  watch(tell: { changed: () => void; trayCame: () => void }): void;
}

/** On Linux these are separate programs, each of which may be missing; elsewhere they are parts of the system. */
export function createSurroundings(
  { log, display, onNotificationClick }: SurroundingsParts,
  platform: NodeJS.Platform = process.platform,
): Surroundings {
  if (platform !== 'linux') return partsOfTheSystem(log, display, onNotificationClick);
  const bus = connectSessionBus();
  const notifications = createLinuxNotifications(bus, log, onNotificationClick);
  let state: SurroundingsState = { tray: false, display, bus: true, notifications: 'there' };
  return {
    notify: notifications.notify,
    withdraw: notifications.withdraw,
    state: () => state,
    watch({ changed, trayCame }) {
      const set = (change: Partial<SurroundingsState>) => {
        state = { ...state, ...change };
        changed();
      };
      let hasFoundOne = false;
      /** Chromium adds its icon to a restarted tray by itself, but only if it found one at first. */
      let isForgotten = false;
      watchTrayHost(bus, (tray) => {
        if (tray && isForgotten) setImmediate(trayCame);
        isForgotten = !tray && !hasFoundOne;
        hasFoundOne ||= tray;
        set({ tray });
      });
      notifications.watch((is) => set({ notifications: is }));
      // The bus owns its own name as long as it exists.
      bus.watchName(busName, (isThere) => set({ bus: isThere }));
    },
  };
}

function partsOfTheSystem(
  log: Log,
  display: DisplayProtocol,
  onClick: (notice: Notice) => void,
): Surroundings {
  const notifications = Notification.isSupported() ? 'there' : 'missing';
  const { notify, withdraw } = createNotifications(log, onClick);
  return {
    notify,
    withdraw: async () => withdraw(),
    state: () => ({ tray: true, display, bus: true, notifications }),
    watch: ({ changed }) => void setImmediate(changed),
  };
}
