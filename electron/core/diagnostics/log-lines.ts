import { redact, redactFields } from './redaction.ts';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LeveledLog = ReturnType<typeof createLogLines>;

/** The longest line, characters. */
const longestLine = 16_000;

/**
 * Implements the log port: every line is one JSON object (time, level, message, fields) without secrets (R29), passed
 * to `write`, which must not throw.
 */
export function createLogLines(write: (line: string, level: LogLevel) => void, now = Date.now) {
  let threshold = logLevels.indexOf('info');
  const line =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (logLevels.indexOf(level) > threshold) return;
      write(lineOf(new Date(now()).toISOString(), level, message, fields), level);
    };
  return {
    error: line('error'),
    warn: line('warn'),
    info: line('info'),
    debug: line('debug'),
    /** Lines below it are dropped. */
    setLevel(level: LogLevel): void {
      threshold = logLevels.indexOf(level);
    },
  };
}

function lineOf(time: string, level: LogLevel, message: string, fields: Record<string, unknown>): string {
  const start = { time, level, message: redact(message) };
  const all = { ...start, ...(Object.keys(fields).length > 0 ? { fields: redactFields(fields) } : {}) };
  const text = JSON.stringify(all);
  return text.length <= longestLine ? text : JSON.stringify({ ...start, fields: 'left out: too long' });
}
