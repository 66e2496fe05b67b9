import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dist, root } from '../../../build/bundles.ts';
import { runCommand } from '../harness/command.ts';
import type { Comparison } from '../harness/report.ts';
import { startService } from '../harness/service.ts';

/** More than so many, and each of them costs what it costs, not what the start of the process does. */
const small = 10_000;

/** Listing more and more units: time for each of them, which must not grow, and the most memory that the process ever had. */
export async function unitsCurve(folder: string, counts: readonly number[]): Promise<Comparison[]> {
  const hook = path.join(folder, 'peak.cjs');
  writeFileSync(hook, "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));");
  const rows: Comparison[] = [];
  let first: { name: string; perUnit: number } | undefined;
  for (const count of counts) {
    const { perUnit, peak } = await listUnits(folder, hook, count);
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

async function listUnits(
  folder: string,
  hook: string,
  units: number,
): Promise<{ perUnit: number; peak: number }> {
  const service = await startService({ units, pageSize: 1_000 });
  try {
    const connection = path.join(folder, `units-${units}.json`);
    writeFileSync(connection, JSON.stringify(service.connection));
    const script = `"${process.execPath}" --require "${hook}" "${path.join(dist, 'cli.cjs')}" units --format ndjson --quiet --connection "${connection}" --technical-account "${service.username}" 3>&1 1>/dev/null`;
    const env = { MAX_DESK_PASSWORD: service.password, MAX_DESK_SUBSCRIPTION_KEY: service.subscriptionKey };
    const { ms, out } = await runCommand('sh', ['-c', `${script} 2>&3`], { ...env, PWD: root });
    const peak = Number(/peak (\d+)/.exec(out)?.[1] ?? Number.NaN) / 1024;
    return { perUnit: (ms * 1000) / units, peak };
  } finally {
    service.stop();
  }
}
