import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../../electron/core/export/csv.ts';
import { fileName } from '../../../../electron/core/export/file-name.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

describe('a cell of a CSV file (R35)', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['-2+3+cmd|" /C calc"!A0', '"\'-2+3+cmd|"" /C calc""!A0"'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['-', "'-"],
    ['--1', "'--1"],
    ['-1\n=1', '"\'-1\n=1"'],
    ['-A1', "'-A1"],
    ['+4915112345678', "'+4915112345678"],
  ])('that a spreadsheet would run is neutralised: %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test.each(['-1', '+1', '-12', '-0.5', '-999999', 'plain', '1', '', 'a=1', "'x", ' =1', 'Düsseldorf'])(
    'that nothing can run stays as it is, numbers too: %j',
    (cell) => expect(csvLine([cell])).toBe(`${cell}\r\n`),
  );

  test.each([
    ['-1,5', '"-1,5"'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
  ])('is quoted where RFC 4180 wants it: %j', (cell, written) => {
    expect(csvLine([cell, 'x'])).toBe(`${written},x\r\n`);
  });

  test('is never a formula, and reads back as what it was', () =>
    fuzz(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",\'1a.é '), maxLength: 6 }), {
          minLength: 1,
        }),
        (cells) => {
          const read = rowOf(csvLine(cells));
          expect(read.map((cell, i) => (cell === cells[i] ? cell : cell.slice(1)))).toEqual(cells);
          for (const cell of read.filter((each) => /^[=+\-@\t\r]/.test(each)))
            expect(cell).toMatch(/^[+-]\d+([.,]\d+)?$/);
        },
      ),
      2_000,
    ));

  /** RFC 4180, read by other means than it was written. */
  function rowOf(line: string): string[] {
    const cells = `,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g);
    return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
  }
});

describe('the name that is suggested for a file', () => {
  test.each([
    ['Units 2026-11-23', 'Units 2026-11-23.csv'],
    ['units.csv', 'units.csv'],
    ['../../etc/passwd', '-..-etc-passwd.csv'],
    ['C:\\x', 'C--x.csv'],
    ['a\0b\nc', 'a-b-c.csv'],
    ['...', 'units.csv'],
    ['.csv', 'units.csv'],
  ])('is a name on every system, and no path: %j', (suggested, name) =>
    expect(fileName(suggested)).toBe(name),
  );
});
