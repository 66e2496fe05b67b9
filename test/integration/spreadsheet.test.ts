/** What a real spreadsheet makes of exported files. LibreOffice is large: where it is not installed, this is skipped. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { byteOrderMark, csvLine } from '../../electron/core/export/csv.ts';

const isThere = spawnSync('soffice', ['--version']).status === 0;
if (!isThere)
  console.warn('Skipped: LibreOffice (soffice) is not installed, so no spreadsheet reads the exports.');

/** Opens a CSV file, split at a separator, by the locale with this number; returns the cells' contents as ODS has them. */
function opened(csv: string, separator: string, locale: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-sheet-'));
  try {
    const file = path.join(folder, 'units.csv');
    writeFileSync(file, csv);
    // Separator, quote, UTF-8, first line, no columns, language, quoted is not text, special numbers are looked for, as is.
    const filter = `CSV:${separator.charCodeAt(0)},34,76,1,,${locale},false,true,false,false,true`;
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(
      'soffice',
      [profile, '--headless', `--infilter=${filter}`, '--convert-to', 'fods', '--outdir', folder, file],
      { timeout: 110_000 },
    );
    return readFileSync(path.join(folder, 'units.fods'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.runIf(isThere)('LibreOffice', () => {
  const hostile = ['x;=1+1', 'x\t=1+1', 'x|=1+1', 'x,=1+1', '=1+1', '\t=1', 'a\n=1+1', '"=1+1', 'x;"=1+1'];

  test.each([';', ',', '\t', '|'])(
    'finds no formula in a file that it splits at %j (R44)',
    (separator) => {
      const csv = ['u1', ...hostile].map((cell) => csvLine(['u1', cell, cell, 'end'])).join('');
      expect(opened(csv, separator, 1031)).not.toContain('table:formula');
    },
    120_000,
  );

  test.each([
    [1031, { separator: ';', decimal: ',' }],
    [1033, { separator: ',', decimal: '.' }],
  ] as const)(
    'of the locale %i reads numbers and times as such, and ids as text',
    (locale, regional) => {
      const at = new Date(2026, 10, 23, 14, 5, 6).getTime();
      const cells = ['0012', '12345678901234567890', 99.5, { at }, 'Düsseldorf'];
      const sheet = opened(byteOrderMark + csvLine(cells, regional), regional.separator, locale);
      expect(sheet).toContain('office:value="99.5"');
      expect(sheet).toContain('office:date-value="2026-11-23T14:05:06"');
      expect(sheet).toContain('0012</text:p>');
      expect(sheet).toContain('12345678901234567890</text:p>');
      expect(sheet).toContain('<text:p>Düsseldorf</text:p>');
    },
    120_000,
  );
});
