import { describe, expect, test } from 'vitest';
import { cleanNote, cleanTag } from '../../../../electron/core/units/note-texts.ts';

describe('a tag', () => {
  test.each([
    ['  VIP  customer ', 'VIP customer'],
    ['a\nb\tc', 'a b c'],
    ['left, right; both', 'left right both'],
    ['\u202egnp.exe\u2066', 'gnp.exe'],
    ['bell\u0007rings\u009b31m', 'bell rings 31m'],
    ['u\u0308ber', 'über'],
    [' \u200e,; ', ''],
  ])('%j is kept as %j: one line, without control and bidirectional characters', (typed, kept) => {
    expect(cleanTag(typed)).toBe(kept);
    expect(cleanTag(kept)).toBe(kept);
  });
});

describe('a note', () => {
  test('keeps its lines and tabs, and nothing that a terminal runs or that turns a text round', () => {
    expect(cleanNote('one\r\ntwo\rthree\n\tfour')).toBe('one\ntwo\nthree\n\tfour');
    expect(cleanNote('a\u001b[31mb\u202ec\u2028d')).toBe('a [31mbc d');
  });

  test('of blanks only is none', () => {
    expect(cleanNote(' \r\n\t ')).toBe('');
  });
});
