import type { Clock, Log } from '../ports.ts';

/** Lines in a minute; what is beyond is counted only. */
const mostInAMinute = 20;
const minute = 60_000;

/**
 * Logs errors of which there may be thousands in a second, so that they neither fill the log nor push out what led to them: at
 * most 20 a minute, and then how many there were.
 */
export function createLimitedErrors(
  log: Log,
  clock: Clock,
): (message: string, fields: () => Record<string, unknown>) => void {
  let written = 0;
  let leftOut = 0;
  let running = false;

  function begin(): void {
    running = true;
    clock.later(minute, () => {
      if (leftOut > 0) log.error('more errors were left out', { count: leftOut });
      running = false;
      written = 0;
      leftOut = 0;
    });
  }
  return (message, fields) => {
    if (!running) begin();
    written += 1;
    if (written <= mostInAMinute) log.error(message, fields());
    else leftOut += 1;
  };
}
