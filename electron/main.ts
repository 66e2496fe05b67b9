/** Entry point of the main process: what must happen before Electron is ready, and a window as soon as it is. */
import path from 'node:path';
import { app } from 'electron';
import { compose } from './compose.ts';
import { takeOwnVariables } from './core/own-environment.ts';
import { systemClock } from './core/ports.ts';
import { earlySettings } from './core/settings/early-settings.ts';
import { readPolicySources } from './core/settings/policy-sources.ts';
import { readWindowPlace } from './core/settings/window-place.ts';
import { readZoom } from './core/settings/zoom.ts';
import { startsInWall } from './core/wall/wall-start.ts';
import { catchFaults, watchHelpers } from './shell/crash-guard.ts';
import { displayProtocol } from './shell/display.ts';
import { createLog } from './shell/log.ts';
import { startedBySystem } from './shell/login-item.ts';
import { createMainWindow, type MainWindowParts } from './shell/main-window.ts';
import { setFirstMenu } from './shell/menu.ts';
import { collectOffers } from './shell/offers.ts';
import { declareAppScheme, serveApp } from './shell/protocol.ts';
import { harden } from './shell/security.ts';
import { claimProfile } from './shell/single-instance.ts';
import { workAreas } from './shell/window-place.ts';

// Before anything is started, which would get them too.
const variables = takeOwnVariables(process.env);
const log = createLog();
const argv = process.argv.slice(1);
// Started early, because on Windows it runs another program.
const policySources = readPolicySources();

const tellFaultsBy = catchFaults(log, systemClock);
watchHelpers(log);
declareAppScheme();
setFirstMenu();
harden();
app.setAppUserModelId('com.max-desk.app');
// Data of the simulator must not mix with real connections.
if (argv.includes('--simulator')) app.setPath('userData', path.join(app.getPath('userData'), 'simulator'));

const giveOffers = collectOffers(argv);

const claimed = claimProfile(argv);
if (claimed === 'first') void app.whenReady().then(run).catch(giveUp);
else if (claimed === 'another') app.quit();
else void giveUp(claimed);

/** The window first: the page's process takes 100 to 150 ms to start, and what is behind the window is made meanwhile. */
async function run(): Promise<void> {
  await Promise.allSettled([policySources]);
  const dist = path.join(app.getAppPath(), 'dist');
  const userData = app.getPath('userData');
  const guards = Promise.withResolvers<Pick<MainWindowParts, 'prepare' | 'onGone'>>();
  serveApp(path.join(dist, 'renderer'));
  const startsWall = startsInWall(argv, earlySettings(userData));
  const hidden = !startsWall && (argv.includes('--hidden') || startedBySystem());
  const window = createMainWindow({
    preload: path.join(dist, 'preload.cjs'),
    devTools: !app.isPackaged,
    icon: path.join(dist, 'icon.png'),
    hidden,
    drawsHidden: displayProtocol() !== 'wayland',
    zoom: () => readZoom(earlySettings(userData)),
    remembered: () => readWindowPlace(earlySettings(userData), workAreas()),
    prepare: (next) => void guards.promise.then(({ prepare }) => prepare(next)),
    onGone: () => void guards.promise.then(({ onGone }) => onGone()),
  });
  const loaded = window.open();
  const folders = { dist, logs: logFolder(), userData };
  await compose(
    { log, folders, window },
    { argv, variables, startsWall, loaded, policySources, giveOffers, tellFaultsBy, guard: guards.resolve },
  );
}

async function giveUp(error: unknown): Promise<void> {
  const { endFailedStart } = await import('./shell/failed-start.ts');
  await endFailedStart(error, log, logFolder());
}

function logFolder(): string {
  return path.join(app.getPath('userData'), 'logs');
}
