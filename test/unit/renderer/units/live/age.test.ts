import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { ageText } from '../../../../../renderer/units/live/age.ts';

const { t } = createTranslations('en');
const { t: german } = createTranslations('de');

describe('an age that ticks', () => {
  it('is told in its largest unit', () => {
    expect([900, 12_000, 61_000, 3_600_000, 90_000_000].map((age) => ageText(age, t))).toEqual([
      '0 s',
      '12 s',
      '1 min',
      '1 h',
      '1 day',
    ]);
  });

  it('is never negative, though the clock of the service may be ahead', () => {
    expect(ageText(-5_000, t)).toBe('0 s');
  });

  it('reads in both languages', () => {
    expect([1, 2].map((days) => ageText(days * 86_400_000, german))).toEqual(['1 Tag', '2 Tagen']);
  });
});
