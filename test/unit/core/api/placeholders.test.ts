import { describe, expect, test } from 'vitest';
import { bracesIn } from '../../../../electron/contract/placeholders.ts';
import { filledPath } from '../../../../electron/core/api/placeholders.ts';

const fill = (path: string, values: Record<string, string> = {}) => filledPath(path, (name) => values[name]);

describe('a path with placeholders', () => {
  test('says which', () => {
    expect(bracesIn('/users/{userId}/units/{unitId}?of={userId}')).toEqual(['userId', 'unitId', 'userId']);
    expect(bracesIn('/units')).toEqual([]);
  });

  test.each([
    ['US-1377515', 'US-1377515'],
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['../x', '..%2Fx'],
    ['%2e%2e', '%252e%252e'],
    ['Köln 1', 'K%C3%B6ln%201'],
    ['...', '...'],
    ['9007199254740993', '9007199254740993'],
    ['a\ud800', 'a%EF%BF%BD'],
    ['$&', '%24%26'],
  ])('takes %j as a part of one segment', (unitId, filled) => {
    expect(fill('/units/{unitId}/orders', { unitId })).toBe(`/units/${filled}/orders`);
  });

  test.each(['', '.', '..'])('refuses %j, which would be another path', (unitId) => {
    expect(() => fill('/units/{unitId}/orders', { unitId })).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
  });

  test('refuses what has no value', () => {
    expect(() => fill('/units/{unitId}')).toThrow('There is no value for {unitId}');
  });
});
