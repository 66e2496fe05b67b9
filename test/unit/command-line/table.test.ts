import { describe, expect, test } from 'vitest';
import { formatTable } from '../../../electron/command-line/table.ts';
import { fittingWidth, textWidth } from '../../../electron/command-line/text-width.ts';

describe('the width of a text on a terminal', () => {
  test.each([
    ['plain', 5],
    ['Münster', 7],
    ['Mu\u0308nster', 7],
    ['東京タワー', 10],
    ['한국', 4],
    ['ﾊﾝｶｸ', 4],
    ['🛗', 2],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['1', 1],
    ['❤', 1],
    ['a\u200bb', 2],
    ['…', 1],
    ['→', 1],
  ])('of %j is %i', (text, width) => expect(textWidth(text)).toBe(width));

  test.each([
    ['東京タワー', 10, '東京タワー'],
    ['東京タワー', 9, '東京タワ…'],
    ['東京タワー', 8, '東京タ…'],
    ['xxx🛗🛗', 5, 'xxx…'],
    ['a👨‍👩‍👧b', 3, 'a…'],
  ])('%j fits into %i columns as %j', (text, widest, shown) => {
    expect(fittingWidth(text, widest)).toBe(shown);
  });
});

describe('a table', () => {
  const columns = { Name: (row: string) => row, End: () => '|' };

  test('stands in line with CJK, emoji and what has been cut', () => {
    const rows = ['東京タワー', 'xxxxxxxxxxxxx🛗🛗', 'Lift 7', '👨‍👩‍👧 family'];
    const lines = formatTable(columns, rows, 14).trimEnd().split('\n');
    const ends = lines.map((line) => textWidth(line.slice(0, line.search(/[|]|End/))));
    expect(new Set(ends)).toEqual(new Set([16]));
    expect(lines[2]).toBe('xxxxxxxxxxxxx…  |');
  });

  test('holds no control or bidirectional characters, neither in titles nor in cells (R45)', () => {
    const hostile = '\u001b[2J\u202ea\u009b\n';
    expect(formatTable({ [hostile]: (row: string) => row }, [hostile])).toBe(' [2Ja\n [2Ja\n');
  });
});
