/** The window with a million units beside itself with a tenth of them: memory of the app, keys and clicks in its table. */
import path from 'node:path';
import { type BenchElectron, startBenchElectron } from '../app/electron.ts';
import { signedIn } from '../app/signed-in.ts';
import { bundlePage } from '../grid/bundle.ts';
import { measureTable, type Sample as TableSample } from '../grid/measure.ts';
import { interleave } from '../harness/interleave.ts';
import { memoryOfAll } from '../harness/processes.ts';
import type { BenchSize, Comparison, Findings, RunBench, Target } from '../harness/report.ts';
import { startService } from '../harness/service.ts';
import { serveFolder } from '../harness/site.ts';
import { median } from '../harness/statistics.ts';

interface LargeOptions {
  few: number;
  many: number;
  rounds: number;
  /** Memory is taken so long after the list has come, ms. */
  settle: number;
}
const usual: LargeOptions = { few: 100_000, many: 1_000_000, rounds: 3, settle: 10_000 };
const sizes: Record<BenchSize, LargeOptions> = {
  usual,
  quick: { ...usual, rounds: 1 },
  tiny: { few: 50, many: 500, rounds: 1, settle: 0 },
};

export const run: RunBench = (size) => benchLarge(sizes[size]);

interface Sample extends TableSample {
  /** From before the app's start until its table has all units, ms. */
  listed: number;
  /** Of all processes of the app, MB. */
  resident: number;
  own: number;
}

async function benchLarge(options: LargeOptions): Promise<Findings> {
  const { few, many, rounds, settle } = options;
  const electron = await startBenchElectron();
  const pages = path.join(electron.folder, 'pages');
  try {
    await bundlePage(path.join(import.meta.dirname, '../grid/page/ours.tsx'), pages);
    const site = await serveFolder(pages);
    const measure = (units: number) => async (): Promise<Sample> => ({
      ...(await measureApp(electron, units, settle)),
      ...(await measureTable(electron, `${site.url}/`, { units, feedTime: 0, frames: 0 })),
    });
    const samples = await interleave(
      { few: measure(few), many: measure(many) },
      { rounds, warmUps: 0 },
    ).finally(() => site.close());
    return {
      name: 'large',
      title: `large: the window with ${many.toLocaleString('en')} units`,
      comparisons: compare(samples, `${few.toLocaleString('en')} units`),
      notes: [
        `Engine: ${electron.engine}. Medians of ${rounds} interleaved rounds, each in a fresh app and a fresh page.`,
        `The memory is that of the whole app, all processes added up, ${settle / 1000} s after its table had the whole list of a simulated service in a process of its own, page by page of 1,000. Code that processes share counts in each.`,
        "Keys and clicks are real ones, in the app's table and store on a page of their own: from the event's own time to the first paint with the right and complete result. Tasks count from there on.",
      ],
    };
  } finally {
    await electron.end();
  }
}

async function measureApp(electron: BenchElectron, units: number, settle: number) {
  const service = await startService({ units, pageSize: 1_000, eventsPerSecond: 0 });
  try {
    const started = performance.now();
    const app = await signedIn(electron, service, units);
    const listed = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, settle));
    const memory = memoryOfAll(app.pid);
    await app.quit();
    return { listed, ...memory };
  } finally {
    service.stop();
  }
}

function compare({ few = [], many = [] }: Record<string, Sample[]>, peer: string): Comparison[] {
  const of = (samples: Sample[], key: keyof Sample) => median(samples.flatMap((each) => each[key] ?? []));
  const row = (what: string, unit: string, key: keyof Sample, target?: Target): Comparison => ({
    what,
    unit,
    ours: of(many, key),
    peers: { [peer]: of(few, key) },
    ...(target && { target }),
  });
  const upTo = (limit: number): Target => ({ of: 'value', limit });
  return [
    row('memory of all processes', 'MB', 'resident', { of: 'ratio', limit: 9 }),
    row('of that, what no file is behind', 'MB', 'own'),
    row('heap added in the page', 'MB', 'heap'),
    row('from the start of the app until the table has all units', 'ms', 'listed'),
    row('key in the search to painted, p50', 'ms', 'filter'),
    row('key in the search to painted, p95', 'ms', 'filterSlow', upTo(100)),
    row('click on a header to painted, p50', 'ms', 'sort'),
    row('click on a header to painted, slowest', 'ms', 'sortSlow', upTo(300)),
    row('longest task over 50 ms while searching and sorting', 'ms', 'inputTasks', upTo(50)),
    row('rows grouped or folded to painted, slowest', 'ms', 'groupSlow'),
    row('longest task over 50 ms while grouping and folding', 'ms', 'groupTasks', upTo(50)),
  ];
}
