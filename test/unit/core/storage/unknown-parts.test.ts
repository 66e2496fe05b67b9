import { expect, test } from 'vitest';
import { withUnknownParts } from '../../../../electron/core/storage/unknown-parts.ts';

const stored = { theme: 'sepia', size: 12, font: 'Inter' };
const understood = { theme: 'system', size: 12 };

test('what was not changed stays as it was stored, and so does what nobody here knows', () => {
  const next = { theme: 'system', size: 14 };
  expect(withUnknownParts(stored, understood, next)).toEqual({ theme: 'sepia', size: 14, font: 'Inter' });
});

test('what was changed takes the place of what was not understood', () => {
  expect(withUnknownParts(stored, understood, { theme: 'dark', size: 12 })).toEqual({
    ...stored,
    theme: 'dark',
  });
});

test.each([undefined, null, 7, 'text', [1]])('nothing is kept of what holds no parts: %j', (nothing) => {
  expect(withUnknownParts(nothing, understood, { size: 12 })).toEqual({ size: 12 });
});
