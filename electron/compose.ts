/** What the window shows and does: the desk with all its ports. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, nativeTheme } from 'electron';
import { parseConnection } from './core/connection/connection-file.ts';
import type { DeskPorts } from './core/desk/desk-ports.ts';
import { createDesk, type Desk } from './core/desk.ts';
import { traceOf } from './core/diagnostics/trace.ts';
import { type KeyValue, type Log, type Notifier, systemClock } from './core/ports.ts';
import { readPolicy } from './core/settings/policy.ts';
import type { PolicySource } from './core/settings/policy-source.ts';
import { writeWindowPlace } from './core/settings/window-place.ts';
import { parseStartArguments } from './core/start-arguments.ts';
import { createSealedStore } from './core/storage/sealed-store.ts';
import { trayModel } from './core/tray.ts';
import { runTrayAction, type TrayHost, tellOnceAboutTray } from './core/tray-actions.ts';
import { createUpdates } from './core/updates.ts';
import type { ConnectionChoice } from './core/workplace.ts';
import { openInBrowser } from './shell/browser.ts';
import { createClipboard } from './shell/clipboard.ts';
import { guardClipboard } from './shell/clipboard-guard.ts';
import { guardClosing } from './shell/closing.ts';
import { createRegisterShortcut } from './shell/copy-shortcut.ts';
import { type catchFaults, createPageGuard } from './shell/crash-guard.ts';
import { diagnosticsSource } from './shell/diagnostics.ts';
import { chooseConnectionFile, readConnectionFile } from './shell/dialogs.ts';
import { displayProtocol, isUnderCompositor } from './shell/display.ts';
import { createHttp } from './shell/http.ts';
import { answerCalls, sendTo } from './shell/ipc.ts';
import type { ShellLog } from './shell/log.ts';
import { createLoginItem } from './shell/login-item.ts';
import type { MainWindow, MainWindowParts } from './shell/main-window.ts';
import { createMaxSession } from './shell/max-session.ts';
import { createNetwork } from './shell/network.ts';
import { claimLinks, type collectOffers } from './shell/offers.ts';
import { onWake } from './shell/power.ts';
import { createProxyDoor } from './shell/proxy-door.ts';
import { createQuit } from './shell/quit.ts';
import { createSaveDialog } from './shell/save-dialog.ts';
import { createSockets } from './shell/sockets.ts';
import { createSecrets } from './shell/store.ts';
import { createSurroundings } from './shell/surroundings.ts';
import { createTray, type TrayView } from './shell/tray.ts';
import { showWithoutTray } from './shell/tray-host.ts';
import { installsItself, loadUpdater } from './shell/updates.ts';
import { createVault } from './shell/vault.ts';
import { keepReachable, watchPlace } from './shell/window-place.ts';

/** What the start has made already. */
export interface ComposeParts {
  log: ShellLog;
  argv: readonly string[];
  /** Folders: of the built app, of the log, and of what is kept. */
  dist: string;
  logs: string;
  userData: string;
  settings: KeyValue;
  window: MainWindow;
  /** The window's page has loaded; rejects when it cannot be had. */
  loaded: Promise<void>;
  policySources: Promise<PolicySource[]>;
  giveOffers: ReturnType<typeof collectOffers>;
  tellFaultsBy: ReturnType<typeof catchFaults>;
  /** To be called before anything is waited for that is not there yet: the page may speak then. */
  guard: (guards: Pick<MainWindowParts, 'prepare' | 'onGone'>) => void;
}

/** A page that has loaded tells soon that it is painted, if it does at all, ms. */
const painting = 1_000;

/** Puts together whatever the window shows and does. Rejects when its page cannot be had. */
export async function compose(parts: ComposeParts): Promise<void> {
  const { log, argv, dist, logs, userData, settings, window, loaded } = parts;
  const policy = await readPolicy(parts.policySources);
  log.setLevel(policy.logLevel);
  const maxSession = createMaxSession(log);
  const startWithSystem = createLoginItem();
  const display = displayProtocol();
  const notify: Notifier = (notice) => around.notify(notice);
  const hasTray = () => tray !== undefined && around.state().tray;
  let installing = false;
  let tray: TrayView | undefined;
  const updates: DeskPorts['updates'] = (asked) =>
    createUpdates({
      ...asked,
      ...policy.updates,
      installs: installsItself(),
      clock: systemClock,
      log,
      load: () =>
        loadUpdater({
          channel: policy.updates.channel,
          onLeave: (leaving) => {
            installing = leaving;
          },
        }),
    });
  const firstPaint = Promise.withResolvers<void>();
  const desk = createDesk({
    run: {
      version: app.getVersion(),
      systemLanguages: app.getPreferredSystemLanguages(),
      clock: systemClock,
      log,
    },
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
        createSealedStore({ ...events, keyValue: createSecrets(userData, log), vault: createVault(), log }),
    },
    desktop: {
      clipboard: createClipboard(),
      notify,
      surroundings: () => ({ ...around.state(), tray: hasTray() }),
      applySettings: ({ theme }) => {
        nativeTheme.themeSource = theme;
      },
      registerShortcut: createRegisterShortcut(() => {
        void runTrayAction({ do: 'copy', as: 'token' }, trayHost(desk, window, notify, quit));
      }),
      shortcutUncertain: isUnderCompositor(display),
      ...(startWithSystem ? { startWithSystem } : {}),
    },
    dialogs: {
      chooseConnectionFile: () => chooseConnectionFile(window.current(), desk.state().locale),
      chooseExportFile: createSaveDialog(() => window.current()),
    },
    send(event, value) {
      const contents = window.contents();
      if (contents) sendTo(contents, event, value);
      if (event === 'stateChanged') tray?.refresh();
    },
    policy,
    ...(existsSync(path.join(dist, 'simulator.cjs')) ? { startSimulator } : {}),
    ...(app.isPackaged && policy.updates.allowed ? { updates } : {}),
    diagnostics: diagnosticsSource(logs),
    firstPaint,
  });
  const leaveAtOnce = () => {
    desk.copied.clearAtOnce();
    desk.close();
  };
  const quit = createQuit({
    log,
    leaveAtOnce,
    destroyWindow: () => window.destroy(),
    steps: [() => window.close(), () => desk.close(), () => around.withdraw(), () => desk.copied.clear()],
  });
  const guardPage = createPageGuard({
    log,
    clock: systemClock,
    language: () => desk.state().locale,
    restored: () => desk.tell('window-restored'),
    renew: () => window.renew(),
    saveDiagnostics: async () => desk.handlers.saveDiagnostics(undefined),
    quit,
  });
  parts.tellFaultsBy(() => desk.tell('internal'));
  // Its page may ask for its state at once, so the desk is there before it.
  parts.guard({
    prepare(next) {
      watchPlace(next, display !== 'wayland', (...place) => keepPlace(log, settings, ...place));
      // A compositor brings windows back itself.
      if (display !== 'wayland') keepReachable(next);
      answerCalls(next.webContents, desk.handlers, log);
      guardPage(next);
      guardClosing(next, {
        isLeaving: () => installing || window.isClosed(),
        hides: () => hasTray() && desk.state().settings.closeToTray,
        onHidden: () => tellOnceAboutTray(settings, notify, desk.state().locale),
        quit,
      });
      // At the end of a Windows session no other event comes, and nothing can be waited for.
      next.on('session-end', leaveAtOnce);
    },
    // An updater closes the window before it ends the app.
    onGone: () => void (installing || quit()),
  });
  const around = createSurroundings({ log, display, onNotificationClick: () => window.focus() });
  app.on('second-instance', () => window.focus());
  app.on('activate', () => window.focus());
  // Without a listener Electron would quit, also while a window is replaced.
  app.on('window-all-closed', () => undefined);
  onWake(() => desk.wake());
  open(desk, argv).catch((error: unknown) => desk.report(error));
  guardClipboard(desk.copied);
  await Promise.race([firstPaint.promise, loaded.then(() => pause(painting))]);
  firstPaint.resolve();
  tray = showTray(log, path.join(dist, 'tray'), desk, trayHost(desk, window, notify, quit));
  const trayMayHaveGone = showWithoutTray(hasTray, window);
  trayMayHaveGone();
  around.watch({
    changed() {
      desk.publish();
      trayMayHaveGone();
    },
    trayCame: () => tray?.renew(),
  });
  parts.giveOffers(({ source, value }) => {
    window.focus();
    void (source === 'link' ? desk.offerLink(value) : desk.offerFile(() => readConnectionFile(value)));
  });
  return afterFirstPaint(log, logs);
}

/** A place that is not kept is no reason to trouble anybody. */
function keepPlace(log: Log, ...place: Parameters<typeof writeWindowPlace>): void {
  try {
    writeWindowPlace(...place);
  } catch (error) {
    log.warn('the place of the window was not kept', traceOf(error));
  }
}

/** What nothing on the screen waits for. */
async function afterFirstPaint(log: ShellLog, logs: string): Promise<void> {
  claimLinks();
  const { electron = '', chrome = '' } = process.versions;
  log.info('started', { version: app.getVersion(), electron, chrome, platform: process.platform });
  await log.open(logs);
}

/** Undefined where the desktop refuses: the window does without. */
function showTray(log: Log, folder: string, desk: Desk, host: TrayHost): TrayView | undefined {
  try {
    return createTray({
      folder,
      model: () => trayModel(desk.state(), desk.outOfService(), Date.now()),
      run: (action) => runTrayAction(action, host),
    });
  } catch (error) {
    log.warn('there is no tray', traceOf(error));
    return undefined;
  }
}

/** What the tray's actions, and the shortcut, work on. */
function trayHost(desk: Desk, window: MainWindow, notify: Notifier, quit: () => void): TrayHost {
  return {
    ...desk,
    notify,
    isInFront: window.isInFront,
    openWindow: window.bringToFront,
    copiesOnlyInFront: isUnderCompositor(displayProtocol()),
    quit,
  };
}

/** The connection of the command line, else the simulator if it was asked for, else the one of the last run. */
async function open(desk: Desk, argv: readonly string[]): Promise<void> {
  const { connection, simulator } = parseStartArguments(argv);
  const subscriptionKey = process.env['MAX_DESK_SUBSCRIPTION_KEY'];
  if (connection !== undefined) {
    return desk.open(await readConnectionFile(connection), { remember: false, subscriptionKey });
  }
  if (simulator) return desk.handlers.exploreSimulator(undefined);
  await desk.openLast({ subscriptionKey });
}

let simulated: Promise<ConnectionChoice> | undefined;

/** The only door to the simulator, which ships as a file of its own that a package may leave out. Started once. */
function startSimulator(): Promise<ConnectionChoice> {
  simulated ??= import('./simulator/index.ts').then(async ({ start }) => {
    const { connection, subscriptionKey } = await start();
    const checked = parseConnection(JSON.stringify(connection), 'the simulator');
    return { connection: checked, origin: null, simulated: true, subscriptionKey };
  });
  // One that did not start may be tried again.
  simulated.catch(() => {
    simulated = undefined;
  });
  return simulated;
}
