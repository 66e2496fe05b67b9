import type { Log } from '../core/ports.ts';

/** One JSON line an event on stderr. Callers hand in codes, hosts and counts only, never tokens or names (R29). */
export function createLog(): Log {
  const line = (level: string) => (message: string, detail?: Record<string, unknown>) => {
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...detail })}\n`);
  };
  return { info: line('info'), warn: line('warn') };
}
