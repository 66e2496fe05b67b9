import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { observable } from '../../../../../renderer/observable.ts';
import { ExportMessage } from '../../../../../renderer/units/export/export-status.tsx';
import { createUnitsExport, type ExportState } from '../../../../../renderer/units/export/units-export.ts';
import { noGap } from '../../../../../renderer/units/loading/list-gap.ts';
import { markupOf, wordsIn } from '../../markup.ts';

function html(state: ExportState, language: 'en' | 'de' = 'en'): string {
  const csv = createUnitsExport({ call: async () => undefined, on: () => () => undefined } as never);
  return markupOf(createElement(ExportMessage, { state }), language, { csv, status: observable('') });
}
const words = (...args: Parameters<typeof html>) => wordsIn(html(...args));

describe('an export', () => {
  it('is counted while it is written, and can be cancelled', () => {
    const state = { phase: 'writing', file: '/home/sam/units.csv', done: 3_999, total: 100_000 } as const;
    expect(words(state)).toBe('Exporting to units.csv Units: 3,999 of 100,000 Cancel export');
    expect(words(state, 'de')).toBe('Export nach units.csv Anlagen: 3.999 von 100.000 Export abbrechen');
    expect(html(state)).toMatch(/<progress[^>]*max="100000"[^>]*value="3999"|value="3999"[^>]*max="100000"/u);
  });

  it('says where the file is', () => {
    expect(words({ phase: 'done', file: 'C:\\Users\\sam\\units.csv', rows: 1, gap: noGap })).toBe(
      '1 unit exported Saved as C:\\Users\\sam\\units.csv Close',
    );
    expect(html({ phase: 'done', file: 'units.csv', rows: 1, gap: noGap })).toContain('data-tone="info"');
  });

  describe('of a list that is not whole', () => {
    const done = { phase: 'done', file: 'units.csv', rows: 12 } as const;

    it('says both numbers, in the tone of a warning (R41)', () => {
      const state = { ...done, gap: { part: { received: 1_500, total: 2_000 }, asOf: null } };
      expect(html(state)).toContain('data-tone="warning"');
      expect(words(state)).toBe(
        '12 units exported The list was incomplete when it was exported. Units in it: 1,500 of 2,000. Saved as units.csv Close',
      );
      expect(words(state, 'de')).toContain('Anlagen darin: 1.500 von 2.000.');
    });

    it('says one number where nobody knows the other', () => {
      const state = { ...done, gap: { part: { received: 1_500, total: null }, asOf: null } };
      expect(words(state)).toContain('Units in it: 1,500.');
    });

    it('or is old says from when it is', () => {
      const state = { ...done, gap: { part: null, asOf: new Date(2026, 10, 22, 14, 5).getTime() } };
      expect(html(state)).toContain('data-tone="info"');
      expect(words(state)).toMatch(/The list is not current: it was read on .*22.*05/u);
      // The zone is that of the computer.
      expect(words(state, 'de')).toMatch(/sondern die vom So., 22\. Nov\. 2026, 14:05 \S+\. Gespeichert/u);
    });
  });

  it('R37 that fails says what happened and what to do', () => {
    const failure = { code: 'storage', message: 'ENOSPC', hint: '', details: {} } as const;
    expect(words({ phase: 'failed', failure })).toContain('Check the free disk space');
  });

  it('that nobody asked for shows nothing', () => {
    expect(html({ phase: 'idle' })).toBe('');
    expect(html({ phase: 'choosing' })).toBe('');
  });
});
