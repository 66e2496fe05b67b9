/** What the memory of main’s core does within minutes; the whole app is `soak`. */
import type { BenchSize, RunBench } from '../harness/report.ts';
import { type SoakOptions, soak } from './soak.ts';

const usual: SoakOptions = {
  units: 10_000,
  rate: 1_000,
  time: 240_000,
  settle: 60_000,
  trouble: 20_000,
  accessTokenSeconds: 60,
};
const sizes: Record<BenchSize, SoakOptions> = {
  usual,
  quick: { ...usual, units: 2_000, time: 60_000, settle: 20_000, trouble: 10_000, accessTokenSeconds: 20 },
  tiny: { units: 20, rate: 100, time: 200, settle: 60, trouble: 60, accessTokenSeconds: 20, silence: 50 },
};

export const run: RunBench = (size) => soak('memory', sizes[size]);
