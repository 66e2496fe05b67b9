import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { plainIn } from '../fakes/sealed-text.ts';

const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln';

test('what stands in a text in plain is found, a token by its form', () => {
  expect(plainIn(`v2.1.abc\nporter ${token}`, ['porter', 'Berlin'])).toEqual(['porter', 'a token']);
  expect(plainIn(JSON.stringify({ secret: token }))).toEqual(['a token']);
});

test('nothing is found in sealed text by chance, "eyJ" in it neither', () => {
  const random = randomBytes(1_000_000).toString('base64');
  expect(plainIn(`v2.1.${random}eyJ${random}`, ['sam.sample', 'porter'])).toEqual([]);
});

test('a word that chance may write there is refused', () => {
  for (const word of ['eyJ', 'sam', 'VIP']) expect(() => plainIn('', [word])).toThrow('something longer');
  expect(plainIn('', ['DE-4', '"a"'])).toEqual([]);
});
