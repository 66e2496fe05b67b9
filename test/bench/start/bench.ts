/** From the start of the process to what a person waits for, beside a hello-world on the same Electron. */
import path from 'node:path';
import { root } from '../../../build/bundles.ts';
import { type BenchElectron, startBenchElectron } from '../app/electron.ts';
import { interleave, type Rounds, type Variant } from '../harness/interleave.ts';
import { cpuSeconds, type Memory, memoryOfAll } from '../harness/processes.ts';
import type { BenchSize, Comparison, Findings, RunBench, Target } from '../harness/report.ts';
import { median } from '../harness/statistics.ts';
import { prepareKeptUnits } from './kept-units.ts';

interface StartOptions extends Rounds {
  /** Kept on disk; 0 leaves those starts out. */
  units: number;
  /** Memory is taken so long after the window is complete, ms. */
  settle: number;
}
const sizes: Record<BenchSize, StartOptions> = {
  usual: { rounds: 11, units: 10_000, settle: 3_000 },
  quick: { rounds: 5, units: 10_000, settle: 2_000 },
  tiny: { rounds: 1, warmUps: 0, units: 0, settle: 0 },
};

const hello = 'hello-world on the same Electron';

export const run: RunBench = (size) => benchStart(sizes[size]);

/** ms since the process began, and what all processes of the app hold. */
interface Sample extends Partial<Memory> {
  shown: number;
  complete: number;
  /** What all processes have worked until then, ms: the steadiest figure on a busy computer. */
  cpu?: number;
}

async function benchStart(options: StartOptions): Promise<Findings> {
  const electron = await startBenchElectron();
  try {
    const samples = await measureAll(electron, options);
    return {
      name: 'start',
      title: 'start: the window',
      comparisons: compare(samples),
      notes: [
        `Engine: ${electron.engine}, on a display without a screen. Medians of ${options.rounds} interleaved rounds; each app keeps its data from start to start.`,
        'Each is a plain process with the same observer in its main process, no debugger. Shown: `show` of the window, which both call when its first frame is painted (`ready-to-show`). Complete: the paint with the button of the sign-in screen, or with the first row. hello-world is one file of HTML with one word.',
        'On Electron 33 both load the file that gives it what 45 has (dist/compat.cjs) before their own.',
        "By profiles on 33.2.1: Chromium starts the page's process when it has the document, 100 to 150 ms in both; ours loads what the window shows meanwhile. What is left is the page's own: its style and script come from main (40 ms), which takes 10 ms more to be evaluated, and the script renders and lays out for 60 to 70 ms. With simulated data the simulator works in main as well.",
        `The working set is the resident memory of main, page, GPU and network process added up, ${options.settle / 1000} s after that; code that they share counts in each.`,
      ],
    };
  } finally {
    await electron.end();
  }
}

async function measureAll(electron: BenchElectron, options: StartOptions) {
  const { units, settle, ...rounds } = options;
  const at = (app: string, name: string, args: string[], painted: string) => async (): Promise<Sample> => {
    // The same data at each start, as with a person.
    const userData = path.join(electron.folder, name);
    const running = electron.start({ app, args, userData, painted });
    const [shown, complete] = await Promise.all([running.shown, running.painted]);
    const cpu = 1000 * (cpuSeconds(running.pid) ?? Number.NaN);
    await new Promise((resolve) => setTimeout(resolve, settle));
    const memory = memoryOfAll(running.pid);
    await running.quit();
    return { shown, complete: Math.max(shown, complete), cpu, ...memory };
  };
  const kept = units > 0 ? await prepareKeptUnits(electron, units) : undefined;
  const variants: Record<string, Variant<Sample>> = {
    [hello]: at(path.join(import.meta.dirname, 'hello-world'), 'hello', [], 'p'),
    // Nobody is signed in: the first screen has its button when everything on it stands.
    ours: at(root, 'ours', ['--simulator'], 'main button'),
    ...(kept && { online: () => kept.firstRows('online'), offline: () => kept.firstRows('offline') }),
  };
  try {
    return await interleave(variants, rounds);
  } finally {
    kept?.end();
  }
}

function compare(samples: Record<string, Sample[]>): Comparison[] {
  const of = (name: string, key: keyof Sample) =>
    median((samples[name] ?? []).flatMap((each) => each[key] ?? []));
  const time = (what: string, name: string, key: 'shown' | 'complete', limit: number): Comparison => ({
    what,
    unit: 'ms',
    ours: of(name, key),
    peers: { [hello]: of(hello, 'shown') },
    target: { of: 'ratio', limit },
  });
  const used = (what: string, unit: string, key: keyof Sample, target?: Target): Comparison => ({
    what,
    unit,
    ours: of('ours', key),
    peers: { [hello]: of(hello, key) },
    ...(target && { target }),
  });
  return [
    time('window shown', 'ours', 'shown', 1.15),
    time('sign-in screen complete', 'ours', 'complete', 1.25),
    ...['online', 'offline']
      .filter((name) => samples[name] !== undefined)
      .map((name) => time(`first rows of the kept list, ${name}`, name, 'complete', 1.5)),
    used('CPU of all processes until the sign-in screen is complete', 'ms', 'cpu'),
    used('working set of all processes', 'MB', 'resident', { of: 'ratio', limit: 1.1 }),
    used('of that, what no file is behind', 'MB', 'own'),
  ];
}
