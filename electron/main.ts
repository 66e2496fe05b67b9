import path from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme } from 'electron';
import { parseConnection } from './core/connection/connection-file.ts';
import { type ConnectionText, rememberedConnection } from './core/connection/remembered.ts';
import { createDesk, type Desk } from './core/desk.ts';
import { toAppError } from './core/errors.ts';
import { systemClock } from './core/ports.ts';
import { parseStartArguments } from './core/start-arguments.ts';
import { createSealedStore } from './core/storage/sealed-store.ts';
import type { ConnectionChoice } from './core/workplace.ts';
import { openInBrowser } from './shell/browser.ts';
import { createClipboard } from './shell/clipboard.ts';
import { chooseConnectionFile, readConnectionFile } from './shell/dialogs.ts';
import { createHttp } from './shell/http.ts';
import { answerCalls, sendTo } from './shell/ipc.ts';
import { createLog, traceOf } from './shell/log.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { onWake } from './shell/power.ts';
import { declareAppScheme, serveApp } from './shell/protocol.ts';
import { harden } from './shell/security.ts';
import { createSockets } from './shell/sockets.ts';
import { createKeyValue } from './shell/store.ts';
import { createVault } from './shell/vault.ts';
import { createWindow, focusWindow, loadPage } from './shell/window.ts';

const log = createLog();
const argv = process.argv.slice(1);

process.on('uncaughtException', (error) => log.warn('an error was not handled', traceOf(error)));
process.on('unhandledRejection', (error) => log.warn('a rejection was not handled', traceOf(error)));
declareAppScheme();
harden();
app.setAppUserModelId('com.max-desk.app');
// What the simulated service leaves behind must not mix with real connections.
if (argv.includes('--simulator')) app.setPath('userData', path.join(app.getPath('userData'), 'simulator'));

if (app.requestSingleInstanceLock()) void app.whenReady().then(run).catch(giveUp);
else app.quit();

/** Without its settings or its page there is no window to say it in. */
function giveUp(error: unknown): void {
  const { message, hint } = toAppError(error);
  dialog.showErrorBox('MAX Desk', `${message}\n\n${hint}`);
  app.exit(1);
}

function run(): Promise<void> {
  const dist = path.join(app.getAppPath(), 'dist');
  setApplicationMenu();
  serveApp(path.join(dist, 'renderer'));
  const userData = app.getPath('userData');
  const settings = createKeyValue(userData, 'settings', log);
  // The window's page may ask for its state at once, so the desk is there before it.
  const desk = createDesk({
    version: app.getVersion(),
    systemLanguages: app.getPreferredSystemLanguages(),
    settings,
    store: (onChange) =>
      createSealedStore({
        keyValue: createKeyValue(userData, 'secrets', log),
        vault: createVault(),
        log,
        onChange,
      }),
    http: createHttp(),
    sockets: createSockets(),
    browser: openInBrowser,
    clipboard: createClipboard(),
    clock: systemClock,
    log,
    chooseConnectionFile: () => chooseConnectionFile(window),
    startSimulator,
    send: (event, value) => sendTo(contents, event, value),
    applySettings: ({ theme }) => {
      nativeTheme.themeSource = theme;
    },
  });
  const window: BrowserWindow = createWindow(path.join(dist, 'preload.cjs'), !app.isPackaged);
  // Kept, because a closed window does not give it away any more.
  const contents = window.webContents;
  answerCalls(contents, desk.handlers, log);
  app.on('second-instance', () => focusWindow(window));
  app.on('window-all-closed', () => app.quit());
  // Closes the sign-in's listener; what is on disk is on disk already.
  app.on('will-quit', () => desk.close());
  onWake(() => desk.wake());
  open(desk, rememberedConnection(settings)).catch((error: unknown) => desk.report(error));
  return loadPage(window);
}

/** The connection of the command line, else the simulator if it was asked for, else the one of the last run. */
async function open(desk: Desk, remembered: ConnectionText | undefined): Promise<void> {
  const { connection, simulator } = parseStartArguments(argv);
  const subscriptionKey = process.env['MAX_DESK_SUBSCRIPTION_KEY'];
  if (connection !== undefined) {
    return desk.open(await readConnectionFile(connection), { remember: false, subscriptionKey });
  }
  if (simulator) return desk.use(await startSimulator());
  if (remembered) await desk.open(remembered, { remember: false, subscriptionKey });
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
