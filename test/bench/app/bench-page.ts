/** A page in a window of Electron, with the debugger that real keys and clicks need. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { _electron, type CDPSession, type Page } from '@playwright/test';
import { cpuSeconds } from '../harness/processes.ts';
import type { BenchElectron } from './electron.ts';

export interface BenchPage {
  page: Page;
  cdp: CDPSession;
  /** Bytes of JavaScript objects after a collection. */
  heap(): Promise<number>;
  /** CPU seconds of all its processes so far: the steadiest figure that there is. */
  cpu(): number | undefined;
  close(): Promise<void>;
}

/** Wide enough for all twelve columns of the table. */
const size = { width: 1840, height: 900, useContentSize: true };

/** Opens it in an Electron process of its own, so that nothing is cached from the last one. */
export async function openBenchPage({ file, env, folder }: BenchElectron, url: string): Promise<BenchPage> {
  const app = await _electron.launch({
    executablePath: file,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      path.join(import.meta.dirname, 'page-window'),
      url,
    ],
    env: {
      ...env,
      BENCH_USER_DATA: mkdtempSync(path.join(folder, 'page-')),
      BENCH_WINDOW: JSON.stringify(size),
    },
  });
  const { pid } = app.process();
  const page = await app.firstWindow();
  const cdp = await app.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    page,
    cdp,
    async heap() {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    },
    cpu: () => (pid === undefined ? undefined : cpuSeconds(pid)),
    close: () => app.close(),
  };
}
