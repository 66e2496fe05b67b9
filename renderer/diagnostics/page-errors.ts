import type { PageError } from '../../electron/contract/support.ts';
import type { DesktopClient } from '../desktop.ts';

/** Reports an error to main, for the log. */
export type ReportError = (where: PageError['where'], error: unknown) => void;

/** Maximum number of reports per page. */
const most = 100;

/** Reports where errors came from, but not their messages, which might contain a secret (R29). Never throws. */
export function createErrorReports(desktop: Pick<DesktopClient, 'call'>): ReportError {
  let told = 0;
  return (where, error) => {
    if (told === most) return;
    told += 1;
    // Without main there is no log to report to.
    desktop.call('reportPageError', { where, ...traceOf(error) }).catch(() => undefined);
  };
}

function traceOf(error: unknown): Pick<PageError, 'name' | 'at'> {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name.slice(0, 100),
    at: frames.slice(0, 10).map((line) => line.trim().slice(0, 300)),
  };
}

/** Reports errors that nothing in the page has caught, from now on. */
export function reportUncaught(target: EventTarget, report: ReportError): void {
  target.addEventListener('error', (event) => {
    // Chromium only notes that an observer continues in the next frame; nothing has failed.
    if (!/^ResizeObserver loop/.test(String(Reflect.get(event, 'message'))))
      report('error', Reflect.get(event, 'error'));
  });
  target.addEventListener('unhandledrejection', (event) => report('rejection', Reflect.get(event, 'reason')));
}
