/** What the parts of the stand-in share: the browser, once it runs, and the windows. */
import type { App } from './app.ts';
import type { Browser } from './browser.ts';
import type { BrowserWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

interface Host {
  browser: Browser | undefined;
  ready: boolean;
  app: App | undefined;
  windows: Set<BrowserWindow>;
  contents: Map<number, WebContents>;
  /** Schemes with a host and an origin of their own, as registered before `ready`. */
  schemes: Set<string>;
}

/** Like Electron's own modules, one per process. */
export const host: Host = {
  browser: undefined,
  ready: false,
  app: undefined,
  windows: new Set(),
  contents: new Map(),
  schemes: new Set(),
};

/** The running browser; throws before the app is ready. */
export function runningBrowser(): Browser {
  if (!host.browser) throw new Error('stand-in: the browser does not run yet');
  return host.browser;
}
