import { describe, expect, it } from 'vitest';
import { createChartNumbers } from '../../../../../renderer/units/overview/chart-numbers.ts';

describe('the numbers of a chart', () => {
  it('read as the language writes them', () => {
    const english = createChartNumbers('en');
    const german = createChartNumbers('de');
    expect(english.count(12_480)).toBe('12,480');
    expect(german.count(12_480)).toBe('12.480');
    expect(english.share(915, 1000)).toBe('91.5%');
    expect(german.share(915, 1000)).toBe('91,5\u00a0%');
    expect(german.percent(97.4)).toBe('97,40\u00a0%');
  });

  it('never call a part all or nothing', () => {
    const { share } = createChartNumbers('en');
    expect(share(99_999, 100_000)).toBe('99.9%');
    expect(share(1, 100_000)).toBe('< 0.1%');
    expect(share(5, 5)).toBe('100%');
    expect(share(0, 5)).toBe('0%');
    expect(share(0, 0)).toBe('0%');
  });
});
