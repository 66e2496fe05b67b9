import { cpus, loadavg, totalmem, type } from 'node:os';

/** How many processes wanted to run in the last minute. */
export const load = (): number => loadavg()[0] ?? 0;

/**
 * The machine in one line, and how busy it was. Ratios of interleaved rounds stand that, absolute times do not.
 * @param before the load when the bench began
 */
export function describeMachine(before = load()): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const busiest = Math.max(before, load());
  const busy = busiest > 2 * cpus().length ? ': busy with other work, so its times are too long' : '';
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB, ${type()} ${process.arch}, Node ${process.versions.node}; load ${before.toFixed(1)} before, ${load().toFixed(1)} after${busy}`;
}
