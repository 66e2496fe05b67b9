import type { EventName, EventValue } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { AppMenu } from '../../contract/menu.ts';
import type { Settings } from '../../contract/settings.ts';
import type { RegisterShortcut } from '../clipboard/copy-shortcut.ts';
import type { ConnectionText } from '../connections/known-connections.ts';
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
import type { UpdateAudience, Updates } from '../updates/updates.ts';
import type { ConnectionChoice } from '../workplace.ts';

/** This run of the app. */
export interface RunPorts {
  version: string;
  /** The system's languages in the user's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  /** The locale of the system's dates and numbers, which may be another one. */
  regionalLocale: string;
  clock: Clock;
  log: Log;
}

/** Network access. */
export interface WayPorts {
  http: Http;
  sockets: Sockets;
  /** Opens a URL in the user's browser if its host is one of these (R6). */
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  /** Used by the connection doctor. */
  network: DoctorNetwork;
  proxyDoor: ProxyDoor;
}

/** Storage on this computer. */
export interface StoragePorts {
  settings: KeyValue;
  /** The secret store of the operating system's user; created when first needed. */
  secrets: (events: SealedStoreEvents) => SealedStore;
  /** The folder of the ledgers; without, they are in memory. */
  ledgers?: string;
}

/** The desktop around the window. */
export interface DesktopPorts {
  clipboard: Clipboard;
  notify: Notifier;
  /** Whether the window has the focus. */
  isInFront: () => boolean;
  /** What the desktop offers; after a change, the desk's `publish` is called. */
  surroundings: () => SurroundingsState;
  applySettings: (settings: Settings) => void;
  /** What the window shows, as a PDF by its styles for paper. Throws AppError while there is no page. */
  printPage: () => Promise<Uint8Array>;
  /** Makes the window the wall display, which fills a screen that stays on, or the usual window again. */
  fillScreen: (on: boolean) => void;
  /** Shows the application menu; `onChoose` is called with the id of an action that is chosen. */
  showMenu: (menus: readonly AppMenu[], onChoose: (id: string) => void) => void;
  /** Absent if the desktop has no global shortcuts: then every shortcut is refused. */
  registerShortcut?: RegisterShortcut;
  /** Whether the desktop may accept a shortcut and never report it. */
  shortcutUncertain?: boolean;
  /** Turns starting with the system on or off; throws AppError. Absent if that is not supported. */
  startWithSystem?: (on: boolean) => void;
}

/** A question of the system, in the user's language. `no` is what Escape and Enter answer. */
export interface Question {
  message: string;
  detail: string;
  yes: string;
  no: string;
}

/** The system's dialogs, which the page can neither read nor answer. A choice is undefined when the user cancels. */
export interface DialogPorts {
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  /** True for a yes only: closing the question is a no. */
  confirm: (question: Question) => Promise<boolean>;
  chooseExportFile: (
    suggestedName: string,
    language: DeskState['locale'],
    kind: SaveKind,
  ) => Promise<string | undefined>;
}

/** What the desk needs from outside. Optional members are absent if the package or the system lacks them. */
export interface DeskPorts {
  run: RunPorts;
  ways: WayPorts;
  storage: StoragePorts;
  desktop: DesktopPorts;
  dialogs: DialogPorts;
  /** Sends an event to the page. */
  send: <E extends EventName>(event: E, value: EventValue<E>) => void;
  /** The organisation's policy. */
  policy: Policy;
  /** Looks for newer versions. */
  updates: (audience: UpdateAudience) => Updates;
  startSimulator?: () => Promise<ConnectionChoice>;
  /** What goes into a diagnostics file besides the desk's own state. */
  diagnostics: DiagnosticsSource;
  /** The path of the socket for other programs. Throws AppError. Absent if there is none. */
  agentSocket?: () => string;
  /** Resolved when the window has rendered the data from disk. */
  firstPaint: PromiseWithResolvers<void>;
}
