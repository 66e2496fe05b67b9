import type { Clock, Log } from '../ports.ts';

/** Lines per minute; further errors are only counted. */
const mostInAMinute = 20;
const minute = 60_000;

/**
 * Logs errors that may occur thousands of times per second, without filling the log or pushing out what led to them: at
 * most 20 a minute, then a count.
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
