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
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['\0=1+1', "'\0=1+1"],
    ['\t=1', "'\t'=1"],
    ['\tx', "'\tx"],
    ['\r=1', '"\'\r\'=1"'],
    ['x;=1+1', "x;'=1+1"],
    ['x; "@y', '"x;\' ""@y"'],
    ['a\t=1+1\tb', "a\t'=1+1\tb"],
    ['x|+1', "x|'+1"],
    ['x,-1', '"x,\'-1"'],
    ["'=1", "''=1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['-', "'-"],
    ['--1', "'--1"],
    ['-1\n=1', '"\'-1\n\'=1"'],
    ['-A1', "'-A1"],
    ['+4915112345678', "'+4915112345678"],
  ])('that a spreadsheet would run is neutralised: %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test.each(['-1', '+1', '-12', '-0.5', '-999999', 'plain', '1', '', 'a=1', "'x", 'x;y', 'Düsseldorf'])(
    'that nothing can run stays as it is, numbers too: %j',
    (cell) => expect(csvLine(['x', cell])).toBe(`x,${cell}\r\n`),
  );

  test.each([
    ['-1,5', '"-1,5"'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
  ])('is quoted where RFC 4180 wants it: %j', (cell, written) => {
    expect(csvLine(['x', cell, 'x'])).toBe(`x,${written},x\r\n`);
  });

  test('that is a number stays text where it is the first: the whole row may be one cell', () => {
    expect(csvLine(['-1', 'x'])).toBe("'-1,x\r\n");
  });

  const styles = [undefined, { separator: ';', decimal: ',' }, { separator: ',', decimal: '.' }] as const;

  test.each(styles)('is never a formula, wherever the file is split, and reads back: %j (R44)', (regional) =>
    fuzz(
      fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), (rows) => {
        const file = rows.map((cells) => csvLine(cells, regional)).join('');
        for (const separator of ';,\t|') {
          for (const cell of cellsOf(file, separator).flat()) {
            // What a spreadsheet may drop before it looks at a cell.
            const shown = cell.replace(/^[\s\0"]+/, '');
            if (/^[=+\-@＝＋－＠]/.test(shown)) expect(shown).toMatch(/^[+-]\d+(?:[.,]\d+)?$/);
          }
        }
        const read = cellsOf(file, regional?.separator ?? ',');
        expect(read.map((cells) => cells.map((cell) => original(cell, regional !== undefined)))).toEqual(
          rows,
        );
      }),
      2_000,
    ),
  );

  const row = fc.array(fc.string({ unit: fc.constantFrom(...'=+-@＝\t\r\n",;|\'10a.é \0'), maxLength: 7 }), {
    minLength: 1,
    maxLength: 4,
  });
});

describe('a cell for Excel', () => {
  const german = { separator: ';', decimal: ',' } as const;

  test.each([
    ['0012345', "'0012345"],
    ['12345678901234567890', "'12345678901234567890"],
    ['1E5', "'1E5"],
    ['4-1', "'4-1"],
    ['24/7', "'24/7"],
    ['1.2', "'1.2"],
    ['DEC-1', "'DEC-1"],
    ["'0012", "''0012"],
    ['2 A', "'2 A"],
    ['11:30 pm', "'11:30 pm"],
    ['(12)', "'(12)"],
    ['TRUE', "'TRUE"],
    ["'falsch", "''falsch"],
  ])('that it would read as something else is text: %j', (cell, written) => {
    expect(csvLine([cell], german)).toBe(`${written}\r\n`);
    expect(csvLine([cell])).toBe(`${cell}\r\n`);
  });

  test.each(['+1', '-01', '-0', '-0.5', '-1.50', '+12.5'])(
    'that has a sign and would change is text: %j',
    (cell) => {
      expect(csvLine(['x', cell], german)).toBe(`x;'${cell}\r\n`);
      expect(csvLine(['x', cell])).toBe(`x,${cell}\r\n`);
    },
  );

  test('that is a floor below the ground stays a number', () => {
    expect(csvLine(['x', '-1', '-12', -0.5], german)).toBe('x;-1;-12;-0,5\r\n');
  });

  test.each(['3', '0', '12345678901', 'DUS-1', 'Mai', 'Marktstr. 12', '3 OG', '12a', "'12", '(a)', '2 B'])(
    'that it leaves alone stays: %j',
    (cell) => expect(csvLine([cell], german)).toBe(`${cell}\r\n`),
  );

  test('is a number with the decimal sign of this computer, a local time or empty', () => {
    const at = new Date(2026, 10, 3, 4, 5, 6).getTime();
    expect(csvLine(['x', 99.5, { at }, null, -1.5], german)).toBe('x;99,5;2026-11-03 04:05:06;;-1,5\r\n');
    expect(csvLine(['x', 99.5, { at: 0 }, null])).toBe('x,99.5,1970-01-01T00:00:00.000Z,\r\n');
  });
});

/** A spreadsheet's reading of a file: quotes count only at the start of a cell, whatever else is in it. */
function cellsOf(file: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < file.length; at++) {
    let cell = '';
    if (file[at] === '"') {
      for (at++; at < file.length && (file[at] !== '"' || file[at + 1] === '"'); at++) {
        cell += file[at];
        if (file[at] === '"') at++;
      }
      at++;
    }
    for (; at < file.length && file[at] !== separator && !/[\r\n]/.test(file[at] ?? ''); at++)
      cell += file[at];
    rows.at(-1)?.push(cell);
    if (file[at] === '\r' && file[at + 1] === '\n') at++;
    if (file[at] !== separator && at < file.length - 1) rows.push([]);
  }
  return rows;
}

/** The rule of docs/export.md that takes the apostrophes away. */
function original(cell: string, forExcel: boolean): string {
  const sign = '[=+\\-@＝＋－＠]';
  const gap = `[\\s\\p{Cc}\\p{Cf}"',;|]`;
  const plain = cell.replace(new RegExp(`${gap}+(?=${sign})`, 'gu'), (run) =>
    run.replace(/([,;|\t\r\n])'/g, '$1'),
  );
  const first = new RegExp(`^'(?=${gap}*${sign}|${gap}*[\\t\\r])`, 'u');
  if (first.test(plain)) return plain.slice(1);
  // Texts that Excel would change have one more, also those that begin with an apostrophe of their own.
  const apostrophes = (text: string) => /^'*/.exec(text)?.[0].length ?? 0;
  const again = csvLine([plain], { separator: '~', decimal: '.' });
  const isMarked = forExcel && plain.startsWith("'") && apostrophes(again) > apostrophes(plain);
  return isMarked ? plain.slice(1) : plain;
}

describe('the name that is suggested for a file', () => {
  test.each([
    ['Units 2026-11-23', 'Units 2026-11-23.csv'],
    ['units.csv', 'units.csv'],
    ['../../etc/passwd', '-..-etc-passwd.csv'],
    ['C:\\x', 'C--x.csv'],
    ['a\0b\nc', 'a-b-c.csv'],
    ['...', 'units.csv'],
    ['.csv', 'units.csv'],
    ['CON', '_CON.csv'],
    ['Console', 'Console.csv'],
  ])('is a name on every system, and no path: %j', (suggested, name) =>
    expect(fileName(suggested)).toBe(name),
  );
});
