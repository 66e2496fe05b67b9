import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { createScopeCounter } from '../../../../../renderer/units/table/fleet-summary.ts';
import { narrowTo, noFilters, toggled } from '../../../../../renderer/units/table/unit-filters.ts';
import { createValueNumbers } from '../../../../../renderer/units/table/value-numbers.ts';
import { unit } from '../sample.ts';

describe('a filter', () => {
  it('is put on by one press and taken off by the next', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('the filter for what is out of service', () => {
  it('shows where somebody is trapped, too', () => {
    const { test } = narrowTo('', { ...noFilters, conditions: ['out-of-service'] }, new Set());
    const counter = createScopeCounter({ sites: createValueNumbers(), cities: createValueNumbers() });
    const isShown = (condition: Unit['condition']) => test.count(counter, unit('1', { condition }), 0, 1);
    expect(isShown('out-of-service')).toBe(true);
    expect(isShown('entrapment')).toBe(true);
    expect(isShown('in-service')).toBe(false);
  });
});
