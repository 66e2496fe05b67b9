import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { narrowTo, noCounts, noFilters, toggled } from '../../../../../renderer/units/table/unit-filters.ts';

describe('a filter', () => {
  it('is put on by one press and taken off by the next', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('the filter for what is out of service', () => {
  it('shows where somebody is trapped, too', () => {
    const { test } = narrowTo('', { ...noFilters, conditions: ['out-of-service'] }, new Set());
    const isShown = (condition: Unit['condition']) => test.count(noCounts(), { condition } as Unit, 1);
    expect(isShown('out-of-service')).toBe(true);
    expect(isShown('entrapment')).toBe(true);
    expect(isShown('in-service')).toBe(false);
  });
});
