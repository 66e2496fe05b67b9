/** An hour of live updates, shorter with `--quick`. */

import type { BenchSize, RunBench } from '../harness/report.ts';
import { type SoakOptions, soak } from '../memory/soak.ts';

const hour: SoakOptions = { units: 10_000, rate: 1_000, time: 3_600_000, settle: 60_000, trouble: 60_000 };
const sizes: Record<BenchSize, SoakOptions> = {
  usual: hour,
  quick: { ...hour, time: 600_000 },
  tiny: { units: 20, rate: 100, time: 900, settle: 200, trouble: 300 },
};

export const run: RunBench = (size) => soak('soak', sizes[size]);
