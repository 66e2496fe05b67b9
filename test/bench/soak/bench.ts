/** An hour of live updates, shorter with `--minutes` or `--quick`. */
import type { BenchSize, RunBench } from '../harness/report.ts';
import { type SoakOptions, soak } from '../memory/soak.ts';

const hour: SoakOptions = {
  units: 10_000,
  rate: 1_000,
  time: 3_600_000,
  settle: 60_000,
  trouble: 60_000,
  accessTokenSeconds: 300,
  tell: (line) => console.log(line),
};
const sizes: Record<BenchSize, SoakOptions> = {
  usual: hour,
  quick: { ...hour, time: 120_000, settle: 20_000, trouble: 10_000, accessTokenSeconds: 30 },
  tiny: { units: 20, rate: 100, time: 200, settle: 60, trouble: 60, accessTokenSeconds: 20, silence: 50 },
};

export const run: RunBench = (size, _peers, minutes) =>
  soak('soak', { ...sizes[size], ...(minutes !== undefined && { time: minutes * 60_000 }) });
