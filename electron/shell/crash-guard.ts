import { app, type BrowserWindow, dialog } from 'electron';
import type { DeskState } from '../contract/desk.ts';
import { createLimitedErrors } from '../core/diagnostics/limited-log.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Clock, Log } from '../core/ports.ts';

export interface CrashGuardParts {
  log: Log;
  clock: Clock;
  language: () => DeskState['locale'];
  /** Called when the page is reloaded, which then tells the user. */
  restored: () => void;
  /** Replaces the window by a new one with the page. */
  renew: () => Promise<void>;
  /** Nobody is there to answer a question: the window is a wall display. */
  isUnattended: () => boolean;
  saveDiagnostics: () => Promise<unknown>;
  quit: () => void;
}

/** A page that crashes again within this time is not reloaded at once, ms. */
const grace = 60_000;

/**
 * Guards each window passed to the returned function. A crashed page gets a new window once. If it soon crashes again,
 * or hangs, a dialog asks the user, because the page cannot; where nobody is there, it is loaded again after a minute.
 */
export function createPageGuard(parts: CrashGuardParts): (window: BrowserWindow) => void {
  const { log, clock } = parts;
  let restoredAt = Number.NEGATIVE_INFINITY;
  /** A page can crash while it loads, which gives two events for one crash. */
  let isAsked = false;

  async function restore(): Promise<void> {
    restoredAt = clock.steady();
    const renewed = parts.renew();
    parts.restored();
    try {
      await renewed;
    } catch (error) {
      log.error('the page could not be loaded', traceOf(error));
      await goOn();
    }
  }

  async function goOn(): Promise<void> {
    if (!parts.isUnattended()) return askAfterEnd();
    clock.later(grace, () => void restore());
  }

  async function askAfterEnd(): Promise<void> {
    if (isAsked) return;
    isAsked = true;
    const { ended } = texts[parts.language()];
    // Not attached to the window, which may be hidden or have no page: the dialog would be hidden too.
    const { response } = await dialog.showMessageBox({ ...box, ...ended, cancelId: 2 }).finally(() => {
      isAsked = false;
    });
    if (response === 2) return parts.quit();
    if (response === 0) return restore();
    await parts.saveDiagnostics().catch((error: unknown) => log.error('no diagnostics', traceOf(error)));
    return askAfterEnd();
  }

  return (window) => {
    const hanging = watchHanging(window, parts, restore);
    const { webContents } = window;
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      hanging.cancelQuestion();
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      log.error('the page has ended', { reason, exitCode });
      const soon = clock.steady() - restoredAt < grace;
      // Not within the event, because its window is destroyed on the way.
      setImmediate(() => void (soon ? goOn() : restore()));
    });
    webContents.on('preload-error', (_event, _file, error) => {
      log.error('the preload failed', traceOf(error));
      // Without the preload the page cannot reach main and has nothing to show.
      void askAfterEnd();
    });
  };
}

/**
 * Asks the user what to do with a page that does not respond; the dialog closes when it responds again. Where nobody is there
 * to ask, it gets a minute.
 */
function watchHanging(
  window: BrowserWindow,
  { log, clock, language, isUnattended }: CrashGuardParts,
  restore: () => Promise<void>,
): { cancelQuestion: () => void } {
  let asking: AbortController | undefined;
  let stopWaiting: () => void = () => undefined;
  window.on('unresponsive', () => void (isUnattended() ? wait() : ask()));
  window.on('responsive', () => {
    if (asking) log.info('the page answers again');
    asking?.abort();
    stopWaiting();
  });

  function wait(): void {
    log.warn('the page does not answer');
    stopWaiting();
    stopWaiting = clock.later(grace, () => {
      if (!window.isDestroyed()) void restore();
    });
  }

  async function ask(): Promise<void> {
    if (asking) return;
    log.warn('the page does not answer');
    asking = new AbortController();
    const { signal } = asking;
    const { hangs } = texts[language()];
    const { response } = await dialog.showMessageBox(window, { ...box, ...hangs, cancelId: 0, signal });
    asking = undefined;
    if (!signal.aborted && response === 1) await restore();
  }
  return {
    cancelQuestion() {
      asking?.abort();
      stopWaiting();
    },
  };
}

const box = { type: 'error', title: 'MAX Desk', noLink: true, defaultId: 0 } as const;

/**
 * Catches unhandled errors of this process, for which the default is a dialog in English and the end of the app.
 * Returns a function that sets how the user is told.
 */
export function catchFaults(log: Log, clock: Clock): (tell: () => void) => void {
  const logError = createLimitedErrors(log, clock);
  let tellPerson: () => void = () => undefined;
  const caught = (message: string) => (error: unknown) => {
    logError(message, () => traceOf(error));
    try {
      tellPerson();
    } catch (failure) {
      // An exception in here would end the app.
      logError('nobody could be told', () => traceOf(failure));
    }
  };
  process.on('uncaughtException', caught('an error was not handled'));
  process.on('unhandledRejection', caught('a rejection was not handled'));
  return (tell) => {
    tellPerson = tell;
  };
}

/** Logs crashes of Chromium's other processes, which Chromium restarts itself. */
export function watchHelpers(log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit')
      log.error('a helper process has ended', { type, reason, exitCode, ...(name ? { name } : {}) });
  });
}

const texts = {
  en: {
    ended: {
      message: 'The window of MAX Desk cannot be shown',
      detail:
        'Your sign-in is not affected. Load the window again; if that does not help, save diagnostics for your support and quit.',
      buttons: ['Load again', 'Save diagnostics…', 'Quit'],
    },
    hangs: {
      message: 'The window of MAX Desk does not respond',
      detail: 'You can wait, or load the window again. Your sign-in is not affected.',
      buttons: ['Wait', 'Load again'],
    },
  },
  de: {
    ended: {
      message: 'Das Fenster von MAX Desk kann nicht angezeigt werden',
      detail:
        'Ihre Anmeldung ist davon nicht betroffen. Laden Sie das Fenster neu; hilft das nicht, speichern Sie Diagnosedaten für Ihren Support und beenden Sie MAX Desk.',
      buttons: ['Neu laden', 'Diagnosedaten speichern…', 'Beenden'],
    },
    hangs: {
      message: 'Das Fenster von MAX Desk reagiert nicht',
      detail: 'Sie können warten oder das Fenster neu laden. Ihre Anmeldung ist davon nicht betroffen.',
      buttons: ['Warten', 'Neu laden'],
    },
  },
};
