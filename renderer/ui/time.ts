import { madeOnce } from './made-once.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Formats times in one language; all arguments are ms since 1970. Creates each Intl object only once, because that
 * costs more than a thousand uses, and on first use, because all of them cost more than the rest of the first screen.
 */
export function createTimes(locale: string) {
  const clock = madeOnce(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const dateTime = madeOnce(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const dayAndClock = madeOnce(
    () => new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' }),
  );
  const moment = madeOnce(
    () =>
      new Intl.DateTimeFormat(locale, {
        ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
        ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
      }),
  );
  const relativeIn = (style: 'long' | 'short') =>
    madeOnce(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }));
  const relative = { long: relativeIn('long'), short: relativeIn('short') };
  return {
    /** The time of day, "14:05"; with the day of the week if it is another day, and with the date if that is far. */
    clock(at: number, now: number): string {
      if (new Date(at).toDateString() === new Date(now).toDateString()) return clock().format(at);
      return Math.abs(at - now) < 6 * day ? dayAndClock().format(at) : dateTime().format(at);
    },
    /** A time of day that is given as "HH:MM". */
    timeOfDay: (time: string): string => clock().format(new Date(`1970-01-01T${time}`)),
    /** Date and time of day. */
    dateTime: (at: number): string => dateTime().format(at),
    /** The same with the day of the week and the time zone, where a person compares it with other clocks. */
    moment: (at: number): string => moment().format(at),
    /** How long ago within a day, the date and time otherwise. In `least`, what is shorter is now. */
    ago(at: number, now: number, style: 'long' | 'short', least: 'second' | 'minute' = 'minute'): string {
      const age = now - at;
      if (!isAge(at, now)) return dateTime().format(at);
      if (age < second || (age < minute && least === 'minute')) return relative[style]().format(0, 'second');
      if (age < minute) return relative[style]().format(-Math.floor(age / second), 'second');
      if (age < hour) return relative[style]().format(-Math.floor(age / minute), 'minute');
      return relative[style]().format(-Math.floor(age / hour), 'hour');
    },
  };
}

/** True for a time in the last day, which is shown as an age instead of a date. */
export function isAge(at: number, now: number): boolean {
  return !isAhead(at, now) && now - at < day;
}

/** True for a time in the future: one of the two clocks is wrong, so there is no age to show. */
export function isAhead(at: number, now: number): boolean {
  // Tolerates a clock up to a minute behind the service's clock.
  return now - at < -minute;
}

/** Has the first format of all made, which takes 10 to 30 ms, the next ones 1 ms whatever their language. */
export function warmTimes(): void {
  new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short' }).format();
}

/** The time left as m:ss; never below 0:00. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / second));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * The user's regional variant of the window's language ("en-GB" for "en"), for dates and numbers. With LANG=C,
 * Chromium's list contains "en-US@posix", which Intl rejects.
 */
export function formatLocale(language: string, preferred: readonly string[]): string {
  const isOurs = (tag: string) => tag === language || tag.startsWith(`${language}-`);
  return preferred.find((tag) => isOurs(tag) && /^[\w-]+$/.test(tag)) ?? language;
}
