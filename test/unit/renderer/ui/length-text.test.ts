import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { countedLength, lengthText } from '../../../../renderer/ui/length-text.ts';

const { t } = createTranslations('en');
const { t: german } = createTranslations('de');
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
/** With spaces that do not break as usual ones. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a length of time', () => {
  it('has its two largest units, without what is nothing, and seconds only alone', () => {
    const lengths = [0, 12_999, minute, 61_000, 44 * minute, 2 * hour + 13 * minute, day, 51 * hour];
    expect(lengths.map((ms) => plain(lengthText(ms, t)))).toEqual([
      ...['< 1 s', '12 s', '1 min', '1 min', '44 min', '2 h 13 min', '1 day', '2 days 3 h'],
    ]);
    expect(plain(lengthText(day + minute, t))).toBe('1 day');
  });

  it('has one unit where there is little room', () => {
    expect([2 * hour + 13 * minute, 51 * hour].map((ms) => plain(lengthText(ms, t, 1)))).toEqual([
      '2 h',
      '2 days',
    ]);
  });

  it('is never negative: clocks are set back', () => expect(plain(lengthText(-5, t))).toBe('< 1 s'));

  it('has the same symbols in German', () => {
    expect(plain(lengthText(51 * hour + minute, german))).toBe('2 Tage 3 h');
    expect(plain(lengthText(day + 44 * minute, german))).toBe('1 Tag');
    expect(plain(lengthText(44 * minute, german))).toBe('44 min');
  });
});

describe('a length of time that is counted', () => {
  it('keeps its shape while it is counted', () => {
    const lengths = [900, 59_999, minute, 61_000, 3_599_000, hour, 90_061_000];
    expect(lengths.map((ms) => plain(countedLength(ms, t)))).toEqual([
      ...['0 s', '59 s', '1 min 0 s', '1 min 1 s', '59 min 59 s', '1 h 0 min', '1 day 1 h'],
    ]);
    expect([12 * second, 61_000, 90_061_000].map((ms) => plain(countedLength(ms, t, 1)))).toEqual([
      ...['12 s', '1 min', '1 day'],
    ]);
  });

  it('is never negative, though the clock of the service may be ahead', () => {
    expect(plain(countedLength(-5_000, t))).toBe('0 s');
  });
});
