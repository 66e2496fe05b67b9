/** The units table beside other grids: the same 100,000 units, the same twelve columns, the same texts, in one run. */
import path from 'node:path';
import { type BenchElectron, startBenchElectron } from '../app/electron.ts';
import { interleave } from '../harness/interleave.ts';
import { benchFolder, type Peers } from '../harness/peers.ts';
import type { BenchSize, Comparison, Findings, RunBench, Target } from '../harness/report.ts';
import { serveFolder } from '../harness/site.ts';
import { median } from '../harness/statistics.ts';
import { bundlePage } from './bundle.ts';
import { type Measure, measures, measureTable, type Sample, type Size } from './measure.ts';

interface GridOptions extends Size {
  rounds: number;
}
const sizes: Record<BenchSize, GridOptions> = {
  usual: { rounds: 3, units: 100_000, feedTime: 10_000, frames: 300 },
  quick: { rounds: 1, units: 100_000, feedTime: 3_000, frames: 120 },
  tiny: { rounds: 1, units: 500, feedTime: 80, frames: 8 },
};

export const run: RunBench = (size, peers) => benchGrid(sizes[size], peers);

const ours = 'ours';
/** By name; the package decides whether it can be measured. */
const candidates: Readonly<Record<string, { file: string; needs: string[] }>> = {
  [ours]: { file: 'grid/page/ours.tsx', needs: [] },
  'AG Grid': { file: 'peers/ag-grid.tsx', needs: ['ag-grid-react', 'ag-grid-community'] },
  Glide: { file: 'peers/glide.tsx', needs: ['@glideapps/glide-data-grid'] },
  'Fluent UI': {
    file: 'peers/fluent.tsx',
    needs: ['@fluentui/react-components', '@fluentui-contrib/react-data-grid-react-window'],
  },
};

type Goal = Pick<Comparison, 'against' | 'target'>;
const ratio = (limit: number): Target => ({ of: 'ratio', limit });
const value = (limit: number): Target => ({ of: 'value', limit });
/** DESIGN.md's; a measure may be held against more than one peer. */
const goals: Partial<Record<Measure, Goal[]>> = {
  firstRows: [{ target: ratio(0.6) }],
  filter: [{ target: ratio(1) }, { against: 'AG Grid', target: ratio(0.35) }],
  sort: [{ target: ratio(1) }, { against: 'AG Grid', target: ratio(0.08) }],
  inputTasks: [{ target: value(50) }],
  groupTasks: [{ target: value(50) }],
  heap: [{ target: ratio(0.95) }],
  wheelCpu: [{ target: ratio(0.85) }],
  wheelLost: [{ target: value(5) }],
  dragCpu: [{ against: 'AG Grid', target: ratio(0.4) }],
  dragLost: [{ target: value(5) }],
  feed10000Cpu: [{ target: ratio(1) }],
  feed10000Lost: [{ target: value(0) }],
  busyFeedCpu: [{ target: ratio(1) }],
  busyFeedLost: [{ target: value(0) }],
};

/** Builds, measures and compares. Peers that are not there are named in the notes. */
async function benchGrid(options: GridOptions, peers: Peers): Promise<Findings> {
  const electron = await startBenchElectron();
  const present = Object.entries(candidates).filter(([, { needs }]) =>
    needs.every((name) => peers.has(name)),
  );
  const page = (name: string) => path.join(electron.folder, 'pages', name.replaceAll(' ', '-'));
  try {
    const empty = await bundlePage(path.join(benchFolder, 'grid/page/empty.tsx'), page('empty'));
    const scripts: Record<string, number> = {};
    for (const [name, { file }] of present) {
      scripts[name] = ((await bundlePage(path.join(benchFolder, file), page(name))) - empty) / 1000;
    }
    const { samples, failures } = await runAll(
      electron,
      present.map(([name]) => name),
      options,
    );
    return {
      name: 'grid',
      title: `grid: ${options.units.toLocaleString('en')} units × 12 columns`,
      comparisons: [...compare(samples), script(scripts)],
      notes: [
        `Engine: ${electron.engine}, in a window of its own. Medians of ${options.rounds} interleaved rounds, each in a fresh page of 1840 × 900. Keys and clicks are real ones: from the event's own time to the first paint with the right and complete answer. Feeds last ${options.feedTime / 1000} s, scrolls ${options.frames} frames.`,
        'Glide has no search and no sort of its own and is given our store; Fluent UI sorts by itself and is given our search text; AG Grid does both itself, compares by code units (the cheaper way), and is given our search text. The store of ours and Glide puts changed rows in order every two seconds, as the product does; AG Grid at once, as it does.',
        'What makes our store faster makes Glide faster by as much: what is left between the two is a canvas drawn anew against the cells of the rows in sight, which a screen reader can read. Our script holds the store with its search, order, filters and live marks besides the grid; what translates belongs to the page, which uses it itself.',
        'Garbage is collected before each feed. The frames that are counted cost what the row “no updates” says.',
        `Peers: ${Object.values(candidates)
          .flatMap(({ needs }) => needs.map((name) => peers.describe(name)))
          .join(', ')}.`,
        ...failures,
      ],
    };
  } finally {
    await electron.end();
  }
}

async function runAll(electron: BenchElectron, names: string[], options: GridOptions) {
  const site = await serveFolder(path.join(electron.folder, 'pages'));
  const failures = new Set<string>();
  try {
    const measure = (name: string) => async () => {
      console.log(`  ${name} …`);
      try {
        return await measureTable(electron, `${site.url}/${name.replaceAll(' ', '-')}/`, options);
      } catch (error) {
        // A peer that cannot do it is a finding; ours is a fault.
        if (name === ours) throw error;
        failures.add(`${name} did not finish: ${String(error).split('\n')[0]}`);
        return {};
      }
    };
    const variants = Object.fromEntries(names.map((name) => [name, measure(name)]));
    // A warm-up would double the time, and every round has a fresh page anyway.
    const samples = await interleave(variants, { rounds: options.rounds, warmUps: 0 });
    return { samples, failures: [...failures] };
  } finally {
    await site.close();
  }
}

function compare(samples: Record<string, Sample[]>): Comparison[] {
  return (Object.keys(measures) as Measure[]).flatMap((measure) => {
    const medians = Object.entries(samples).flatMap(([name, rounds]): [string, number][] => {
      const values = rounds.flatMap((sample) => sample[measure] ?? []);
      return values.length === 0 ? [] : [[name, median(values)]];
    });
    const { [ours]: own, ...others } = Object.fromEntries(medians);
    if (own === undefined) return [];
    const [, what = '', unit = ''] = /^(.*?)(?: \(([^)]*)\))?$/.exec(measures[measure]) ?? [];
    return (goals[measure] ?? [{}]).map((goal) => ({ what, unit, ours: own, peers: others, ...goal }));
  });
}

function script({ [ours]: own = Number.NaN, ...others }: Record<string, number>): Comparison {
  return {
    what: 'script added to a page with React and i18next, gz',
    unit: 'kB',
    ours: own,
    peers: others,
    target: ratio(0.15),
  };
}
