import { cpus, loadavg, totalmem, type } from 'node:os';

/** The machine in one line, with how busy it was: numbers of a busy one are to be taken anew. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB, ${type()} ${process.arch}, Node ${process.versions.node}; load at the end ${load}`;
}
