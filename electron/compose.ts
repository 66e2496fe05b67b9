import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app } from 'electron';
import { createDesk, type Desk } from './core/desk.ts';
import type { Notice } from './core/ports.ts';
import { readPolicy } from './core/settings/policy.ts';
import type { PolicySource } from './core/settings/policy-source.ts';
import { parseStartArguments } from './core/start-arguments.ts';
import { orStorageFault } from './core/storage/storage-fault.ts';
import { readSecretFile } from './core/storage/trusted-path.ts';
import { tellOnceAboutTray } from './core/tray/tray-actions.ts';
import type { catchFaults } from './shell/crash-guard.ts';
import { createDeskTray } from './shell/desk-tray.ts';
import { readConnectionFile } from './shell/dialogs.ts';
import { displayProtocol } from './shell/display.ts';
import { sendTo } from './shell/ipc.ts';
import type { ShellLog } from './shell/log.ts';
import type { MainWindow, MainWindowParts } from './shell/main-window.ts';
import { claimLinks, type collectOffers } from './shell/offers.ts';
import { guardClipboard, onWake } from './shell/power.ts';
import { createQuit } from './shell/quit.ts';
import { argumentsOf } from './shell/single-instance.ts';
import { createSettingsFile } from './shell/store.ts';
import { createSurroundings } from './shell/surroundings.ts';
import { createWindowGuard } from './shell/window-guard.ts';
import { createWindowPorts, type Started } from './window-ports.ts';

/** What the start has begun, and what waits for the desk. */
export interface Begun {
  argv: readonly string[];
  /** Our own variables of the environment, which the process itself has no more. */
  variables: NodeJS.ProcessEnv;
  /** The window begins as the wall display. */
  startsWall: boolean;
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
  const policy = await readPolicy(begun.policySources);
  log.setLevel(policy.logLevel);
  const display = displayProtocol();
  const onNotificationClick = ({ action, unitId }: Notice) => {
    window.focus();
    if (unitId !== undefined) desk.showUnit(unitId);
    const contents = window.contents();
    if (contents && action) sendTo(contents, 'actionChosen', { id: action });
  };
  const around = createSurroundings({ log, display, onNotificationClick });
  let installing = false;
  const firstPaint = Promise.withResolvers<void>();
  const desk: Desk = createDesk(
    createWindowPorts({ ...given, settings }, policy, firstPaint, {
      notify: around.notify,
      surroundings: () => ({ ...around.state(), tray: tray.isThere() }),
      locale: () => desk.state().locale,
      copyToken: () => tray.copyToken(),
      onSent: (event) => event === 'stateChanged' && tray.refresh(),
      onInstalling(is) {
        installing = is;
      },
    }),
  );
  const leaveAtOnce = () => {
    desk.copied.clearAtOnce();
    desk.close();
  };
  const quit = createQuit({
    log,
    leaveAtOnce,
    destroyWindow: window.destroy,
    skipsCleanup: process.platform === 'linux',
    steps: [window.close, desk.close, around.withdraw, desk.copied.clear],
  });
  const parts = { log, settings, desk, window, around, leaveAtOnce, quit };
  const tray = createDeskTray({ ...parts, folder: path.join(folders.dist, 'tray') });
  begun.tellFaultsBy(() => desk.tell('internal'));
  if (begun.startsWall) void desk.handlers.changeWall({ isOn: true });
  // The page may request its state at once, so the desk must exist first.
  begun.guard({
    prepare: createWindowGuard({
      ...parts,
      isLeaving: () => installing || window.isClosed(),
      hides: () => tray.isThere() && desk.state().settings.closeToTray,
      onHidden: () => tellOnceAboutTray(settings, around.notify, desk.state().locale),
    }),
    // An updater closes the window before it ends the app.
    onGone: () => void (installing || quit()),
  });
  listenToSystem(desk, window);
  open(desk, begun).catch((error: unknown) => desk.report(error));
  await Promise.race([firstPaint.promise, begun.loaded.then(() => pause(painting))]);
  firstPaint.resolve();
  tray.show();
  begun.giveOffers(({ source, value }) => {
    window.focus();
    void (source === 'link' ? desk.offerLink(value) : desk.offerFile(() => readConnectionFile(value)));
  });
  afterFirstPaint(log, folders.logs);
}

function listenToSystem(desk: Desk, window: MainWindow): void {
  app.on('second-instance', (_event, args, _folder, start) => {
    window.focus();
    if ((argumentsOf(start) ?? args).includes('--wall')) void desk.handlers.changeWall({ isOn: true });
  });
  app.on('activate', () => window.focus());
  // Without a listener Electron would quit, also while a window is being replaced.
  app.on('window-all-closed', () => undefined);
  onWake(() => desk.wake());
  guardClipboard(desk.copied);
}

/** Work that nothing on the screen waits for. */
function afterFirstPaint(log: ShellLog, logs: string): void {
  claimLinks();
  const { electron = '', chrome = '' } = process.versions;
  log.info('started', { version: app.getVersion(), electron, chrome, platform: process.platform });
  log.open(logs);
}

/** Opens the connection from the command line, else the simulator if requested, else the connection of the last run. */
async function open(desk: Desk, { argv, variables }: Pick<Begun, 'argv' | 'variables'>): Promise<void> {
  const { connection, simulator } = parseStartArguments(argv);
  // Not the key itself: Electron's helpers have started with the same environment.
  const keyFile = variables['MAX_DESK_SUBSCRIPTION_KEY_FILE'];
  const subscriptionKey = keyFile ? orStorageFault(keyFile, () => readSecretFile(keyFile)).trim() : undefined;
  if (connection !== undefined) {
    return desk.open(await readConnectionFile(connection), { remember: false, subscriptionKey });
  }
  if (simulator) return desk.handlers.exploreSimulator(undefined);
  await desk.openLast({ subscriptionKey });
}
