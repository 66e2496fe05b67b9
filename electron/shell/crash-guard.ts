import { app, type BrowserWindow, dialog } from 'electron';
import type { DeskState } from '../contract/desk.ts';
import { createLimitedErrors } from '../core/diagnostics/limited-log.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Clock, Log } from '../core/ports.ts';

export interface CrashGuardParts {
  log: Log;
  clock: Clock;
  language: () => DeskState['locale'];
  /** The page is loaded anew: the person is told there. */
  restored: () => void;
  /** Puts a new window with the page into the place of this one. */
  renew: () => Promise<void>;
  saveDiagnostics: () => Promise<unknown>;
  quit: () => void;
}

/** A page that ends again within this time is not loaded anew by itself, ms. */
const grace = 60_000;

/**
 * Guards each window that the returned function is given. A page that has ended gets a new window once; one that ends again
 * soon, or hangs, is a question to the person, because nothing else could tell them.
 */
export function createPageGuard(parts: CrashGuardParts): (window: BrowserWindow) => void {
  const { log, clock } = parts;
  let restoredAt = Number.NEGATIVE_INFINITY;
  /** A page can end while it is loaded: that is two signs of one end. */
  let isAsked = false;

  async function restore(): Promise<void> {
    restoredAt = clock.steady();
    const renewed = parts.renew();
    parts.restored();
    try {
      await renewed;
    } catch (error) {
      log.error('the page could not be loaded', traceOf(error));
      await askAfterEnd();
    }
  }

  async function askAfterEnd(): Promise<void> {
    if (isAsked) return;
    isAsked = true;
    const { ended, endedMeaning, reload, save, quit } = texts[parts.language()];
    const buttons = [reload, save, quit];
    // Not on the window, which may be hidden or without a page: the question would be out of sight with it.
    const { response } = await dialog
      .showMessageBox({ ...box, message: ended, detail: endedMeaning, buttons, defaultId: 0, cancelId: 2 })
      .finally(() => {
        isAsked = false;
      });
    if (buttons[response] === quit) return parts.quit();
    if (buttons[response] === reload) return restore();
    await parts.saveDiagnostics().catch((error: unknown) => log.error('no diagnostics', traceOf(error)));
    return askAfterEnd();
  }

  return (window) => {
    const hanging = watchHanging(window, parts, restore);
    const { webContents } = window;
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      hanging.stopAsking();
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      log.error('the page has ended', { reason, exitCode });
      const soon = clock.steady() - restoredAt < grace;
      // Not within the event of a window that is destroyed on the way.
      setImmediate(() => void (soon ? askAfterEnd() : restore()));
    });
    webContents.on('preload-error', (_event, _file, error) => {
      log.error('the preload failed', traceOf(error));
      // Without it the page has nobody to ask, and nothing to show.
      void askAfterEnd();
    });
  };
}

/** Asks the person what to do with a page that does not answer; the question goes when it does. */
function watchHanging(
  window: BrowserWindow,
  { log, language }: CrashGuardParts,
  restore: () => Promise<void>,
): { stopAsking: () => void } {
  let asking: AbortController | undefined;
  window.on('unresponsive', () => void ask());
  window.on('responsive', () => {
    if (asking) log.info('the page answers again');
    asking?.abort();
  });

  async function ask(): Promise<void> {
    if (asking) return;
    log.warn('the page does not answer');
    asking = new AbortController();
    const { signal } = asking;
    const { hangs, hangsMeaning, wait, reload } = texts[language()];
    const buttons = [wait, reload];
    const options = {
      ...box,
      message: hangs,
      detail: hangsMeaning,
      buttons,
      defaultId: 0,
      cancelId: 0,
      signal,
    };
    const { response } = await dialog.showMessageBox(window, options);
    asking = undefined;
    if (!signal.aborted && buttons[response] === reload) await restore();
  }
  return { stopAsking: () => asking?.abort() };
}

const box = { type: 'error', title: 'MAX Desk', noLink: true } as const;

/**
 * Catches what nobody else has caught in this process, where the default would be a dialog in English and the end. Returns a
 * function that says who tells the person.
 */
export function catchFaults(log: Log, clock: Clock): (tell: () => void) => void {
  const logError = createLimitedErrors(log, clock);
  let tellPerson: () => void = () => undefined;
  const caught = (message: string) => (error: unknown) => {
    logError(message, () => traceOf(error));
    try {
      tellPerson();
    } catch (failure) {
      // Thrown in here it would end the app.
      logError('nobody could be told', () => traceOf(failure));
    }
  };
  process.on('uncaughtException', caught('an error was not handled'));
  process.on('unhandledRejection', caught('a rejection was not handled'));
  return (tell) => {
    tellPerson = tell;
  };
}

/** Logs the end of Chromium's other processes, which it starts anew by itself. */
export function watchHelpers(log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit')
      log.error('a helper process has ended', { type, reason, exitCode, ...(name ? { name } : {}) });
  });
}

const texts = {
  en: {
    ended: 'The window of MAX Desk cannot be shown',
    endedMeaning:
      'Your sign-in is not affected. Load the window again; if that does not help, save diagnostics for your support and quit.',
    hangs: 'The window of MAX Desk does not respond',
    hangsMeaning: 'You can wait, or load the window again. Your sign-in is not affected.',
    wait: 'Wait',
    reload: 'Load again',
    save: 'Save diagnostics…',
    quit: 'Quit',
  },
  de: {
    ended: 'Das Fenster von MAX Desk kann nicht angezeigt werden',
    endedMeaning:
      'Ihre Anmeldung ist davon nicht betroffen. Laden Sie das Fenster neu; hilft das nicht, speichern Sie Diagnosedaten für Ihren Support und beenden Sie MAX Desk.',
    hangs: 'Das Fenster von MAX Desk reagiert nicht',
    hangsMeaning: 'Sie können warten oder das Fenster neu laden. Ihre Anmeldung ist davon nicht betroffen.',
    wait: 'Warten',
    reload: 'Neu laden',
    save: 'Diagnosedaten speichern…',
    quit: 'Beenden',
  },
};
