import { describe, expect, it } from 'vitest';
import { headerForKey, rowForKey } from '../../../../../renderer/units/grid/grid-keys.ts';

describe('the keys of the table', () => {
  it('lead through the rows and stop at the ends', () => {
    expect(rowForKey('ArrowDown', 3, 100, 10)).toBe(4);
    expect(rowForKey('ArrowUp', 0, 100, 10)).toBe(0);
    expect(rowForKey('PageDown', 95, 100, 10)).toBe(99);
    expect(rowForKey('PageUp', 35, 100, 10)).toBe(25);
    expect(rowForKey('Home', 35, 100, 10)).toBe(0);
    expect(rowForKey('End', 35, 100, 10)).toBe(99);
  });

  it('leave every other key alone', () => {
    expect(rowForKey('a', 3, 100, 10)).toBeNull();
    expect(headerForKey('ArrowDown', 3, 12)).toBeNull();
  });

  it('lead through the headers', () => {
    expect(headerForKey('ArrowRight', 11, 12)).toBe(11);
    expect(headerForKey('ArrowLeft', 3, 12)).toBe(2);
    expect(headerForKey('Home', 3, 12)).toBe(0);
    expect(headerForKey('End', 3, 12)).toBe(11);
  });
});
