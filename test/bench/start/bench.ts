/** How soon there is something to see. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist } from '../../../build/bundles.ts';
import { startBenchBrowser } from '../harness/browser.ts';
import type { Peers } from '../harness/peers.ts';
import type { BenchSize, Comparison, Findings, RunBench } from '../harness/report.ts';
import { sum } from '../harness/statistics.ts';
import { evaluateMain } from './evaluation.ts';
import { compareStarts, roundTrip } from './offline.ts';
import { reactAria } from './pages.ts';
import { firstPaints, type PaintsOfAll } from './paint.ts';
import { compareWindows } from './windows.ts';

interface StartOptions {
  rounds: number;
  appStarts: number;
  /** Rounds that do not count, of loads and of starts. */
  warmUps: readonly [loads: number, starts: number];
  units: number;
}
const sizes: Record<BenchSize, StartOptions> = {
  usual: { rounds: 21, appStarts: 5, warmUps: [2, 1], units: 10_000 },
  quick: { rounds: 7, appStarts: 3, warmUps: [2, 1], units: 10_000 },
  tiny: { rounds: 1, appStarts: 1, warmUps: [0, 0], units: 50 },
};

export const run: RunBench = (size, peers) => benchStart(sizes[size], peers);

async function benchStart(
  { rounds, appStarts, warmUps: [loads, starts], units }: StartOptions,
  peers: Peers,
): Promise<Findings> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const browser = await startBenchBrowser();
  try {
    const paints = await firstPaints(browser, path.join(folder, 'pages'), { rounds, warmUps: loads }, peers);
    const main = await evaluateMain(folder, { rounds, warmUps: loads });
    const systemBrowser = await browser.context();
    const windows = await compareWindows(systemBrowser, folder, { rounds: appStarts, warmUps: starts });
    const { online, offline } = await compareStarts(systemBrowser, folder, units, {
      rounds: appStarts,
      warmUps: starts,
    });
    return {
      name: 'start',
      title: 'start: the window',
      comparisons: [
        ...paintRows(paints),
        {
          what: 'signed-out window: process to first contentful paint',
          unit: 'ms',
          ours: windows.ours,
          peers: { 'hello-world on the same engine': windows.hello },
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
        `Engine: ${browser.engine}; app starts on the stand-in (the real main, preload and page on plain Chromium), main bundles under plain Node with something empty in Electron's place. Medians of ${rounds} interleaved loads and ${appStarts} interleaved app starts.`,
        `App starts: ${units.toLocaleString('en')} units of somebody who is signed in, until the first rows are painted. Online without a kept list, ${roundTrip} ms for each answer of the service; offline with one and without any network.`,
        `Both wait for the page's script first (${Math.round(offline.script)} and ${Math.round(online.script)} ms until it has run) and both draw the same first screen after it. The offline one waits for nothing else: state and first units are there when the script is. The online one waits for the service besides, ${Math.round(online.page - offline.page)} ms here; it is twice as long only where the service takes as long as the whole offline start.`,
        `The screen is painted when its buttons stand; before that the product's document shows the bar of the window. The same screen in react-aria is the product's page with the controls of that screen in ${peers.describe(reactAria)}, and nothing before its script.`,
        `Of both pages most is the product's script, ${Math.round(scriptBytes() / 1000)} kB. To leave the screens it does not show for later (80 kB) did not paint the first one sooner: the further files take what the smaller one saves. Half of the script's time is V8 compiling functions when they are called first (39 ms of script, 20 when all had been compiled before, but that came later: 168 ms for 143); Electron keeps them compiled from one start to the next, and these pages are all new.`,
      ],
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of the page's scripts, bytes. */
function scriptBytes(): number {
  const assets = path.join(dist, 'renderer/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  return sum(scripts.map((name) => statSync(path.join(assets, name)).size));
}

function paintRows({ ours, empty, 'react-aria': aria }: PaintsOfAll): Comparison[] {
  return [
    {
      what: 'first contentful paint of the page',
      unit: 'ms',
      ours: ours?.first ?? Number.NaN,
      peers: { 'empty React page': empty?.first ?? Number.NaN },
      target: { of: 'ratio', limit: 1.2 },
    },
    {
      what: 'the sign-in screen is painted',
      unit: 'ms',
      ours: ours?.screen ?? Number.NaN,
      peers: aria ? { 'the same in react-aria': aria.screen } : {},
      target: { of: 'ratio', limit: 0.7 },
    },
    {
      what: 'work of the page’s main thread until then',
      unit: 'ms',
      ours: ours?.work ?? Number.NaN,
      peers: {
        'empty React page': empty?.work ?? Number.NaN,
        ...(aria && { 'the same in react-aria': aria.work }),
      },
    },
  ];
}
