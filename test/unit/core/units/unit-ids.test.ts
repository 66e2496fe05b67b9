import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createUnitIds } from '../../../../electron/core/units/unit-ids.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

describe('the ids of a list', () => {
  test('are what a Set of them is, and each has its place', () =>
    fuzz(
      // Few letters, so that some repeat; half a surrogate is an id of its own, and not the character for lost ones.
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({
              unit: fc.constantFrom('a', 'b', 'é', '€', '\ud800', '\udc00', '\ufffd'),
              maxLength: 3,
            }),
            fc.string({ unit: 'binary' }),
          ),
          { maxLength: 200 },
        ),
        (texts) => {
          const [ids, set] = [createUnitIds(), new Set<string>()];
          for (const text of texts) {
            expect(ids.placeOf(text) === undefined).toBe(!set.has(text));
            expect(ids.add(text)).toBe(!set.has(text));
            set.add(text);
          }
          expect(ids.size).toBe(set.size);
          expect([...ids]).toEqual([...set]);
          for (const [place, text] of [...set].entries()) expect(ids.placeOf(text)).toBe(place);
        },
      ),
      1_000,
    ));

  // Around the sizes at which the room grows.
  test.each([0, 1, 2_047, 2_048, 2_049, 4_095, 4_096, 4_097, 50_000])(
    'are all there, once, where there are %i of them',
    (count) => {
      const ids = createUnitIds();
      const idAt = (place: number) => `DE-${40_000_000 + place * 7}`;
      const all = Array.from({ length: count }, (_, place) => idAt(place));
      expect(all.every((id) => ids.add(id))).toBe(true);
      expect(all.some((id) => ids.add(id))).toBe(false);
      expect(ids.size).toBe(count);
      expect([...ids]).toEqual(all);
      expect(all.every((id, place) => ids.placeOf(id) === place)).toBe(true);
      expect(ids.placeOf(idAt(count))).toBeUndefined();
      expect(ids.placeOf('')).toBeUndefined();
    },
  );

  test('may be long', () => {
    const ids = createUnitIds();
    const long = 'x'.repeat(1_000_000);
    expect([ids.add('a'), ids.add(long), ids.add(`${long}x`), ids.add(long)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([...ids]).toEqual(['a', long, `${long}x`]);
  });

  test('that have one hash are kept apart', () => {
    const ids = createUnitIds();
    // Found by search: FNV-1a makes the same 32 bits of both.
    const [one, other] = ['DE-63ul4j', 'DE-1c8h7ez'];
    expect(ids.add(one)).toBe(true);
    expect(ids.placeOf(other)).toBeUndefined();
    expect(ids.add(other)).toBe(true);
    expect([ids.placeOf(one), ids.placeOf(other)]).toEqual([0, 1]);
  });
});
