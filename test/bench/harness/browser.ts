/** The browser that pages are measured in: the one that the end-to-end tests use. */
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../build/chromium.ts';
import { cpuSeconds } from './processes.ts';

export interface BenchBrowser {
  /** "Chromium 153.0 …", for the report. */
  engine: string;
  /** A page in a context of its own; `before` runs in it ahead of the page's own scripts. */
  open<T>(url: string, before?: (value: T) => void, value?: T): Promise<BenchPage>;
  context(): Promise<BrowserContext>;
  /** CPU seconds of all its processes so far: the steadiest figure that there is. */
  cpu(): number | undefined;
  close(): Promise<void>;
}

export interface BenchPage {
  page: Page;
  cdp: CDPSession;
  /** Bytes of JavaScript objects after a collection. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

/** Wide enough for all twelve columns of the table. */
const size = { width: 1840, height: 900 };

/** Starts it without a window. Throws when there is no Chrome, Edge or Chromium. */
export async function startBenchBrowser(): Promise<BenchBrowser> {
  const found = await findChromium({ allowPackaged: true });
  if (!found) throw new Error('There is no Chrome, Edge or Chromium here; MAX_DESK_CHROMIUM can name one.');
  const server = await chromium.launchServer({
    executablePath: found.file,
    env: { ...process.env, ...found.env } as Record<string, string>,
    args: ['--disable-gpu', '--enable-precise-memory-info', '--disable-background-timer-throttling'],
  });
  const { pid } = server.process();
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    engine: `Chromium ${browser.version()} without a window (${found.source})`,
    open: (url, before, value) =>
      openPage(browser, url, before && ((page) => page.addInitScript(before, value as never))),
    context: () => browser.newContext(),
    cpu: () => (pid === undefined ? undefined : cpuSeconds(pid)),
    close: async () => {
      await browser.close().catch(() => undefined);
      await server.close();
    },
  };
}

async function openPage(
  browser: Browser,
  url: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<BenchPage> {
  // A context of its own: nothing is cached from the last one.
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await prepare?.(page);
  await page.goto(url);
  return {
    page,
    cdp,
    async heap() {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    },
    close: () => context.close(),
  };
}
