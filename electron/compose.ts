import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app } from 'electron';
import { createDesk, type Desk } from './core/desk.ts';
import { traceOf } from './core/diagnostics/trace.ts';
import { type KeyValue, type Log, type Notifier, systemClock } from './core/ports.ts';
import { readPolicy } from './core/settings/policy.ts';
import type { PolicySource } from './core/settings/policy-source.ts';
import { writeWindowPlace } from './core/settings/window-place.ts';
import { parseStartArguments } from './core/start-arguments.ts';
import { trayModel } from './core/tray/tray.ts';
import { runTrayAction, type TrayHost, tellOnceAboutTray } from './core/tray/tray-actions.ts';
import { type ClosingParts, guardClosing } from './shell/closing.ts';
import { type catchFaults, createPageGuard } from './shell/crash-guard.ts';
import { readConnectionFile } from './shell/dialogs.ts';
import { displayProtocol, isUnderCompositor } from './shell/display.ts';
import { holdsWindow } from './shell/file-dialogs.ts';
import { answerCalls } from './shell/ipc.ts';
import type { ShellLog } from './shell/log.ts';
import type { MainWindow, MainWindowParts } from './shell/main-window.ts';
import { claimLinks, type collectOffers } from './shell/offers.ts';
import { guardClipboard, onWake } from './shell/power.ts';
import { createQuit } from './shell/quit.ts';
import { createSettingsFile } from './shell/store.ts';
import { createSurroundings } from './shell/surroundings.ts';
import { createTray, type TrayView } from './shell/tray.ts';
import { showWithoutTray } from './shell/tray-host.ts';
import { keepReachable, watchPlace } from './shell/window-place.ts';
import { createWindowPorts } from './window-ports.ts';

/** What exists before the desk: what the start has created, and the settings. */
export interface Started {
  log: ShellLog;
  /** Of the built app, the log and the stored data. */
  folders: { dist: string; logs: string; userData: string };
  settings: KeyValue;
  window: MainWindow;
}

/** What the start has begun, and what waits for the desk. */
export interface Begun {
  argv: readonly string[];
  /** Resolves when the window's page has loaded; rejects if it cannot be loaded. */
  loaded: Promise<void>;
  policySources: Promise<PolicySource[]>;
  giveOffers: ReturnType<typeof collectOffers>;
  tellFaultsBy: ReturnType<typeof catchFaults>;
  /** Call before awaiting anything that is not ready yet: the page may send calls then. */
  guard: (guards: Pick<MainWindowParts, 'prepare' | 'onGone'>) => void;
}

/** How soon a loaded page reports that it has rendered, if at all, ms. */
const painting = 1_000;

/** Wires up everything that the window shows and does. Rejects if its page cannot be loaded. */
export async function compose(given: Omit<Started, 'settings'>, begun: Begun): Promise<void> {
  const { log, folders, window } = given;
  const settings = createSettingsFile(folders.userData, log);
  const started = { ...given, settings };
  const policy = await readPolicy(begun.policySources);
  log.setLevel(policy.logLevel);
  const around = createSurroundings({
    log,
    display: displayProtocol(),
    onNotificationClick: () => window.focus(),
  });
  let tray: TrayView | undefined;
  let installing = false;
  const hasTray = () => tray !== undefined && around.state().tray;
  const firstPaint = Promise.withResolvers<void>();
  const desk = createDesk(
    createWindowPorts(started, policy, firstPaint, {
      notify: around.notify,
      surroundings: () => ({ ...around.state(), tray: hasTray() }),
      locale: () => desk.state().locale,
      copyToken: () => void runTrayAction({ do: 'copy', as: 'token' }, host),
      onSent: (event) => event === 'stateChanged' && tray?.refresh(),
      onInstalling(is) {
        installing = is;
      },
    }),
  );
  const quit = createQuit({
    log,
    leaveAtOnce: () => leaveAtOnce(desk),
    destroyWindow: () => window.destroy(),
    holdsWindow,
    steps: [window.close, desk.close, around.withdraw, desk.copied.clear],
  });
  const host = trayHost(desk, window, around.notify, quit);
  begun.tellFaultsBy(() => desk.tell('internal'));
  // The page may request its state at once, so the desk must exist first.
  begun.guard({
    prepare: windowGuard(started, desk, {
      isLeaving: () => installing || window.isClosed(),
      hides: () => hasTray() && desk.state().settings.closeToTray,
      onHidden: () => tellOnceAboutTray(settings, around.notify, desk.state().locale),
      quit,
    }),
    // An updater closes the window before it ends the app.
    onGone: () => void (installing || quit()),
  });
  listenToSystem(desk, window);
  open(desk, begun.argv).catch((error: unknown) => desk.report(error));
  await Promise.race([firstPaint.promise, begun.loaded.then(() => pause(painting))]);
  firstPaint.resolve();
  tray = showTray(log, path.join(folders.dist, 'tray'), desk, host);
  const trayMayHaveGone = showWithoutTray(hasTray, window);
  trayMayHaveGone();
  around.watch({
    changed() {
      desk.publish();
      trayMayHaveGone();
    },
    trayCame: () => tray?.renew(),
  });
  begun.giveOffers(({ source, value }) => {
    window.focus();
    void (source === 'link' ? desk.offerLink(value) : desk.offerFile(() => readConnectionFile(value)));
  });
  afterFirstPaint(log, folders.logs);
}

function leaveAtOnce(desk: Desk): void {
  desk.copied.clearAtOnce();
  desk.close();
}

/** Sets up each window before its page is loaded. */
function windowGuard(
  { log, settings, window }: Started,
  desk: Desk,
  closing: ClosingParts,
): MainWindowParts['prepare'] {
  const guardPage = createPageGuard({
    log,
    clock: systemClock,
    language: () => desk.state().locale,
    restored: () => desk.tell('window-restored'),
    renew: () => window.renew(),
    saveDiagnostics: async () => desk.handlers.saveDiagnostics(undefined),
    quit: closing.quit,
  });
  const hasPositions = displayProtocol() !== 'wayland';
  return (next) => {
    watchPlace(next, hasPositions, (...place) => keepPlace(log, settings, ...place));
    // A Wayland compositor brings windows back itself.
    if (hasPositions) keepReachable(next);
    answerCalls(next.webContents, desk.handlers, log);
    guardPage(next);
    guardClosing(next, closing);
    // At the end of a Windows session no other event comes, and nothing can be awaited.
    next.on('session-end', () => leaveAtOnce(desk));
  };
}

function listenToSystem(desk: Desk, window: MainWindow): void {
  app.on('second-instance', () => window.focus());
  app.on('activate', () => window.focus());
  // Without a listener Electron would quit, also while a window is being replaced.
  app.on('window-all-closed', () => undefined);
  onWake(() => desk.wake());
  guardClipboard(desk.copied);
}

/** A place that could not be stored is only logged: the user need not know. */
function keepPlace(log: Log, ...place: Parameters<typeof writeWindowPlace>): void {
  try {
    writeWindowPlace(...place);
  } catch (error) {
    log.warn('the place of the window was not kept', traceOf(error));
  }
}

/** Work that nothing on the screen waits for. */
function afterFirstPaint(log: ShellLog, logs: string): void {
  claimLinks();
  const { electron = '', chrome = '' } = process.versions;
  log.info('started', { version: app.getVersion(), electron, chrome, platform: process.platform });
  log.open(logs);
}

/** Undefined if the desktop refuses: the window works without it. */
function showTray(log: Log, folder: string, desk: Desk, host: TrayHost): TrayView | undefined {
  try {
    return createTray({
      folder,
      model: () => trayModel(desk.state(), desk.outOfService(), Date.now(), desk.entrapments()),
      run: (action) => runTrayAction(action, host),
    });
  } catch (error) {
    log.warn('there is no tray', traceOf(error));
    return undefined;
  }
}

/** What the tray's actions and the shortcut operate on. */
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

/** Opens the connection from the command line, else the simulator if requested, else the connection of the last run. */
async function open(desk: Desk, argv: readonly string[]): Promise<void> {
  const { connection, simulator } = parseStartArguments(argv);
  const subscriptionKey = process.env['MAX_DESK_SUBSCRIPTION_KEY'];
  if (connection !== undefined) {
    return desk.open(await readConnectionFile(connection), { remember: false, subscriptionKey });
  }
  if (simulator) return desk.handlers.exploreSimulator(undefined);
  await desk.openLast({ subscriptionKey });
}
