import { describe, expect, it } from 'vitest';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import { exportName, exportRow, tableOf } from '../../../../../renderer/units/export/export-table.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { englishText, storeOf, unit } from '../sample.ts';

const sample = unit('1', {
  availability: 97.5,
  status: '',
  condition: 'out-of-service',
  lastEventAt: Date.UTC(2026, 10, 23, 12),
});

describe('the table that is exported', () => {
  it('is what is shown: filtered, sorted, with the columns chosen', () => {
    const store = storeOf(unit('1', { city: 'Paris' }), unit('2', { type: 'escalator' }), unit('3'));
    store.setFilters({ types: ['elevator'] });
    store.sortBy('city');
    store.setColumns(['city', 'id']);
    const table = tableOf(store, ['City', 'ID']);
    expect(table.units.map((each) => exportRow(table, each))).toEqual([
      ['Berlin', '3'],
      ['Paris', '1'],
    ]);
  });

  it('stays as it was when the list changes, is sorted or emptied underneath', () => {
    const store = storeOf(unit('1'), unit('2'), unit('3'));
    const table = tableOf(store, ['ID']);
    store.apply([{ id: '1', at: 9, status: 'Out Of Service', condition: 'out-of-service' }]);
    store.setColumns(['name']);
    store.setQuery('Unit 3');
    expect(table.units.map(({ id, condition }) => [id, condition])).toEqual([
      ['1', 'in-service'],
      ['2', 'in-service'],
      ['3', 'in-service'],
    ]);
    store.clear();
    expect(table.units).toHaveLength(3);
    expect(table.columns).toContain('id');
  });
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
