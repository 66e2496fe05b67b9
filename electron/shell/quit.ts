import { app } from 'electron';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Log } from '../core/ports.ts';
import { argumentsOf } from './single-instance.ts';

/** All that is done before the end may take so long together, ms: 5 s is the promise (R39), and Electron needs some of it. */
const limit = 3_000;
/** Electron's own end takes a fraction of a second; beyond this it is stuck, ms. */
const grace = 1_000;
/** What a terminal, a logout or a service manager sends. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

export interface QuitParts {
  log: Log;
  /** Makes the window go without asking its page. */
  destroyWindow: () => void;
  /** What is done first, one after the other. One that throws, rejects or hangs keeps nobody from the end. */
  steps: readonly (() => void | Promise<void>)[];
  /** What must be done at an end that leaves no time for the steps: when the X server or the session bus has gone. */
  leaveAtOnce: () => void;
}

/**
 * The one way out of the app (R39), whoever asks: `app.quit()`, the system, a signal, or the function that is returned. Call
 * it after `ready`: Electron replaces signal handlers that were set earlier.
 *
 * `app.exit` ends the app, and not `app.quit`: that one asks the page first, which may hang, and it is ignored when it is
 * called before Electron has come back from a `will-quit` that was prevented, as from a promise (`Browser::Quit`).
 */
export function createQuit({ log, destroyWindow, steps, leaveAtOnce }: QuitParts): () => void {
  let isUnderWay = false;
  let isDone = false;
  let isOver = false;
  let isFollowed = false;

  function quit(): void {
    if (isUnderWay) return;
    isUnderWay = true;
    setTimeout(() => {
      if (!isOver) log.warn('quitting takes too long', { ms: limit });
      exit();
    }, limit);
    // Not within an event of Electron's, which may be about a window that is destroyed here.
    setImmediate(() => void takeSteps().then(() => setImmediate(exit)));
  }

  async function takeSteps(): Promise<void> {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        log.error('a step of quitting failed', traceOf(error));
      }
    }
    isDone = true;
  }

  /** Of every end that Electron takes part in, this event alone is sure to come, and nothing is waited for any more. */
  function end(exitCode: number): void {
    try {
      if (!isDone) leaveAtOnce();
    } catch (error) {
      log.error('a step of quitting failed', traceOf(error));
    }
    // A run without this line has crashed, or its computer has.
    log.info('ended', { exitCode });
  }

  /** The signal may have ended Chromium's other processes too, so the page cannot be asked any more. */
  function endBySignal(signal: string): void {
    if (isUnderWay) return;
    // Without its helpers Chromium would take the graphics for broken, and end at once with a crash.
    app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
    destroyWindow();
    log.info('a signal ends the app', { signal });
    quit();
  }

  function exit(): void {
    if (isOver) return;
    isOver = true;
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace);
    app.exit(0);
  }

  app.on('before-quit', (event) => {
    event.preventDefault();
    quit();
  });
  for (const signal of signals) {
    // A listener that electron-store brought before Electron set its own handlers would keep Node from setting its handler again.
    process.removeAllListeners(signal);
    // It stays, unlike Electron's own: Ctrl+C under npm comes twice, and the second one would kill.
    process.on(signal, () => endBySignal(signal));
  }
  app.on('quit', (_event, exitCode) => end(exitCode));
  app.on('second-instance', (_event, args, folder, start) => {
    if (!isUnderWay || isFollowed) return;
    isFollowed = true;
    startAgain(argumentsOf(start) ?? args.slice(1), folder);
  });
  return quit;
}

/** A start that comes too late for this run is made up for once this process, which writes its files to the last, has ended. */
function startAgain(args: string[], folder: string): void {
  process.chdir(folder);
  app.relaunch({ args, execPath: process.env['APPIMAGE'] || process.execPath });
}
