import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { observable } from '../../../../../renderer/observable.ts';
import { ExportMessage } from '../../../../../renderer/units/export/export-status.tsx';
import { createUnitsExport, type ExportState } from '../../../../../renderer/units/export/units-export.ts';
import { markupOf, wordsIn } from '../../markup.ts';

function html(state: ExportState, language: 'en' | 'de' = 'en'): string {
  const csv = createUnitsExport({ call: async () => undefined, on: () => () => undefined } as never);
  return markupOf(createElement(ExportMessage, { state }), language, { csv, status: observable('') });
}
const words = (...args: Parameters<typeof html>) => wordsIn(html(...args));

describe('an export', () => {
  it('is counted while it is written, and can be cancelled', () => {
    const state = { phase: 'writing', file: '/home/sam/units.csv', done: 3_999, total: 100_000 } as const;
    expect(words(state)).toBe('Exporting to units.csv 3,999 of 100,000 units Cancel export');
    expect(words(state, 'de')).toBe('Export nach units.csv 3.999 von 100.000 Anlagen Export abbrechen');
    expect(html(state)).toMatch(/<progress[^>]*max="100000"[^>]*value="3999"|value="3999"[^>]*max="100000"/u);
  });

  it('says where the file is', () => {
    expect(words({ phase: 'done', file: 'C:\\Users\\sam\\units.csv', rows: 1 })).toBe(
      '1 unit exported Saved as C:\\Users\\sam\\units.csv Close',
    );
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
