import type { PageError } from '../../electron/contract/support.ts';
import type { DesktopClient } from '../desktop.ts';

/** Tells main of an error, for the log. */
export type ReportError = (where: PageError['where'], error: unknown) => void;

/** A page that has told of so many has told enough. */
const most = 100;

/** Tells where errors came from, and not what they say, which might be a secret (R29). Never throws. */
export function createErrorReports(desktop: Pick<DesktopClient, 'call'>): ReportError {
  let told = 0;
  return (where, error) => {
    if (told === most) return;
    told += 1;
    // Without main there is nobody to tell.
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

/** Tells of what nobody in the page has caught, from now on. */
export function reportUncaught(target: EventTarget, report: ReportError): void {
  target.addEventListener('error', (event) => {
    // Chromium's note that an observer goes on in the next frame: nothing has failed.
    if (!/^ResizeObserver loop/.test(String(Reflect.get(event, 'message'))))
      report('error', Reflect.get(event, 'error'));
  });
  target.addEventListener('unhandledrejection', (event) => report('rejection', Reflect.get(event, 'reason')));
}
