import type { EventName, EventValue } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Settings } from '../../contract/settings.ts';
import type { ConnectionText } from '../connections/known-connections.ts';
import type { RegisterShortcut } from '../copy-shortcut.ts';
import type { DiagnosticsSource } from '../diagnostics/diagnostics.ts';
import type { DoctorNetwork } from '../doctor/doctor.ts';
import type { SaveKind } from '../export/saving.ts';
import type {
  Clipboard,
  Clock,
  Http,
  KeyValue,
  Log,
  Notifier,
  Sockets,
  SurroundingsState,
} from '../ports.ts';
import type { ProxyDoor } from '../proxy/proxy-door.ts';
import type { Policy } from '../settings/policy.ts';
import type { SealedStore, SealedStoreEvents } from '../storage/sealed-store.ts';
import type { Updates, UpdatesParts } from '../updates.ts';
import type { ConnectionChoice } from '../workplace.ts';

/** This run of the app. */
export interface RunPorts {
  version: string;
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  clock: Clock;
  log: Log;
}

/** The ways to other computers. */
export interface WayPorts {
  http: Http;
  sockets: Sockets;
  /** Opens an address in the person's browser if its host is one of these (R6). */
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  /** For the check of a connection. */
  network: DoctorNetwork;
  /** Absent where requests that a proxy refuses just fail. */
  proxyDoor?: ProxyDoor;
}

/** What is kept on this computer. */
export interface StoragePorts {
  settings: KeyValue;
  /** Secrets of this computer's person; made when first needed. */
  secrets: (events: SealedStoreEvents) => SealedStore;
}

/** The desktop around the window. */
export interface DesktopPorts {
  clipboard: Clipboard;
  notify: Notifier;
  /** What of it is there; the desk's `publish` is called after it has changed. */
  surroundings: () => SurroundingsState;
  applySettings: (settings: Settings) => void;
  /** Absent where there are no shortcuts of the desktop: then every one is refused. */
  registerShortcut?: RegisterShortcut;
  /** Whether the desktop might take a shortcut and not tell of it. */
  shortcutUncertain?: boolean;
  /** Makes the system start the app, or not any more; throws AppError. Absent where it cannot. */
  startWithSystem?: (on: boolean) => void;
}

/** Questions to the person by the system's own dialogs; each resolves to undefined when the person cancels. */
export interface DialogPorts {
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  chooseExportFile: (
    suggestedName: string,
    language: DeskState['locale'],
    kind: SaveKind,
  ) => Promise<string | undefined>;
}

/** What the desk needs from outside. What is optional is absent where the package or the system does not have it. */
export interface DeskPorts {
  run: RunPorts;
  ways: WayPorts;
  storage: StoragePorts;
  desktop: DesktopPorts;
  dialogs: DialogPorts;
  /** Sends an event to the page. */
  send: <E extends EventName>(event: E, value: EventValue<E>) => void;
  /** What the organisation has decided. */
  policy?: Policy;
  /** Looks for newer versions. */
  updates?: (parts: Pick<UpdatesParts, 'isBusy' | 'onChange'>) => Updates;
  startSimulator?: () => Promise<ConnectionChoice>;
  /** What goes into a file of diagnostics, besides what the desk knows. */
  diagnostics?: DiagnosticsSource;
  /** Is resolved when the window shows what there is on disk. Without it nothing waits for that. */
  firstPaint?: PromiseWithResolvers<void>;
}
