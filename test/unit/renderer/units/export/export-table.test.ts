import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import { exportName, exportRow, tableOf } from '../../../../../renderer/units/export/export-table.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { englishText, storeOf, unit } from '../sample.ts';

type Table = Parameters<typeof exportRow>[0];

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
    const table = tableOf(store, ['City', 'ID'], 'csv');
    expect(table.units.map((each) => exportRow(table, each))).toEqual([
      ['Berlin', '3'],
      ['Paris', '1'],
    ]);
  });

  it('is only the selected units among them, in the order of the table', () => {
    const store = storeOf(unit('1', { city: 'Paris' }), unit('2', { type: 'escalator' }), unit('3'));
    store.setFilters({ types: ['elevator'] });
    store.sortBy('city');
    const ids = (only: ReadonlySet<string> | null) =>
      tableOf(store, [], 'csv', only).units.map(({ id }) => id);
    expect(ids(new Set(['1', '2', '3']))).toEqual(['3', '1']);
    expect(ids(new Set(['1']))).toEqual(['1']);
    expect(ids(new Set())).toEqual([]);
    expect(ids(null)).toEqual(['3', '1']);
  });

  it('stays as it was when the list changes, is sorted or emptied underneath', () => {
    const store = storeOf(unit('1'), unit('2'), unit('3'));
    const table = tableOf(store, ['ID'], 'csv');
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
    const table = {
      format: 'csv',
      columns: ['id', 'name', 'availability'],
      text: englishText,
    } satisfies Table;
    expect(exportRow(table, sample)).toEqual(['1', 'Unit 1', 97.5]);
  });

  it('in JSON has what the API said, by the names of the command line', () => {
    const store = storeOf(sample);
    store.setColumns(['type', 'status', 'floor', 'lastEvent']);
    const table = tableOf(store, ['Type', 'Status', 'Floor', 'Last event'], 'json');
    expect(table.header).toEqual(['type', 'status', 'floor', 'lastEventAt']);
    expect(exportRow(table, sample)).toEqual([sample.type, '', sample.floor, sample.lastEventAt]);
  });

  it('is in the language of the window', () => {
    const german = createUnitText('de', de.units.labels);
    expect(exportRow({ format: 'excel', columns: ['status'], text: german }, sample)).toEqual([
      'Außer Betrieb',
    ]);
  });

  it('gives the last event as a date, which stays true tomorrow', () => {
    const table = { format: 'excel', columns: ['lastEvent'], text: englishText } satisfies Table;
    expect(exportRow(table, sample)).toEqual([{ at: sample.lastEventAt }]);
  });

  it('has no cell longer than main takes', () => {
    const long = unit('2', { name: 'x'.repeat(10_000) });
    expect(exportRow({ format: 'csv', columns: ['name'], text: englishText }, long)[0]).toHaveLength(4_000);
  });
});

describe('the name offered for the file', () => {
  const day = new Date(2026, 10, 3);
  const { t } = createTranslations('en');

  it('names the connection and the day', () => {
    expect(exportName(t, 'Contoso', day)).toBe('MAX units – Contoso – 2026-11-03');
  });

  it('says that the list was incomplete, and from when an old one is (R41)', () => {
    const part = { received: 1, total: 2 };
    const asOf = new Date(2026, 9, 31, 7, 5).getTime();
    expect(exportName(t, 'Contoso', day, { part, asOf: null })).toBe(
      'MAX units – Contoso – 2026-11-03 – incomplete',
    );
    expect(exportName(t, 'Contoso', day, { part: null, asOf })).toBe(
      'MAX units – Contoso – as of 2026-10-31 07-05',
    );
    expect(exportName(createTranslations('de').t, 'Contoso', day, { part, asOf })).toBe(
      'MAX-Anlagen – Contoso – Stand 2026-10-31 07-05 – unvollständig',
    );
  });

  it('has nothing in it that a file system refuses', () => {
    expect(exportName(t, 'a/b\\c:*?"<>|\n d', day)).toBe('MAX units – a b c d – 2026-11-03');
    expect(exportName(t, '///', day)).toBe('MAX units – 2026-11-03');
  });

  it.each(['en', 'de'] as const)('is no longer than main takes, in "%s"', (language) => {
    const gap = { part: { received: 1, total: null }, asOf: 0 };
    const name = exportName(createTranslations(language).t, 'x'.repeat(500), day, gap);
    expect(name.length).toBeLessThanOrEqual(120);
  });
});
