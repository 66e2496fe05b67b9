import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { DeskState } from '../contract.ts';
import { createLimitedErrors } from '../core/diagnostics/limited-log.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import type { Clock, Log } from '../core/ports.ts';

export interface CrashGuardParts {
  log: Log;
  clock: Clock;
  language: () => DeskState['locale'];
  /** The page is loaded anew: the person is told there. */
  restored: () => void;
  /** Loads the page. */
  load: () => Promise<void>;
  saveDiagnostics: () => Promise<unknown>;
  quit: () => void;
}

/** A page that ends again within this time is not loaded anew by itself, ms. */
const grace = 60_000;

/**
 * A page that has ended is loaded anew once; one that ends again soon, or hangs, is a question to the person, because nothing
 * else could tell them.
 */
export function guardPage(window: BrowserWindow, parts: CrashGuardParts): void {
  const { log, clock } = parts;
  const contents = window.webContents;
  const ask = (options: MessageBoxOptions) =>
    dialog.showMessageBox(window, { type: 'error', title: 'MAX Desk', noLink: true, ...options });
  let restoredAt = Number.NEGATIVE_INFINITY;
  let hanging: AbortController | undefined;
  /** A page can end while it is loaded: that is two signs of one end. */
  let isAsked = false;

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    hanging?.abort();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error('the page has ended', { reason, exitCode });
    const soon = clock.now() - restoredAt < grace;
    void (soon ? askAfterEnd() : restore());
  });
  contents.on('preload-error', (_event, _file, error) => {
    log.error('the preload failed', traceOf(error));
    // Without it the page has nobody to ask, and nothing to show.
    void askAfterEnd();
  });
  window.on('unresponsive', () => void askWhileHanging());
  window.on('responsive', () => {
    if (hanging) log.info('the page answers again');
    hanging?.abort();
  });

  async function restore(): Promise<void> {
    restoredAt = clock.now();
    parts.restored();
    try {
      await parts.load();
    } catch (error) {
      log.error('the page could not be loaded', traceOf(error));
      if (!window.isDestroyed()) await askAfterEnd();
    }
  }

  async function askAfterEnd(): Promise<void> {
    if (isAsked) return;
    isAsked = true;
    const { ended, endedMeaning, reload, save, quit } = texts[parts.language()];
    const buttons = [reload, save, quit];
    const { response } = await ask({
      message: ended,
      detail: endedMeaning,
      buttons,
      defaultId: 0,
      cancelId: 2,
    }).finally(() => {
      isAsked = false;
    });
    if (buttons[response] === quit) return parts.quit();
    if (buttons[response] === reload) return restore();
    await parts.saveDiagnostics().catch((error: unknown) => log.error('no diagnostics', traceOf(error)));
    return askAfterEnd();
  }

  async function askWhileHanging(): Promise<void> {
    if (hanging) return;
    log.warn('the page does not answer');
    hanging = new AbortController();
    const { signal } = hanging;
    const { hangs, hangsMeaning, wait, reload } = texts[parts.language()];
    const buttons = [wait, reload];
    const options = { message: hangs, detail: hangsMeaning, buttons, defaultId: 0, cancelId: 0, signal };
    const { response } = await ask(options);
    hanging = undefined;
    // A reload alone would wait for a page that does not answer.
    if (!signal.aborted && buttons[response] === reload) contents.forcefullyCrashRenderer();
  }
}

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
