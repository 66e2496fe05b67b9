/** First contentful paint of the product's page and of an empty React page, by the browser's own timeline. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { dist, root } from '../../../build/bundles.ts';
import { type BenchBrowser, startBenchBrowser } from '../harness/browser.ts';
import { interleave } from '../harness/interleave.ts';
import { serveFolder } from '../harness/site.ts';
import { median } from '../harness/statistics.ts';
import { signedOut } from './page-state.ts';

/** ms from the beginning of the page: the first paint with anything in it, and the frame in which React's screen is there. */
export interface Painted {
  first: number;
  screen: number;
}
export interface Paint {
  ours: Painted;
  empty: Painted;
  engine: string;
}

/** @param folder to build and copy into */
export async function firstPaint(folder: string, rounds: number): Promise<Paint> {
  cpSync(path.join(dist, 'renderer'), path.join(folder, 'ours'), { recursive: true });
  await buildEmptyPage(path.join(folder, 'empty'));
  const site = await serveFolder(folder);
  const browser = await startBenchBrowser();
  try {
    const samples = await interleave(
      {
        ours: () => paintOf(browser, `${site.url}/ours/`),
        empty: () => paintOf(browser, `${site.url}/empty/`),
      },
      { rounds, warmUps: 2 },
    );
    const of = (name: string): Painted => {
      const all = samples[name] ?? [];
      return {
        first: median(all.map(({ first }) => first)),
        screen: median(all.map(({ screen }) => screen)),
      };
    };
    return { ours: of('ours'), empty: of('empty'), engine: browser.engine };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** As the product's page is built, with the same document around it. */
async function buildEmptyPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'empty-page.tsx'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const html = readFileSync(path.join(root, 'renderer/index.html'), 'utf8');
  // Nothing in it: what ours paints before its script has run is ours alone.
  const bare = html.replace(/<div id="root">.*<\/div>/s, '<div id="root"></div>');
  writeFileSync(path.join(outDir, 'index.html'), bare.replace('./main.tsx', './page.js'));
}

/** Main answers at once here; what it takes by itself is measured by its own bench. */
async function paintOf(browser: BenchBrowser, url: string): Promise<Painted> {
  const { page, close } = await browser.open(
    url,
    (state) => {
      const answer = async () => ({ ok: true, value: state });
      const desktop = new Proxy(
        {},
        { get: (_target, name) => (name === 'on' ? () => () => undefined : answer) },
      );
      Object.defineProperty(window, 'desktop', { value: desktop });
      const look = () => {
        if (document.querySelector('main h1, #root > p') === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => performance.mark('screen'));
      };
      requestAnimationFrame(look);
    },
    signedOut,
  );
  try {
    return await page.evaluate(async () => {
      const when = (type: 'paint' | 'mark', name: string) =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const found = list.getEntriesByName(name)[0];
            if (found) resolve(found.startTime);
          }).observe({ type, buffered: true });
        });
      return { first: await when('paint', 'first-contentful-paint'), screen: await when('mark', 'screen') };
    });
  } finally {
    await close();
  }
}
