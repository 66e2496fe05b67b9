import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../../../../electron/contract/calls.ts';
import type { ReportRow } from '../../../../../electron/contract/report.ts';
import { ReportTable } from '../../../../../renderer/units/report/report-table.tsx';
import { saveReport } from '../../../../../renderer/units/report/save-report.ts';
import { sometimesOut as availability } from '../../../../fakes/availability.ts';
import { markupOf, wordsIn } from '../../markup.ts';

it('rows are shown with the range, and on paper up to a number that is told', () => {
  const row = (id: string): ReportRow => {
    return { title: `Lift ${id}`, unit: { id, site: 'Mole' }, ids: [id], availability };
  };
  const rows = Array.from({ length: 1_003 }, (_, place) => row(String(place)));
  const words = wordsIn(markupOf(createElement(ReportTable, { rows, subject: 'unit', drawn: 1 })));
  expect(words.replaceAll('\u00a0', ' ')).toContain(
    'Lift 0 Mole 98.21–99.99%, not watched 22 h, not recorded 1 day 16 h 3 2 h 30 min –',
  );
  expect(words).toContain('and 3 more rows. A saved table has all.');
  expect(words).not.toContain('Lift 1 ');
});

describe('a report that is saved', () => {
  const rows: ReportRow[] = Array.from({ length: 4_500 }, (_, place) => {
    return { title: String(place), unit: null, ids: ['a'], availability };
  });

  function main(failsAt = '') {
    const asked: string[] = [];
    let written = 0;
    const call = (async (name: string, input: CallInput<'exportRows'>) => {
      asked.push(name);
      if (name === failsAt) throw new Error('full');
      if (name === 'startExport') return { export: 1, file: '/tmp/a.csv' };
      if (name === 'exportRows') written += input.rows.length;
      return undefined;
    }) as never;
    return { desktop: { call }, asked, written: () => written };
  }

  it('has its titles and all rows, in parts', async () => {
    const { desktop, asked, written } = main();
    const saved = await saveReport(desktop, { rows, subject: 'site', format: 'csv', language: 'en' }, 'A');
    expect(saved).toBe('/tmp/a.csv');
    expect(written()).toBe(4_501);
    expect(asked).toEqual(['startExport', ...Array(4).fill('exportRows'), 'finishExport']);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const { desktop, asked } = main('finishExport');
    await expect(
      saveReport(desktop, { rows, subject: 'site', format: 'csv', language: 'en' }, 'A'),
    ).rejects.toThrow();
    expect(asked.at(-1)).toBe('cancelExport');
  });
});
