import { app } from 'electron';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Log } from '../core/ports.ts';
import { argumentsOf } from './single-instance.ts';

/** Limit of all steps together, ms: R39 promises 5 s, and Electron needs some of it. */
const limit = 3_000;
/** Electron's own exit takes a fraction of a second; after this time it is stuck, ms. */
const grace = 1_000;
/** Sent by a terminal, a logout or a service manager. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

export interface QuitParts {
  log: Log;
  /** Destroys the window without asking its page. */
  destroyWindow: () => void;
  /** Run first, one after the other. A step that throws, rejects or hangs does not prevent quitting. */
  steps: readonly (() => void | Promise<void>)[];
  /** Runs if there is no time for the steps: when the X server or the session bus has gone. */
  leaveAtOnce: () => void;
  /**
   * Ends the process without Electron's own cleanup, which on Linux hangs or crashes now and then; nothing of ours is left
   * to it (docs/electron-behaviour.md, q).
   */
  skipsCleanup: boolean;
}

/**
 * The only way to quit (R39), whoever asks: `app.quit()`, the system, a signal, or the returned function. Call after
 * `ready`: Electron replaces signal handlers that were set earlier.
 *
 * Ends with `app.exit`, not `app.quit`: that one asks the page first, which may hang, and is ignored while Electron has
 * not returned from a prevented `will-quit`, as in a promise (`Browser::Quit`).
 */
export function createQuit({ log, destroyWindow, steps, leaveAtOnce, skipsCleanup }: QuitParts): () => void {
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
    // Not within an Electron event, which may belong to a window that is destroyed here.
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

  /** The only event that is sure to come when Electron takes part in the exit; nothing asynchronous runs after it. */
  function end(exitCode: number): void {
    try {
      if (!isDone) leaveAtOnce();
    } catch (error) {
      log.error('a step of quitting failed', traceOf(error));
    }
    // A run without this line in the log has crashed, or the computer has.
    log.info('ended', { exitCode });
  }

  /** The signal may also have ended Chromium's other processes, so the page cannot be asked. */
  function endBySignal(signal: string): void {
    if (isUnderWay) return;
    // Otherwise Chromium would take its missing processes for broken graphics, and crash at once.
    app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
    destroyWindow();
    log.info('a signal ends the app', { signal });
    quit();
  }

  function exit(): void {
    if (isOver) return;
    isOver = true;
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace);
    // `app.exit` destroys the window, but only its end starts the app again.
    if (!skipsCleanup || isFollowed) app.exit(0);
    else {
      end(0);
      app.releaseSingleInstanceLock();
      leaveProcess();
    }
  }

  app.on('before-quit', (event) => {
    event.preventDefault();
    quit();
  });
  for (const signal of signals) {
    // electron-store's own listener would send the signal once more.
    process.removeAllListeners(signal);
    // Not removed, unlike Electron's own: Ctrl+C under npm comes twice, and the second one would kill.
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

/** Ends the process without Electron's cleanup, after the listeners of `exit`. */
function leaveProcess(): void {
  process.emit('exit', 0);
  (process as NodeJS.Process & { reallyExit(code: number): never }).reallyExit(0);
}

/** A start that comes too late is repeated once this process, which writes its files until the end, has exited. */
function startAgain(args: string[], folder: string): void {
  process.chdir(folder);
  app.relaunch({ args, execPath: process.env['APPIMAGE'] || process.execPath });
}
