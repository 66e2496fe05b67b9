import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, printableJson, printableLines } from '../../../electron/core/printable.ts';

const harmful = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe('what comes from outside (R45)', () => {
  test.each([
    ['bad\u001b[2J\u001b]0;x\u0007', 'bad [2J ]0;x '],
    ['c1 \u009b2J\u0090\u0085', 'c1  2J  '],
    ['Lift \u202eecivres ni', 'Lift ecivres ni'],
    ['\u2066a\u2069\u200fb\u061c', 'ab'],
    ['two\r\nlines\u2028more\t', 'two  lines more '],
    ['東京タワー 🛗👩‍🚒 é', '東京タワー 🛗👩‍🚒 é'],
  ])('%j is shown as %j', (text, shown) => expect(printable(text)).toBe(shown));

  test('keeps line feeds and tabs where several lines are shown, and nothing else', () => {
    expect(printableLines('a\tb\nc\r\u001b[1m')).toBe('a\tb\nc  [1m');
  });

  test('holds nothing that a terminal runs, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(harmful);
        expect(printableLines(text).replace(/[\n\t]/g, '')).not.toMatch(harmful);
      }),
    );
  });

  test('as JSON means what it was, and holds nothing that a terminal runs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = printableJson(JSON.stringify({ [text]: [text] }));
        expect(json).not.toMatch(harmful);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
    );
  });
});
