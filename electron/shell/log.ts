import type { Log } from '../core/ports.ts';

/** One JSON line an event on stderr. Callers hand in codes, hosts and counts only, never tokens or names (R29). */
export function createLog(): Log {
  const line = (level: string) => (message: string, detail?: Record<string, unknown>) => {
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...detail })}\n`);
  };
  return { info: line('info'), warn: line('warn') };
}

/** Where an error came from. Its message stays out of the log: it might hold a secret (R29). */
export function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 5).map((line) => line.trim()) };
}
