import { describe, expect, it } from 'vitest';
import { cellForKey, headerForKey, rowForKey } from '../../../../../renderer/units/grid/grid-keys.ts';

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

describe('the keys by cell', () => {
  const to = (key: string, withControl = false, row = 3, column = 2) =>
    cellForKey({ key, withControl }, { row, column }, { row: 100, column: 12 }, 10);

  it('lead to the neighbours and stop at the ends', () => {
    expect(to('ArrowRight')).toEqual({ row: 3, column: 3 });
    expect(to('ArrowLeft')).toEqual({ row: 3, column: 1 });
    expect(to('ArrowDown')).toEqual({ row: 4, column: 2 });
    expect(to('ArrowUp')).toEqual({ row: 2, column: 2 });
    expect(to('PageDown')).toEqual({ row: 13, column: 2 });
    expect(to('ArrowLeft', false, 3, 0)).toEqual({ row: 3, column: 0 });
    expect(to('ArrowRight', false, 3, 11)).toEqual({ row: 3, column: 11 });
    expect(to('ArrowDown', false, 99, 2)).toEqual({ row: 99, column: 2 });
  });

  it('lead to the ends of the row, and with Ctrl to those of the table', () => {
    expect(to('Home')).toEqual({ row: 3, column: 0 });
    expect(to('End')).toEqual({ row: 3, column: 11 });
    expect(to('Home', true)).toEqual({ row: 0, column: 0 });
    expect(to('End', true)).toEqual({ row: 99, column: 11 });
  });

  it('leave every other key alone', () => {
    expect(to('a')).toBeNull();
    expect(to('Tab')).toBeNull();
  });
});
