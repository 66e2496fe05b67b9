/** Starts the Chromium that shows the app's windows, and makes sure that it goes with the app. */
import { type ChildProcess, spawn } from 'node:child_process';
import readline from 'node:readline';
import type { Duplex, Readable, Writable } from 'node:stream';
import { findChromium } from '../../build/chromium.ts';
import { type Cdp, createCdp } from './cdp.ts';
import { pipeTransport, socketTransport, type Transport } from './cdp-transport.ts';

const { STANDIN_HEADED } = process.env;

/** A window for people, rather than none for tests. */
export const headed = STANDIN_HEADED === '1';

export interface Browser {
  cdp: Cdp;
  /** Where Playwright connects; only there when a debugging port was asked for. */
  debuggerUrl: string | undefined;
  /** Asks the browser to end and, after a while, makes it. Time limit in ms. */
  close(limit: number): Promise<void>;
  /** Ends it at once, synchronously: for the exit of this process. */
  kill(): void;
}
export interface BrowserOptions {
  userDataDir: string;
  debuggingPort: string | undefined;
  sandbox: boolean;
  switches: string[];
  /** Address of the first window in headed mode. */
  startUrl: string;
}

/** Starts it. Throws with the browser's last words when it does not come up. */
export async function startBrowser(options: BrowserOptions): Promise<Browser> {
  const chromium = await findChromium({ allowPackaged: !headed });
  if (!chromium)
    throw new Error('stand-in: there is no Chrome, Edge or Chromium; MAX_DESK_CHROMIUM can name one');
  const child = spawn(chromium.file, commandLine(options), {
    env: { ...process.env, ...chromium.env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own, so that its helpers can be ended with it.
    detached: process.platform !== 'win32',
  });
  child.unref();
  const words: string[] = [];
  const died = new Promise<never>((_resolve, reject) => {
    const fail = (why: unknown) =>
      reject(new Error(`stand-in: Chromium did not start (${why})\n${words.join('\n')}`));
    child.once('error', fail);
    child.once('exit', (code, signal) => fail(code ?? signal));
    setTimeout(fail, 30_000, 'no answer for 30 s').unref();
  });
  died.catch(() => {}); // later deaths are told by the transport
  const listening = listen(child.stderr as Readable, words);
  const debuggerUrl = options.debuggingPort === undefined ? undefined : await Promise.race([listening, died]);
  const cdp = createCdp(await Promise.race([connect(child, debuggerUrl), died]));
  await Promise.race([cdp.send('Browser.getVersion'), died]);
  return { cdp, debuggerUrl, ...endOf(child, cdp) };
}

/** The pipe where nobody else needs to connect: then no port is opened at all. */
async function connect(child: ChildProcess, debuggerUrl: string | undefined): Promise<Transport> {
  if (debuggerUrl) return socketTransport(debuggerUrl);
  return pipeTransport(child.stdio[3] as Writable, child.stdio[4] as Duplex);
}

function listen(stderr: Readable, words: string[]): Promise<string> {
  return new Promise((resolve) => {
    readline.createInterface({ input: stderr }).on('line', (line) => {
      words.push(line);
      if (words.length > 20) words.shift();
      const [, url] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
      if (url) resolve(url);
    });
  });
}

function endOf(child: ChildProcess, cdp: Cdp): Pick<Browser, 'close' | 'kill'> {
  const kill = () => {
    try {
      if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // already gone
    }
  };
  const close = async (limit: number) => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      await cdp.send('Browser.close').catch(() => {});
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, limit))]);
    }
    kill();
  };
  return { close, kill };
}

function commandLine({ userDataDir, debuggingPort, sandbox, switches, startUrl }: BrowserOptions): string[] {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    `--user-data-dir=${userDataDir}`,
    // Always: Chromium ends when this pipe closes, even when this process was killed.
    '--remote-debugging-pipe',
    ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ...quietSwitches,
    ...(headed
      ? [`--app=${startUrl}`]
      : ['--headless', '--disable-gpu', '--hide-scrollbars', '--no-startup-window']),
    ...(root || !sandbox ? ['--no-sandbox', '--test-type'] : []),
    ...switches,
  ];
}

/** No first-run pages, no services of its own, no throttling: Electron has none of the first and the app's timers live in main. */
const quietSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-popup-blocking',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${[
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'MediaRouter',
    'OptimizationHints',
    'PaintHolding',
    'Translate',
  ].join(',')}`,
];
