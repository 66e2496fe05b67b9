import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, nativeTheme } from 'electron';
import { parseConnection } from './core/connection/connection-file.ts';
import { createDesk, type Desk, type DeskParts } from './core/desk.ts';
import { traceOf } from './core/diagnostics/trace.ts';
import { type Notifier, systemClock } from './core/ports.ts';
import { readPolicy } from './core/settings/policy.ts';
import { readWindowPlace, writeWindowPlace } from './core/settings/window-place.ts';
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
import { catchFaults, createPageGuard, watchHelpers } from './shell/crash-guard.ts';
import { diagnosticsSource } from './shell/diagnostics.ts';
import { chooseConnectionFile, readConnectionFile } from './shell/dialogs.ts';
import { displayProtocol, isUnderCompositor } from './shell/display.ts';
import { endFailedStart } from './shell/failed-start.ts';
import { createHttp } from './shell/http.ts';
import { answerCalls, sendTo } from './shell/ipc.ts';
import { createLog } from './shell/log.ts';
import { createLoginItem, startedBySystem } from './shell/login-item.ts';
import { createMainWindow, type MainWindow } from './shell/main-window.ts';
import { createMaxSession } from './shell/max-session.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { createNetwork } from './shell/network.ts';
import { claimLinks, collectOffers } from './shell/offers.ts';
import { onWake } from './shell/power.ts';
import { declareAppScheme, serveApp } from './shell/protocol.ts';
import { createProxyDoor } from './shell/proxy-door.ts';
import { createQuit } from './shell/quit.ts';
import { createSaveDialog } from './shell/save-dialog.ts';
import { harden } from './shell/security.ts';
import { claimProfile } from './shell/single-instance.ts';
import { createSockets } from './shell/sockets.ts';
import { createKeyValue, createSecrets } from './shell/store.ts';
import { createSurroundings } from './shell/surroundings.ts';
import { createTray, type TrayView } from './shell/tray.ts';
import { showWithoutTray } from './shell/tray-host.ts';
import { installsItself, loadUpdater } from './shell/updates.ts';
import { createVault } from './shell/vault.ts';
import { keepReachable, watchPlace, workAreas } from './shell/window-place.ts';

const log = createLog();
const argv = process.argv.slice(1);
// Asked now, so that it is there when Electron is ready: on Windows another program is asked.
const policyRead = readPolicy();

const tellFaultsBy = catchFaults(log, systemClock);
watchHelpers(log);
declareAppScheme();
harden();
app.setAppUserModelId('com.max-desk.app');
// What the simulated service leaves behind must not mix with real connections.
if (argv.includes('--simulator')) app.setPath('userData', path.join(app.getPath('userData'), 'simulator'));

const giveOffers = collectOffers(argv);

const giveUp = (error: unknown) => endFailedStart(error, log, logFolder());
const claimed = claimProfile(argv);
if (claimed === 'first') void app.whenReady().then(run).catch(giveUp);
else if (claimed === 'another') app.quit();
else void giveUp(claimed);

function logFolder(): string {
  return path.join(app.getPath('userData'), 'logs');
}

async function run(): Promise<void> {
  const policy = await policyRead;
  log.setLevel(policy.logLevel);
  const dist = path.join(app.getAppPath(), 'dist');
  setApplicationMenu();
  serveApp(path.join(dist, 'renderer'));
  const userData = app.getPath('userData');
  const settings = createKeyValue(userData, 'settings', log);
  const maxSession = createMaxSession(log);
  const startWithSystem = createLoginItem();
  const display = displayProtocol();
  const around = createSurroundings({ log, display, onNotificationClick: () => window.focus() });
  const { notify } = around;
  const hasTray = () => tray !== undefined && around.state().tray;
  let installing = false;
  let tray: TrayView | undefined;
  const updates: DeskParts['updates'] = (asked) =>
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
  // The window's page may ask for its state at once, so the desk is there before it.
  const desk = createDesk({
    version: app.getVersion(),
    systemLanguages: app.getPreferredSystemLanguages(),
    settings,
    store: (onChange, onLost, onForeign) =>
      createSealedStore({
        keyValue: createSecrets(userData, log),
        vault: createVault(),
        log,
        onChange,
        onLost,
        onForeign,
      }),
    http: createHttp(log, maxSession),
    proxyDoor: createProxyDoor(maxSession),
    sockets: createSockets(maxSession),
    browser: openInBrowser,
    clipboard: createClipboard(),
    network: createNetwork(maxSession),
    notify,
    clock: systemClock,
    log,
    chooseConnectionFile: () => chooseConnectionFile(window.current(), desk.state().locale),
    chooseExportFile: createSaveDialog(() => window.current()),
    policy,
    ...(existsSync(path.join(dist, 'simulator.cjs')) ? { startSimulator } : {}),
    ...(app.isPackaged && policy.updates.allowed ? { updates } : {}),
    send(event, value) {
      const contents = window.contents();
      if (contents) sendTo(contents, event, value);
      if (event === 'stateChanged') tray?.refresh();
    },
    applySettings: ({ theme }) => {
      nativeTheme.themeSource = theme;
    },
    surroundings: () => ({ ...around.state(), tray: hasTray() }),
    registerShortcut: createRegisterShortcut(() => {
      void runTrayAction({ do: 'copy', as: 'token' }, trayHost(desk, window, notify, quit));
    }),
    shortcutUncertain: isUnderCompositor(display),
    diagnostics: diagnosticsSource(logFolder()),
    ...(startWithSystem ? { startWithSystem } : {}),
  });
  const hidden = argv.includes('--hidden') || startedBySystem();
  const window = createMainWindow({
    preload: path.join(dist, 'preload.cjs'),
    devTools: !app.isPackaged,
    icon: path.join(dist, 'icon.png'),
    hidden,
    drawsHidden: display !== 'wayland',
    remembered: () => readWindowPlace(settings, workAreas()),
    prepare(next) {
      watchPlace(next, display !== 'wayland', (...place) => keepPlace(settings, ...place));
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
  tellFaultsBy(() => desk.tell('internal'));
  const loaded = window.open();
  app.on('second-instance', () => window.focus());
  app.on('activate', () => window.focus());
  // Without a listener Electron would quit, also while a window is replaced.
  app.on('window-all-closed', () => undefined);
  onWake(() => desk.wake());
  // This thread hands out the page's files: whatever else there is waits until its document has come.
  await Promise.race([once(window.current().webContents, 'did-navigate'), loaded]);
  guardClipboard(desk.copied);
  tray = showTray(path.join(dist, 'tray'), desk, trayHost(desk, window, notify, quit));
  const trayMayHaveGone = showWithoutTray(hasTray, window);
  trayMayHaveGone();
  around.watch({
    changed() {
      desk.publish();
      trayMayHaveGone();
    },
    trayCame: () => tray?.renew(),
  });
  giveOffers(({ source, value }) => {
    window.focus();
    void (source === 'link' ? desk.offerLink(value) : desk.offerFile(() => readConnectionFile(value)));
  });
  open(desk).catch((error: unknown) => desk.report(error));
  return loaded.then(afterFirstPaint);
}

/** A place that is not kept is no reason to trouble anybody. */
function keepPlace(...place: Parameters<typeof writeWindowPlace>): void {
  try {
    writeWindowPlace(...place);
  } catch (error) {
    log.warn('the place of the window was not kept', traceOf(error));
  }
}

/** What nothing on the screen waits for. */
async function afterFirstPaint(): Promise<void> {
  claimLinks();
  const { electron = '', chrome = '' } = process.versions;
  log.info('started', { version: app.getVersion(), electron, chrome, platform: process.platform });
  await log.open(logFolder());
}

/** Undefined where the desktop refuses: the window does without. */
function showTray(folder: string, desk: Desk, host: TrayHost): TrayView | undefined {
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
async function open(desk: Desk): Promise<void> {
  const { connection, simulator } = parseStartArguments(argv);
  const subscriptionKey = process.env['MAX_DESK_SUBSCRIPTION_KEY'];
  if (connection !== undefined) {
    return desk.open(await readConnectionFile(connection), { remember: false, subscriptionKey });
  }
  if (simulator) return desk.explore();
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
