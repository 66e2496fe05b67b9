import type { Comparison } from '../harness/report.ts';
import { startService } from '../harness/service.ts';
import { ourList, runNode } from './programs.ts';

/** More than so many, and each of them costs what it costs, not what the start of the process does. */
const small = 10_000;

/** Listing more and more units: time for each of them, which must not grow, and the most memory that the process ever had. */
export async function unitsCurve(folder: string, counts: readonly number[]): Promise<Comparison[]> {
  const rows: Comparison[] = [];
  let first: { name: string; perUnit: number } | undefined;
  for (const count of counts) {
    const { perUnit, peak } = await listUnits(folder, count);
    const label = count.toLocaleString('en');
    rows.push({
      what: `\`max-desk units\`, ${label} units: time for each`,
      unit: 'µs',
      ours: perUnit,
      peers: first ? { [first.name]: first.perUnit } : {},
      ...(first && { target: { of: 'ratio', limit: 1.1 } }),
    });
    rows.push({ what: `\`max-desk units\`, ${label} units: peak memory`, unit: 'MB', ours: peak, peers: {} });
    if (count >= small) first ??= { name: `of ${label}`, perUnit };
  }
  return rows;
}

async function listUnits(folder: string, units: number): Promise<{ perUnit: number; peak: number }> {
  const service = await startService({ units, pageSize: 1_000 });
  try {
    const { ms, peak } = await runNode(folder, ourList(folder, service));
    return { perUnit: (ms * 1000) / units, peak };
  } finally {
    service.stop();
  }
}
