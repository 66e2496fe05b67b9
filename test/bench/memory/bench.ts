/** What memory does within minutes; the hour is `soak`. */
import type { BenchSize, RunBench } from '../harness/report.ts';
import { type SoakOptions, soak } from './soak.ts';

const sizes: Record<BenchSize, SoakOptions> = {
  usual: { units: 10_000, rate: 1_000, time: 300_000, settle: 60_000, trouble: 30_000 },
  quick: { units: 2_000, rate: 1_000, time: 60_000, settle: 20_000, trouble: 10_000 },
  tiny: { units: 20, rate: 100, time: 900, settle: 200, trouble: 300 },
};

export const run: RunBench = (size) => soak('memory', sizes[size]);
