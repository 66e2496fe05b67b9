import { describe, expect, test } from 'vitest';
import { createPseudonyms } from '../../../../electron/core/recording/pseudonyms.ts';

const key = new Uint8Array(32).fill(7);
const shapeOf = (text: string) => text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/[0-9]/g, '9');

describe('a pseudonym', () => {
  test.each(['US-1377515', 'Main entrance – Elevator 1', '12 Old Street, London N1C 4AB', '007', 'A'])(
    'of %j is another text of the same shape, the same one each time',
    (text) => {
      const { text: of, id } = createPseudonyms(key);
      for (const pseudonym of [of(text), id(text)]) {
        expect(pseudonym).not.toBe(text);
        expect(shapeOf(pseudonym)).toBe(shapeOf(text));
      }
      expect(of(text)).toBe(of(text));
      expect(id(text)).toBe(id(text));
      expect(createPseudonyms(key).id(text)).toBe(id(text));
      expect(createPseudonyms(new Uint8Array(32).fill(8)).text(text)).not.toBe(of(text));
    },
  );

  test('has no letter, sign or control character but those that are known', () => {
    const { text } = createPseudonyms(key);
    expect(text('Żółw 北京 Ünal @ home\u0007\u202e"\\')).toMatch(
      /^É[éa-z]{3} éé É[a-z]{3} \? [a-z]{4}\?{4}$/,
    );
    expect(text('')).toBe('');
    expect(text(' – ')).toBe(' – ');
    expect(text('x'.repeat(5_000)).length).toBe(120);
  });

  test('of an id is that of no other id, however few shapes there are', () => {
    const { id } = createPseudonyms(key);
    const ids = [...Array.from({ length: 300 }, (_, i) => String(i)), 'é', 'ü', '北', '京'];
    const all = new Set(ids.map(id));
    expect(all.size).toBe(ids.length);
  });
});
