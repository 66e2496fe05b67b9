/** First paints of the product's page and of its peers, by the browser's own timeline. */
import type { BenchBrowser } from '../harness/browser.ts';
import { interleave, type Rounds } from '../harness/interleave.ts';
import type { Peers } from '../harness/peers.ts';
import { serveFolder } from '../harness/site.ts';
import { median } from '../harness/statistics.ts';
import { signedOut } from './page-state.ts';
import { buildPages, type PageName } from './pages.ts';

/** ms from the beginning of the page */
export interface Paints {
  /** First contentful paint, whatever it shows. */
  first: number;
  /** The frame in which the screen with its buttons (or the empty page's one word) stands. */
  screen: number;
  /** What its main thread had worked by then: the steadiest of the three. */
  work: number;
}

export type PaintsOfAll = Partial<Record<PageName, Paints>>;

/** @param folder to build and copy into */
export async function firstPaints(
  browser: BenchBrowser,
  folder: string,
  rounds: Rounds,
  peers: Peers,
): Promise<PaintsOfAll> {
  const names = await buildPages(folder, peers);
  const site = await serveFolder(folder);
  try {
    const variants = names.map((name) => [name, () => paintsOf(browser, `${site.url}/${name}/`)] as const);
    const samples = await interleave(Object.fromEntries(variants), rounds);
    const of = names.map((name) => {
      const all = samples[name] ?? [];
      const paints: Paints = {
        first: median(all.map(({ first }) => first)),
        screen: median(all.map(({ screen }) => screen)),
        work: median(all.map(({ work }) => work)),
      };
      return [name, paints] as const;
    });
    return Object.fromEntries(of);
  } finally {
    await site.close();
  }
}

/** Main answers at once here; what it takes by itself is measured by its own bench. */
async function paintsOf(browser: BenchBrowser, url: string): Promise<Paints> {
  const { page, cdp, close } = await browser.open(
    url,
    (state) => {
      const answer = async () => ({ ok: true, value: state });
      const desktop = new Proxy(
        {},
        { get: (_target, name) => (name === 'on' ? () => () => undefined : answer) },
      );
      Object.defineProperty(window, 'desktop', { value: desktop });
      const screen = new Promise<number>((resolve) => {
        const look = () => {
          // What is there in one frame is painted at its end.
          if (document.querySelector('main button, #root > p') === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        };
        requestAnimationFrame(look);
      });
      Object.defineProperty(window, 'benchScreen', { value: screen });
    },
    signedOut,
  );
  try {
    const paints = await page.evaluate(async () => {
      const first = new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const found = list.getEntriesByName('first-contentful-paint')[0];
          if (found) resolve(found.startTime);
        }).observe({ type: 'paint', buffered: true });
      });
      const { benchScreen } = window as unknown as { benchScreen: Promise<number> };
      return { first: await first, screen: await benchScreen };
    });
    const { metrics } = await cdp.send('Performance.getMetrics');
    const work = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    return { ...paints, work: work * 1000 };
  } finally {
    await close();
  }
}
