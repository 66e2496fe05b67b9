import { describe, expect, it } from 'vitest';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import {
  type ExportedColumn,
  exportColumns,
  exportRow,
  tableOf,
} from '../../../../../renderer/units/export/export-table.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { englishText, shownIds, storeOf, unit } from '../sample.ts';

const germanText = createUnitText('de', de.units.labels);
const now = Date.UTC(2026, 10, 29, 12);
const hour = 3_600_000;
const out = { condition: 'out-of-service', status: 'Out Of Service' } as const;
const told = unit('told', { ...out, outSince: now - 3 * hour });
const seen = unit('seen', { ...out, outSince: now - 3 * hour, firstSeenHere: true });
const old = unit('old', { ...out, outSince: now - 50 * hour, firstSeenHere: true });

describe('the times of a unit', () => {
  it('are told in one way, and marked where they are not the service’s', () => {
    expect(englishText.cell(told, 'outSince', now)).toBe('3 hr. ago');
    expect(englishText.cell(seen, 'outSince', now)).toBe('at least 3 hr. ago');
    expect(englishText.cell(old, 'outSince', now)).toMatch(/^at least Nov 27, 2026/);
    expect(germanText.cell(seen, 'outSince', now)).toBe('spätestens vor 3 Std.');
    expect(englishText.cell(seen, 'outSince', seen.outSince ?? 0)).toBe('now or earlier');
    expect(englishText.cell(told, 'outSince', told.outSince ?? 0)).toBe('now');
    expect(englishText.cell(unit('x'), 'outSince', now)).toBe('');
    const both = unit('b', { lastEventAt: now - 2 * hour, lastSeenAt: now - hour });
    expect(englishText.cell(both, 'lastEvent', now)).toBe('2 hr. ago');
    expect(englishText.cell(both, 'lastSeen', now)).toBe('1 hr. ago');
  });

  it('are exact in the tooltip: weekday, zone, and how they are known', () => {
    expect(englishText.exactTime(told, 'outSince')).toMatch(/^Sun, Nov 29, 2026, \d+:\d\d [AP]M \S+$/);
    expect(englishText.exactTime(seen, 'outSince')).toContain('First seen out of service here');
    expect(germanText.exactTime(seen, 'outSince')).toMatch(/^So., .*Hier zuerst außer Betrieb gesehen/);
    const unsure = unit('u', { ...out, outSince: now, outSinceZoneAssumed: true });
    expect(englishText.exactTime(unsure, 'outSince')).toContain('taken as UTC');
    expect(englishText.exactTime(unit('x'), 'lastSeen')).toBe('');
  });

  it('sort by time, with what is not known last', () => {
    const store = storeOf(unit('runs'), seen, old, unit('new', { ...out, outSince: now }));
    store.sortBy('outSince');
    expect(shownIds(store)).toEqual(['old', 'seen', 'new', 'runs']);
    store.sortBy('outSince');
    expect(shownIds(store)).toEqual(['new', 'seen', 'old', 'runs']);
    store.apply([{ id: 'runs', at: now + 1, condition: 'out-of-service' }]);
    expect(store.stale).toBe(true);
    store.renew();
    expect(shownIds(store)).toEqual(['runs', 'new', 'seen', 'old']);
  });

  it('of a live update make the order by "last seen" stale, as the last event does', () => {
    const store = storeOf(unit('a', { lastEventAt: 5 }), unit('b', { lastEventAt: 3, lastSeenAt: 9 }));
    store.sortBy('lastSeen');
    expect(shownIds(store)).toEqual(['a', 'b']);
    store.apply([{ id: 'a', at: 20, floor: '1' }]);
    store.renew();
    expect(shownIds(store)).toEqual(['b', 'a']);
  });
});

describe('an export', () => {
  const columns: ExportedColumn[] = ['id', 'outSince', 'lastSeen'];

  it('says beside since when a unit is out of service how that is known', () => {
    const table = { format: 'csv' as const, columns, text: englishText };
    const at = { at: told.outSince };
    expect(exportRow(table, told)).toEqual(['told', at, 'the service', null]);
    expect(exportRow(table, seen)).toEqual(['seen', at, 'first seen here, perhaps longer', null]);
    expect(exportRow(table, unit('x', { lastSeenAt: 7 }))).toEqual(['x', null, null, { at: 7 }]);
    expect(exportColumns(columns)).toHaveLength(4);
  });

  it('has the names of the command line in JSON', () => {
    const store = storeOf(seen);
    store.setColumns(columns);
    const table = tableOf(store, [], 'json');
    expect(table.header).toEqual(['id', 'outSince', 'outSinceFrom', 'lastSeenAt']);
    expect(exportRow(table, seen)).toEqual(['seen', seen.outSince, 'here', null]);
  });
});
