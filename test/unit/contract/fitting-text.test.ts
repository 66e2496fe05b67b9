import { describe, expect, test } from 'vitest';
import { fittingCell, fittingText } from '../../../electron/contract/fitting-text.ts';

describe('a text that is too long', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    // One picture of two UTF-16 units; a family, a flag and a letter with its accents are one character each.
    ['ab🛗cd', 4, 'ab…'],
    ['a👨‍👩‍👧bcdefgh', 5, 'a…'],
    ['a🇩🇪🇫🇷bc', 8, 'a🇩🇪…'],
    ['xe\u0301yz', 3, 'x…'],
  ])('%j with room for %i is cut as %j', (text, longest, cut) => {
    expect(fittingText(text, longest)).toBe(cut);
  });

  test('is cut even if it is a single letter with more accents than there is room', () => {
    const cut = fittingText(`a${'\u0301'.repeat(500)}`, 10);
    expect(cut).toHaveLength(10);
    expect(fittingText(`🛗${'\u0301'.repeat(500)}`, 2)).toBe('…');
  });

  test('is not read to its end', () => {
    expect(fittingText('🛗'.repeat(5_000_000), 5)).toBe('🛗🛗…');
  });

  test('is cut in a cell of a file, and its end says so', () => {
    const text = 'x'.repeat(3_998);
    expect(fittingCell(`${text}ab`)).toBe(`${text}ab`);
    expect(fittingCell(`${text}abc`)).toBe(`${text}a…`);
    expect(fittingCell(`${text}😀😀`)).toBe(`${text}…`);
  });
});
