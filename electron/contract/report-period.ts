/** The period of a report: whole days of this computer's clock. Without zod, because the page runs it. */
import { localDate } from './local-time.ts';

/** Days as a person names them: "2026-11-01". The last one is part of it. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** ms since 1970. */
export interface ReportPeriod {
  readonly from: number;
  readonly to: number;
}

/** Why days are no period: one of them is no day, they are in the wrong order, too early, ahead, or too far apart. */
export type PeriodFault = 'first' | 'last' | 'order' | 'early' | 'ahead' | 'long';

/** The first day that begins after 1970 has begun by UTC, in every time zone: times are counted from there. */
export const earliestDay = '1970-01-02';

/** The longest period that a ledger answers for, in days. */
export const longestPeriod = 400;
/** How many days a report has unless somebody says it, today included. */
const usualDays = 30;
const day = 86_400_000;

/** The time from the beginning of the first day to the end of the last one, up to `now` at most (ms since 1970). */
export function periodOf({ first, last }: DayRange, now: number): ReportPeriod | PeriodFault {
  const from = midnight(first, 0);
  const end = midnight(last, 1);
  // The first one may have been reckoned from it.
  if (Number.isNaN(end)) return 'last';
  if (Number.isNaN(from)) return 'first';
  if (from >= end) return 'order';
  if (first < earliestDay) return 'early';
  if (from >= now) return 'ahead';
  const to = Math.min(end, now);
  // An hour more, because a clock may have been set back in between.
  return to - from <= longestPeriod * day + day / 24 ? { from, to } : 'long';
}

/** The beginning of a day, ms since 1970, or of one that is `later` days later; NaN for what is no day. */
function midnight(date: string, later: number): number {
  const [year = 0, month = 0, dayOfMonth = 0] = /^\d{4}-\d\d-\d\d$/.test(date)
    ? date.split('-').map(Number)
    : [];
  // Date takes the 30th of February for the 2nd of March, and the year 50 for 1950.
  const named = new Date(year, month - 1, dayOfMonth);
  if (named.getMonth() !== month - 1 || named.getFullYear() !== year) return Number.NaN;
  return new Date(year, month - 1, dayOfMonth + later).getTime();
}

/** The last 30 days, today included. @param now ms since 1970 */
export function last30Days(now: number): DayRange {
  const last = localDate(now);
  return { first: firstOf30Days(last), last };
}

/** The first of the 30 days that end with this one. */
export function firstOf30Days(last: string): string {
  return localDate(midnight(last, 1 - usualDays));
}
