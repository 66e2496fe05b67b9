/**
 * Times in digits, by this computer's clock: for names of files, cells and fields. What people read is written in their
 * language instead (`renderer/ui/time.ts`). Without zod, because the page runs it.
 */

/** The day, "2026-11-01". @param at ms since 1970 */
export function localDate(at: number): string {
  const time = new Date(at);
  const year = String(time.getFullYear()).padStart(4, '0');
  return [year, twoDigits(time.getMonth() + 1), twoDigits(time.getDate())].join('-');
}

/** The time of day, "14:05:09". @param at ms since 1970 */
export function localClock(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

/** The same to the minute, "14:05". */
export function localMinute(at: number): string {
  return localClock(at).slice(0, 5);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
