import type {
  DeskPorts,
  DesktopPorts,
  DialogPorts,
  RunPorts,
  StoragePorts,
  WayPorts,
} from '../../electron/core/desk/desk-ports.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { noPolicy } from '../../electron/core/settings/policy.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { noUpdates } from '../../electron/core/updates/updates.ts';
import { directNetwork, openSocket } from './network.ts';
import { fakeClipboard, fakeKeyValue, fakeLog, fakeVault } from './ports.ts';

/** All ports of a desk in one type. */
export type DeskFakes = RunPorts &
  WayPorts &
  StoragePorts &
  DesktopPorts &
  DialogPorts &
  Omit<DeskPorts, 'run' | 'ways' | 'storage' | 'desktop' | 'dialogs'>;

/** The ports of a desk on a fresh computer, in an English session without a tray; `own` overrides them. */
export function deskPorts(own: Partial<DeskFakes> & Pick<DeskFakes, 'browser'>): DeskPorts {
  const log = own.log ?? fakeLog();
  const all: DeskFakes = {
    version: '1.2.3',
    systemLanguages: ['en-GB'],
    regionalLocale: 'en-GB',
    clock: systemClock,
    log,
    http: fetch,
    sockets: openSocket,
    network: directNetwork,
    proxyDoor: { knock: async () => undefined, forget: async () => undefined },
    settings: fakeKeyValue(),
    secrets: (events) => createSealedStore({ ...events, keyValue: fakeKeyValue(), vault: fakeVault(), log }),
    clipboard: fakeClipboard(),
    notify: () => undefined,
    isInFront: () => true,
    surroundings: () => ({ tray: false, display: 'system', bus: true, notifications: 'there' }),
    applySettings: () => undefined,
    printPage: async () => Buffer.from('%PDF-'),
    fillScreen: () => undefined,
    showMenu: () => undefined,
    chooseConnectionFile: async () => undefined,
    chooseExportFile: async () => undefined,
    confirm: async () => true,
    send: () => undefined,
    policy: noPolicy,
    updates: () => noUpdates,
    diagnostics: { versions: () => ({}), logs: async () => ({}), pack: async () => new Uint8Array() },
    firstPaint: painted(),
    ...own,
  };
  return { ...all, run: all, ways: all, storage: all, desktop: all, dialogs: all };
}

/** Of a window that is on the screen. */
function painted(): PromiseWithResolvers<void> {
  const paint = Promise.withResolvers<void>();
  paint.resolve();
  return paint;
}
