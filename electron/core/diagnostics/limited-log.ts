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
  /** In the minute that the first one began. */
  let seen = 0;

  function endMinute(): void {
    if (seen > mostInAMinute) log.error('more errors were left out', { count: seen - mostInAMinute });
    seen = 0;
  }
  return (message, fields) => {
    if (seen === 0) clock.later(minute, endMinute);
    seen += 1;
    if (seen <= mostInAMinute) log.error(message, fields());
  };
}
