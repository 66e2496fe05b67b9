import { madeOnce } from './made-once.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Times in one language; everything takes ms since 1970. */
export interface Times {
  /** The time of day, "14:05". */
  clock(at: number): string;
  /** Date and time of day. */
  dateTime(at: number): string;
  /** How long ago within a day, the date and time otherwise. */
  ago(at: number, now: number, style: 'long' | 'short'): string;
}

/**
 * Builds the formats once, because making an Intl object costs more than a thousand uses of it; and when they are first used,
 * because the four of them cost more than the rest of the first screen.
 */
export function createTimes(locale: string): Times {
  const clock = madeOnce(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const dateTime = madeOnce(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const relativeIn = (style: 'long' | 'short') =>
    madeOnce(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }));
  const relative = { long: relativeIn('long'), short: relativeIn('short') };
  return {
    clock: (at) => clock().format(at),
    dateTime: (at) => dateTime().format(at),
    ago(at, now, style) {
      const age = now - at;
      if (!isAge(at, now)) return dateTime().format(at);
      if (age < minute) return relative[style]().format(0, 'second');
      if (age < hour) return relative[style]().format(-Math.floor(age / minute), 'minute');
      return relative[style]().format(-Math.floor(age / hour), 'hour');
    },
  };
}

/** True for a time that is told by its age and not by its date: the last day's. */
export function isAge(at: number, now: number): boolean {
  return !isAhead(at, now) && now - at < day;
}

/** True for a time that has not come yet: one of the two clocks is wrong, and there is no age to be told. */
export function isAhead(at: number, now: number): boolean {
  // A clock that is somewhat behind the service's must not turn "now" into a date in the future.
  return now - at < -minute;
}

/** What is left, as m:ss; never below 0:00. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / second));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * The person's own regional variant of the language of the window ("en-GB" for "en"), for dates and numbers. With
 * LANG=C Chromium's list holds "en-US@posix", which Intl refuses to take.
 */
export function formatLocale(language: string, preferred: readonly string[]): string {
  const isOurs = (tag: string) => tag === language || tag.startsWith(`${language}-`);
  return preferred.find((tag) => isOurs(tag) && /^[\w-]+$/.test(tag)) ?? language;
}
