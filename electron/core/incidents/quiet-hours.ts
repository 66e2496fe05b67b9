import type { QuietHours } from '../../contract/settings.ts';

/**
 * Whether notifications are silent at a time, ms since 1970, by the clock on the wall of this computer. From ten in the
 * evening to six in the morning lasts over midnight; the same time twice is the whole day.
 */
export function isQuiet(hours: QuietHours | null, at: number): boolean {
  if (hours === null) return false;
  const { from, to } = hours;
  const time = new Date(at);
  const minute = time.getHours() * 60 + time.getMinutes();
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}
