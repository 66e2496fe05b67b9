import { describe, expect, it } from 'vitest';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import { exportName, exportRow } from '../../../../../renderer/units/export/export-table.ts';
import { createUnitText } from '../../../../../renderer/units/unit-text.ts';
import { englishText, unit } from '../sample.ts';

const sample = unit('1', {
  availability: 97.5,
  status: '',
  condition: 'out-of-service',
  lastEventAt: Date.UTC(2026, 10, 23, 12),
});

describe('a row of the export', () => {
  it('has the columns of the table in their order', () => {
    expect(exportRow({ columns: ['id', 'name', 'availability'], text: englishText }, sample)).toEqual([
      '1',
      'Unit 1',
      '97.50',
    ]);
  });

  it('is in the language and the formats of the window', () => {
    const german = createUnitText('de', de.units.labels);
    expect(exportRow({ columns: ['status', 'availability'], text: german }, sample)).toEqual([
      'Außer Betrieb',
      '97,50',
    ]);
  });

  it('gives the last event as a date, which stays true tomorrow', () => {
    const [cell] = exportRow({ columns: ['lastEvent'], text: englishText }, sample);
    expect(cell).toBe(englishText.eventTime(sample));
    expect(cell).toContain('2026');
  });

  it('has no cell longer than main takes', () => {
    const long = unit('2', { name: 'x'.repeat(10_000) });
    expect(exportRow({ columns: ['name'], text: englishText }, long)[0]).toHaveLength(4_000);
  });
});

describe('the name offered for the file', () => {
  const day = new Date(2026, 10, 3);

  it('names the connection and the day', () => {
    expect(exportName('MAX units', 'Contoso', day)).toBe('MAX units – Contoso – 2026-11-03.csv');
  });

  it('has nothing in it that a file system refuses', () => {
    expect(exportName('MAX units', 'a/b\\c:*?"<>|\n d', day)).toBe('MAX units – a b c d – 2026-11-03.csv');
    expect(exportName('MAX units', '///', day)).toBe('MAX units – 2026-11-03.csv');
    expect(exportName('MAX units', 'x'.repeat(500), day).length).toBeLessThanOrEqual(120);
  });
});
