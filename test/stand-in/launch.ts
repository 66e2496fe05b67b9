/** The stand-in's entry: reads Electron's command line, puts the stand-in in Electron's place and runs the app's real main. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App, type AppPackage, type AppSettings } from './app.ts';
import { headed, startBrowser } from './browser.ts';
import { type CommandLine, chromiumSwitches, parseCommandLine } from './command-line.ts';
import { host } from './host.ts';
import { toWeb } from './url-map.ts';

const executable = fileURLToPath(new URL('./bin/electron', import.meta.url));
const module = new URL('./electron.ts', import.meta.url).href;

const line = parseCommandLine(process.argv.slice(2));
// Prints "Debugger listening on ws://…", the line that Playwright waits for.
if (line.inspect !== undefined) inspector.open(line.inspect, '127.0.0.1');
if (!line.entry) throw new Error('stand-in: usage: electron [switches] [-r module] <app> [arguments]');
const { main, settings } = readApp(line.entry, line);
const app = new App(settings);
takeElectronsPlace(line);
guardProcess(app);
try {
  await loadMain(main, line.requires);
  await start(app, settings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function readApp(entry: string, commandLine: CommandLine): { main: string; settings: AppSettings } {
  if (!statSync(entry).isDirectory()) {
    return { main: entry, settings: { appPath: path.dirname(entry), about: {}, line: commandLine } };
  }
  const about: AppPackage & { main?: string } = JSON.parse(
    readFileSync(path.join(entry, 'package.json'), 'utf8'),
  );
  return {
    main: path.resolve(entry, about.main ?? 'index.js'),
    settings: { appPath: entry, about, line: commandLine },
  };
}

function takeElectronsPlace(commandLine: CommandLine): void {
  registerHooks({
    resolve: (name, context, nextResolve) =>
      /^electron(\/(main|common))?$/.test(name)
        ? { url: module, format: 'module-typescript', shortCircuit: true }
        : nextResolve(name, context),
  });
  // The package's own index.js downloads the runtime; reading its package.json does not.
  const { version } = createRequire(import.meta.url)('electron/package.json');
  process.argv = [executable, ...commandLine.args];
  Object.defineProperties(process, {
    versions: { value: { ...process.versions, electron: version } },
    type: { value: 'browser' },
    defaultApp: { value: true },
  });
}

/** Errors that nobody handles end a plain Node process; Electron reports them and goes on. */
function guardProcess(ofApp: App): void {
  process.on('SIGTERM', () => ofApp.quit());
  process.on('SIGINT', () => ofApp.quit());
  process.on('exit', () => host.browser?.kill());
  process.on('unhandledRejection', (error) => console.error('UnhandledPromiseRejectionWarning:', error));
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') === 1)
      console.error('A JavaScript error occurred in the main process', error);
  });
  setInterval(() => {}, 1 << 30); // Electron's process lives until app.quit()
}

async function loadMain(file: string, requires: string[]): Promise<void> {
  const require = createRequire(file);
  for (const each of requires) require(each);
  if (file.endsWith('.mjs')) await import(pathToFileURL(file).href);
  else require(file);
}

async function start(ofApp: App, { line: { switches, args } }: AppSettings): Promise<void> {
  if (ofApp.lifecycle.isQuitting()) return;
  ofApp.emit('will-finish-launching');
  const userDataDir = path.join(ofApp.getPath('userData'), 'stand-in', 'chromium');
  mkdirSync(userDataDir, { recursive: true });
  const browser = await startBrowser({
    userDataDir,
    debuggingPort: switches.get('remote-debugging-port'),
    sandbox: !switches.has('no-sandbox'),
    switches: chromiumSwitches(switches, args),
    startUrl: toWeb('app://max-desk/index.html', new Set(['app'])),
  });
  if (ofApp.lifecycle.isQuitting()) return void browser.kill();
  if (headed === false && browser.debuggerUrl)
    process.stderr.write(`\nDevTools listening on ${browser.debuggerUrl}\n`);
  ofApp.lifecycle.ready(browser);
}
