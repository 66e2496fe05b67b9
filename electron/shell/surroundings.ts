import { Notification } from 'electron';
import type { DisplayProtocol } from '../contract/names.ts';
import type { Log, Notifier, SurroundingsState } from '../core/ports.ts';
import { createLinuxNotifications } from './linux-notifications.ts';
import { createNotifications } from './notifications.ts';
import { busName, connectSessionBus } from './session-bus.ts';
import { watchTrayHost } from './tray-host.ts';

/** A tray is asked for its icons before it is ready for them, ms. */
const settling = 500;

export interface SurroundingsParts {
  log: Log;
  display: DisplayProtocol;
  /** A notification was clicked. */
  onNotificationClick: () => void;
}

/** The desktop around the window: what of it is there, which may come and go while the app runs. */
export interface Surroundings {
  notify: Notifier;
  /** At the end of the app: takes back what is still shown of it. Takes half a second at most, and does not reject. */
  withdraw(): Promise<void>;
  state(): SurroundingsState;
  /** Calls `changed` after `state()` has changed, and `trayCame` when a tray has come that does not know our icon. */
  watch(tell: { changed: () => void; trayCame: () => void }): void;
}

/** On Linux these are other programs, of which each may be missing; elsewhere they are parts of the system. */
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
      /** Chromium gives its icon to a tray that is started anew by itself, but only where it has found one at first. */
      let isForgotten = false;
      watchTrayHost(bus, (tray) => {
        if (tray && isForgotten) setTimeout(trayCame, settling);
        isForgotten = !tray && !hasFoundOne;
        hasFoundOne ||= tray;
        set({ tray });
      });
      notifications.watch((is) => set({ notifications: is }));
      // The bus has its own name for as long as it is there.
      bus.watchName(busName, (isThere) => set({ bus: isThere }));
    },
  };
}

function partsOfTheSystem(log: Log, display: DisplayProtocol, onClick: () => void): Surroundings {
  const notifications = Notification.isSupported() ? 'there' : 'missing';
  const { notify, withdraw } = createNotifications(log, onClick);
  return {
    notify,
    withdraw: async () => withdraw(),
    state: () => ({ tray: true, display, bus: true, notifications }),
    watch: ({ changed }) => void setImmediate(changed),
  };
}
