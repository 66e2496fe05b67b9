import { describe, expect, it } from 'vitest';
import { countdown, createTimes, formatLocale, isAge, isAhead } from '../../../../renderer/ui/time.ts';

describe('the countdown', () => {
  it('reads as minutes and seconds', () => {
    expect(countdown(272_000)).toBe('4:32');
    expect(countdown(59_001)).toBe('1:00');
    expect(countdown(9_000)).toBe('0:09');
  });

  it('stops at zero', () => {
    expect(countdown(-5_000)).toBe('0:00');
  });
});

describe('an age', () => {
  const now = Date.UTC(2026, 5, 1, 12);
  const times = createTimes('en');
  const minute = 60_000;

  it.each([
    [0, 'now'],
    [59_000, 'now'],
    [3 * minute, '3 minutes ago'],
    [60 * minute, '1 hour ago'],
    [23 * 60 * minute, '23 hours ago'],
  ])('of %d ms reads "%s"', (age, text) => {
    expect(times.ago(now - age, now, 'long')).toBe(text);
  });

  it('of a day or more is a date', () => {
    expect(times.ago(now - 24 * 60 * minute, now, 'long')).toMatch(/2026/);
  });

  it('of a clock that is a little ahead is now, but not of one that is far ahead', () => {
    expect(times.ago(now + 30_000, now, 'long')).toBe('now');
    expect(times.ago(now + 5 * minute, now, 'long')).toMatch(/2026/);
  });

  it('reads natively in German', () => {
    expect(createTimes('de').ago(now - 3 * minute, now, 'long')).toBe('vor 3 Minuten');
  });
});

describe('a time', () => {
  const at = new Date(2026, 5, 1, 14, 5, 30).getTime();

  it('of day has hours and minutes, a date its day, too', () => {
    expect(createTimes('de').clock(at, at)).toBe('14:05');
    expect(createTimes('de').dateTime(at)).toBe('01.06.2026, 14:05');
  });

  it('of another day has the day of the week, or the date', () => {
    const later = new Date(2026, 5, 2, 0, 5).getTime();
    expect(createTimes('en-GB').clock(later, at)).toBe('Tue 00:05');
    expect(createTimes('de').clock(later, at)).toBe('Di., 00:05');
    expect(createTimes('de').clock(at, new Date(2026, 6, 1).getTime())).toBe('01.06.2026, 14:05');
  });

  it('that is compared with other clocks has the day of the week and the time zone', () => {
    const zone = new Intl.DateTimeFormat('de', { timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
    expect(createTimes('de').moment(at)).toBe(`Mo., 1. Juni 2026, 14:05 ${zone}`);
    expect(createTimes('en-GB').moment(at)).toMatch(/^Mon,? 1 Jun 2026, 14:05 /);
  });

  it('has seconds where they matter', () => {
    const ago = (seconds: number) => createTimes('en').ago(at, at + seconds * 1_000, 'long', 'second');
    expect([0, 1, 59, 60].map(ago)).toEqual(['now', '1 second ago', '59 seconds ago', '1 minute ago']);
  });

  it('is short where there is little room', () => {
    expect(createTimes('en').ago(at, at + 3 * 60_000, 'short')).toBe('3 min. ago');
  });

  it('counts as an age for a day, and as ahead beyond a minute', () => {
    const day = 24 * 3_600_000;
    expect([0, day - 1, day].map((age) => isAge(at, at + age))).toEqual([true, true, false]);
    expect([60_000, 60_001].map((ahead) => isAhead(at + ahead, at))).toEqual([false, true]);
    expect([60_000, 60_001].map((ahead) => isAge(at + ahead, at))).toEqual([true, false]);
  });
});

describe('the locale for formats', () => {
  it("is the person's own variant of the language, if there is one", () => {
    expect(formatLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(formatLocale('de', ['en-GB'])).toBe('de');
    expect(formatLocale('en', ['enm'])).toBe('en');
  });
});
