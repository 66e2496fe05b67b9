import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drawnPlaces,
  firstAround,
  type LaidRow,
  placeAt,
} from '../../../../renderer/incidents/use-row-window.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const place = fc.integer({ min: 0, max: 1_000 });

describe('the rows that are drawn of a long table', () => {
  test('are a window and the active row, in their order, each once, and no more however many there are', async () => {
    await fuzz(
      fc.property(place, place, fc.integer({ min: 1, max: 90 }), place, (count, first, length, active) => {
        const places = drawnPlaces(count, { first, length }, active);
        const drawn = places.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, at) => from + at),
        );
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect(drawn.length).toBeLessThanOrEqual(length + 1);
        expect(drawn.length).toBeGreaterThanOrEqual(Math.min(count, length));
        expect(drawn.every((each) => each < count)).toBe(true);
        if (active < count) expect(drawn).toContain(active);
        if (first + length <= count)
          for (const edge of [first, first + length - 1]) expect(drawn).toContain(edge);
      }),
      500,
    );
  });

  test('begin some rows before what is in sight, and stay while that moves a little', () => {
    expect([0, 9, 19].map(firstAround)).toEqual([0, 0, 0]);
    expect([20, 29, 30].map(firstAround)).toEqual([10, 10, 20]);
  });
});

describe('the row at a height', () => {
  /** Of 100 rows: the first one is drawn, and 40 to 42, of which one is higher. */
  const laid: LaidRow[] = [
    { place: 0, top: 0, bottom: 50 },
    { place: 40, top: 2_000, bottom: 2_050 },
    { place: 41, top: 2_050, bottom: 2_150 },
    { place: 42, top: 2_150, bottom: 2_200 },
    { place: 100, top: 5_050, bottom: Number.POSITIVE_INFINITY },
  ];

  test('is the one that lies there, or its share of the gap', () => {
    expect([0, 49, 2_000, 2_060, 2_149, 2_150].map((height) => placeAt(laid, height))).toEqual([
      0, 0, 40, 41, 41, 42,
    ]);
    expect([50, 1_025, 1_999].map((height) => placeAt(laid, height))).toEqual([1, 20, 39]);
    expect([2_200, 5_049].map((height) => placeAt(laid, height))).toEqual([43, 99]);
  });

  test('is none that there is not, above and below all', () => {
    expect([-10, 5_050, 9_000].map((height) => placeAt(laid, height))).toEqual([0, 100, 100]);
    expect(placeAt([], 10)).toBe(0);
  });
});
