/** How soon there is something to see. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchSize, Findings, RunBench } from '../harness/report.ts';
import { evaluateMain } from './evaluation.ts';
import { compareStarts, roundTrip } from './offline.ts';
import { firstPaint } from './paint.ts';

interface StartOptions {
  rounds: number;
  appStarts: number;
  units: number;
}
const sizes: Record<BenchSize, StartOptions> = {
  usual: { rounds: 21, appStarts: 7, units: 10_000 },
  quick: { rounds: 7, appStarts: 3, units: 10_000 },
  tiny: { rounds: 1, appStarts: 1, units: 50 },
};

export const run: RunBench = (size) => benchStart(sizes[size]);

async function benchStart({ rounds, appStarts, units }: StartOptions): Promise<Findings> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  try {
    const paint = await firstPaint(path.join(folder, 'pages'), rounds);
    const main = await evaluateMain(folder, rounds);
    const { online, offline } = await compareStarts(folder, units, appStarts);
    return {
      name: 'start',
      title: 'start: the window',
      comparisons: [
        {
          what: 'first contentful paint of the page',
          unit: 'ms',
          ours: paint.ours.first,
          peers: { 'empty React page': paint.empty.first },
          target: { of: 'ratio', limit: 1.2 },
        },
        {
          what: 'first screen of the page, drawn by React',
          unit: 'ms',
          ours: paint.ours.screen,
          peers: { 'empty React page': paint.empty.screen },
        },
        {
          what: 'main bundle: module evaluation',
          unit: 'ms',
          ours: main.module.ours,
          peers: { 'empty main': main.module.empty },
        },
        {
          what: 'main bundle: whole process',
          unit: 'ms',
          ours: main.process.ours,
          peers: { 'empty main': main.process.empty },
        },
        {
          what: 'offline start: page to first rows',
          unit: 'ms',
          ours: offline.page,
          peers: { 'online start': online.page },
          target: { of: 'ratio', limit: 0.5 },
        },
        {
          what: 'offline start: process to first rows',
          unit: 'ms',
          ours: offline.process,
          peers: { 'online start': online.process },
        },
      ],
      notes: [
        `Engine: ${paint.engine}; app starts on the stand-in (the real main, preload and page on plain Chromium), main bundles under plain Node with something empty in Electron's place. Medians of ${rounds} interleaved loads and ${appStarts} interleaved app starts.`,
        `App starts: ${units.toLocaleString('en')} units of somebody who is signed in. Online without a kept list, ${roundTrip} ms for each answer of the service; offline with one and without any network.`,
        'The same screen in react-aria: not measured here.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
