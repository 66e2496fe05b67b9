import { describe, expect, it } from 'vitest';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { englishText, unit } from '../sample.ts';

const germanText = createUnitText('de', de.units.labels);

describe('the cells of a unit', () => {
  it('translate a status that says no more than the condition', () => {
    const out = unit('1', { status: 'Out Of Service', condition: 'out-of-service' });
    expect(englishText.cell(out, 'status', 0)).toBe('Out of service');
    expect(germanText.cell(out, 'status', 0)).toBe('Außer Betrieb');
  });

  it('say what a number means where the connection knows it', () => {
    const numbered = unit('1', { status: '3', condition: 'limited' });
    expect(englishText.cell(numbered, 'status', 0)).toBe('Limited (3)');
    expect(englishText.cell(unit('1', { status: '3', condition: 'unknown' }), 'status', 0)).toBe('3');
  });

  it('say what a code means, and not only the code', () => {
    const coded = (status: string) => unit('1', { status, condition: 'out-of-service' });
    expect(germanText.cell(coded('OOS'), 'status', 0)).toBe('Außer Betrieb (OOS)');
    expect(germanText.cell(coded('E04'), 'status', 0)).toBe('Außer Betrieb (E04)');
    expect(germanText.cell(unit('1', { status: 'E04', condition: 'unknown' }), 'status', 0)).toBe('E04');
  });

  it("translate a service's word into the language of the window, and find it by both", () => {
    const limited = (status: string) => unit('1', { status, condition: 'limited' });
    expect(germanText.cell(limited('Inspection'), 'status', 0)).toBe('Inspektion');
    expect(germanText.cell(limited('INSPECTION_MODE'), 'status', 0)).toBe('Inspektionsbetrieb');
    expect(englishText.cell(limited('Wartung'), 'status', 0)).toBe('Maintenance');
    expect(englishText.cell(limited('INSPECTION'), 'status', 0)).toBe('INSPECTION');
    const out = unit('1', { status: 'Außer Betrieb', condition: 'out-of-service' });
    expect(englishText.cell(out, 'status', 0)).toBe('Out of service');
    expect(germanText.searched(limited('Inspection'), 'status')).toBe('Inspektion\nInspection');
  });

  it("keep the service's own word where it says more", () => {
    const limited = unit('1', { status: 'Inspection by the owner', condition: 'limited' });
    expect(germanText.cell(limited, 'status', 0)).toBe('Inspection by the owner');
  });

  it('are empty for what is not known', () => {
    for (const column of ['floor', 'direction', 'availability', 'lastEvent'] as const) {
      expect(englishText.cell(unit('1'), column, 0)).toBe('');
    }
  });

  it('format numbers as the language does', () => {
    const good = unit('1', { availability: 99.5 });
    expect(englishText.cell(good, 'availability', 0)).toBe('99.50');
    expect(germanText.cell(good, 'availability', 0)).toBe('99,50');
  });

  it('tell the age of the last event', () => {
    const now = Date.UTC(2026, 5, 1, 12);
    const moved = unit('1', { lastEventAt: now - 3 * 60_000 });
    expect(englishText.cell(moved, 'lastEvent', now)).toMatch(/^3 min/);
    expect(germanText.cell(moved, 'lastEvent', now)).toMatch(/^vor 3 Min/);
  });
});
