import { describe, expect, it } from 'vitest';
import { toggled } from '../../../../../renderer/units/table/unit-filters.ts';

describe('a filter', () => {
  it('is put on by one press and taken off by the next', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
