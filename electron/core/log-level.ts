import type { Log } from './ports.ts';

/** `warn` leaves out what only tells how things go. */
export type LogLevel = 'info' | 'warn';

/** The log without what is below the level, which may be known later only. */
export function limitLog(log: Log, level: () => LogLevel): Log {
  return {
    info: (...line) => {
      if (level() === 'info') log.info(...line);
    },
    warn: log.warn,
  };
}
