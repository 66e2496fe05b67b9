/** The desk's ports for the window, implemented with Electron and the system. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, nativeTheme } from 'electron';
import type { DeskState } from './contract/desk.ts';
import { agentSocketPath } from './core/agent/socket-place.ts';
import { parseConnection } from './core/connection/connection-file.ts';
import type { DeskPorts } from './core/desk/desk-ports.ts';
import { type KeyValue, systemClock } from './core/ports.ts';
import type { Policy } from './core/settings/policy.ts';
import { createSealedStore } from './core/storage/sealed-store.ts';
import { createSecrets } from './core/storage/secrets.ts';
import { stateFolder } from './core/storage/state-folder.ts';
import { createUpdates, noUpdates } from './core/updates/updates.ts';
import type { ConnectionChoice } from './core/workplace.ts';
import { openInBrowser } from './shell/browser.ts';
import { createClipboard } from './shell/clipboard.ts';
import { createRegisterShortcut } from './shell/copy-shortcut.ts';
import { diagnosticsSource } from './shell/diagnostics.ts';
import { chooseConnectionFile } from './shell/dialogs.ts';
import { displayProtocol, isUnderCompositor } from './shell/display.ts';
import { sendTo } from './shell/ipc.ts';
import type { ShellLog } from './shell/log.ts';
import { createLoginItem } from './shell/login-item.ts';
import type { MainWindow } from './shell/main-window.ts';
import { showApplicationMenu } from './shell/menu.ts';
import { createHttp, createMaxSession, createNetwork, createSockets } from './shell/network.ts';
import { createPrintPage } from './shell/print-page.ts';
import { createProxyDoor } from './shell/proxy-door.ts';
import { askInWindow } from './shell/question.ts';
import { createSaveDialog } from './shell/save-dialog.ts';
import { installsItself, loadUpdater } from './shell/updates.ts';
import { createVault } from './shell/vault.ts';
import { createScreenKeeper } from './shell/wall-screen.ts';
import { createZoom } from './shell/zoom.ts';

/** What exists before the desk: what the start has created, and the settings. */
export interface Started {
  log: ShellLog;
  /** Of the built app, the log and the stored data. */
  folders: { dist: string; logs: string; userData: string };
  settings: KeyValue;
  window: MainWindow;
}

/** The window and what is around it, which know each other through the desk. */
export interface Around extends Pick<DeskPorts['desktop'], 'notify' | 'surroundings'> {
  locale: () => DeskState['locale'];
  /** Called when the shortcut was pressed. */
  copyToken: () => void;
  /** Called after each event sent to the page. */
  onSent: (event: Parameters<DeskPorts['send']>[0]) => void;
  /** Called with true when an installation that ends the app starts, and with false if it fails. */
  onInstalling: (installing: boolean) => void;
}

/** Creates the ports; each is a file of the shell. */
export function createWindowPorts(
  { log, folders, settings, window }: Started,
  policy: Policy,
  firstPaint: PromiseWithResolvers<void>,
  around: Around,
): DeskPorts {
  const maxSession = createMaxSession(log);
  const run = {
    version: app.getVersion(),
    systemLanguages: app.getPreferredSystemLanguages(),
    regionalLocale: app.getSystemLocale(),
    clock: systemClock,
    log,
  };
  return {
    run,
    ways: {
      http: createHttp(log, maxSession),
      sockets: createSockets(maxSession),
      browser: openInBrowser,
      network: createNetwork(maxSession),
      proxyDoor: createProxyDoor(maxSession),
    },
    storage: {
      settings,
      secrets: (events) =>
        createSealedStore({
          ...events,
          keyValue: createSecrets(folders.userData, log),
          vault: createVault(),
          log,
          // The window is one process; a sign-in does not wait for the counters.
          later: setImmediate,
        }),
      ledgers: path.join(folders.userData, 'ledger'),
    },
    desktop: desktopPorts(around, window),
    dialogs: {
      chooseConnectionFile: () => chooseConnectionFile(window.current(), around.locale()),
      confirm: (question) => askInWindow(window.current(), question),
      chooseExportFile: createSaveDialog(() => window.current()),
    },
    send(event, value) {
      const contents = window.contents();
      if (contents) sendTo(contents, event, value);
      around.onSent(event);
    },
    policy,
    ...(existsSync(path.join(folders.dist, 'simulator.cjs')) ? { startSimulator } : {}),
    updates(audience) {
      const { allowed, channel, deferralDays } = policy.updates;
      if (!app.isPackaged || !allowed) return noUpdates;
      const load = () => loadUpdater({ channel, onLeave: around.onInstalling });
      return createUpdates({ load, installs: installsItself(), deferralDays }, run, audience);
    },
    agentSocket: () => agentSocketPath(process.env, stateFolder),
    diagnostics: diagnosticsSource(folders.logs),
    firstPaint,
  };
}

function desktopPorts(
  { notify, surroundings, copyToken }: Around,
  window: Pick<MainWindow, 'contents' | 'isInFront' | 'fill'>,
): DeskPorts['desktop'] {
  const startWithSystem = createLoginItem();
  const showZoom = createZoom(window.contents);
  const keepScreenOn = createScreenKeeper();
  return {
    clipboard: createClipboard(),
    notify,
    isInFront: window.isInFront,
    surroundings,
    applySettings: ({ theme, zoom }) => {
      nativeTheme.themeSource = theme;
      showZoom(zoom);
    },
    printPage: createPrintPage(window.contents),
    fillScreen(on) {
      window.fill(on);
      keepScreenOn(on);
    },
    showMenu: showApplicationMenu,
    registerShortcut: createRegisterShortcut(copyToken),
    shortcutUncertain: isUnderCompositor(displayProtocol()),
    ...(startWithSystem ? { startWithSystem } : {}),
  };
}

let simulated: Promise<ConnectionChoice> | undefined;

/** The only access to the simulator, which ships as a separate file that a package may omit. Started once. */
function startSimulator(): Promise<ConnectionChoice> {
  simulated ??= import('./simulator/index.ts').then(async ({ start }) => {
    const { connection, subscriptionKey } = await start();
    const checked = parseConnection(JSON.stringify(connection), 'the simulator');
    return { connection: checked, origin: null, simulated: true, subscriptionKey };
  });
  // After a failed start it may be tried again.
  simulated.catch(() => {
    simulated = undefined;
  });
  return simulated;
}
