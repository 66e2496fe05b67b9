import { describe, expect, test } from 'vitest';
import { directionIn, momentIn, percentIn, textIn } from '../../../../electron/core/units/unit-values.ts';

describe('a moment', () => {
  const noon = Date.UTC(2026, 10, 1, 12);
  test.each<[unknown, number]>([
    ['2026-11-01T12:00:00Z', noon],
    ['2026-11-01t12:00:00z', noon],
    ['2026-11-01 12:00:00Z', noon],
    [' 2026-11-01T12:00:00.000+00:00 ', noon],
    ['2026-11-01T13:30:00+01:30', noon],
    ['2026-11-01T12:00:00.1234567Z', noon + 123],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    [noon, noon],
    [noon + 1, noon + 1],
    [noon / 1_000, noon],
    [noon / 1_000 + 0.5, noon + 500],
    [String(noon), noon],
    [String(noon / 1_000), noon],
  ])('is in %j', (value, at) => expect(momentIn(value)).toEqual({ at, zoneAssumed: false }));

  test.each(['2026-11-01T12:00:00', '2026-11-01 12:00:00.00'])(
    'without a zone is UTC and marked: %s',
    (value) => expect(momentIn(value)).toEqual({ at: noon, zoneAssumed: true }),
  );

  test.each<[unknown]>([
    ['Door opened 3'],
    ['U-1001'],
    ['0001-01-01T00:00:00'],
    ['0001-01-01T00:00:00Z'],
    ['1753-01-01T00:00:00'],
    ['9999-12-31T23:59:59.9999999'],
    ['2024-02-31T12:00:00Z'],
    ['2023-02-29T12:00:00Z'],
    ['2024-13-01T12:00:00Z'],
    ['2024-01-01T24:00:00Z'],
    ['2024-01-01T12:00:00+0100'],
    ['2024-01-01'],
    ['2024-01-01T12:00'],
    ['01/02/2024 12:00:00'],
    ['/Date(1764547200000)/'],
    ['yesterday'],
    ['20240501'],
    ['20240501123000'],
    [20240501],
    [3],
    [0],
    [-5],
    [true],
    [null],
    [{}],
    [639_291_672_000_000_000],
    [Number.POSITIVE_INFINITY],
    [Number.NaN],
  ])('is not in %j', (value) => expect(momentIn(value)).toBeUndefined());
});

describe('a percentage', () => {
  test.each<[unknown, number | undefined]>([
    [99.5, 99.5],
    ['99.5', 99.5],
    ['99,5 %', 99.5],
    ['99.5%', 99.5],
    [' 100 % ', 100],
    ['0', 0],
    ['24/7', undefined],
    ['101', undefined],
    ['-1', undefined],
    ['1e1', undefined],
    ['99.5.1', undefined],
    ['99 of 100', undefined],
    ['%', undefined],
    ['', undefined],
    [101, undefined],
    [null, undefined],
  ])('in %j is %j', (value, percent) => expect(percentIn(value)).toBe(percent));
});

describe('a direction', () => {
  test.each<[unknown, string | undefined]>([
    [0, 'up'],
    [1, 'down'],
    [2, 'levelling'],
    [3, 'none'],
    ['2', 'levelling'],
    ['UP', 'up'],
    ['down', 'down'],
    ['Relevel', 'levelling'],
    ['None', 'none'],
    [4, undefined],
    [-1, undefined],
    [0.5, undefined],
    ['Upgrade', undefined],
    ['constructor', undefined],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
  ])('in %j is %j', (value, direction) => expect(directionIn(value)).toBe(direction));

  test.each([
    ['up', ['up', 'upward', 'upwards']],
    ['down', ['down', 'downward', 'downwards']],
    ['levelling', ['relevel', 'releveling', 'relevelling', 'leveling', 'levelling']],
    ['none', ['none', 'idle', 'standing', 'stationary']],
  ])('is %s in each of %j', (direction, words) => {
    for (const word of words) expect(directionIn(word), word).toBe(direction);
  });
});

test.each<[unknown, string | undefined]>([
  [' a ', 'a'],
  [0, '0'],
  [true, 'true'],
  ['  ', undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [null, undefined],
  [['a'], undefined],
])('the text in %j is %j', (value, text) => expect(textIn(value)).toBe(text));
