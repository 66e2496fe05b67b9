import { createElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { CallInput } from '../../../../../electron/contract/calls.ts';
import type { Availability } from '../../../../../electron/contract/ledger.ts';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import {
  batchesOf,
  last30Days,
  periodOf,
  type ReportRow,
  reportCells,
  reportGroups,
  reportHeader,
  reportSubjects,
} from '../../../../../renderer/units/report/report-rows.ts';
import { ReportTable } from '../../../../../renderer/units/report/report-table.tsx';
import { saveReport } from '../../../../../renderer/units/report/save-report.ts';
import { markupOf, wordsIn } from '../../markup.ts';
import { finish, unit } from '../sample.ts';

const { t } = createTranslations('en');
const hour = 3_600_000;
const fleet = [
  unit('b', { name: 'Lift 10', site: 'Mole' }),
  unit('a', { name: 'Lift 2', site: 'Mole', type: 'escalator' }),
  unit('c', { name: '', site: '' }),
];
const groupsOf = (units: typeof fleet, subject: (typeof reportSubjects)[number]) =>
  finish(reportGroups(units, subject, { locale: 'en', t }));
const groups = (subject: (typeof reportSubjects)[number]) =>
  groupsOf(fleet, subject).map(({ title, ids }) => [title, ...ids]);

const availability: Availability = {
  least: 0.98219999,
  most: 0.99999999,
  unwatched: 22 * hour,
  maintenance: 0,
  out: 2 * hour,
  outages: 3,
  repair: 0.5 * hour,
};

describe('the rows of a report', () => {
  it('are the units, their sites or their types, in the order of the language', () => {
    expect(groups('unit')).toEqual([
      ['c', 'c'],
      ['Lift 2', 'a'],
      ['Lift 10', 'b'],
    ]);
    expect(groups('site')).toEqual([
      ['Mole', 'b', 'a'],
      ['Without a site', 'c'],
    ]);
    expect(groups('type')).toEqual([
      ['Elevator', 'b', 'c'],
      ['Escalator', 'a'],
    ]);
  });

  it('have as many cells in a file as there are titles, in every form', () => {
    for (const subject of reportSubjects) {
      const [group] = groupsOf(fleet, subject);
      if (group === undefined) throw new Error('no group');
      for (const format of ['excel', 'csv', 'json'] as const)
        expect(reportCells({ ...group, availability })).toHaveLength(reportHeader(subject, format, t).length);
    }
  });

  it('are never better in a file than they were: shares are rounded down, what nobody watched is told for each unit', () => {
    const row: ReportRow = { title: '=Mole', unit: null, ids: ['a', 'b'], availability };
    expect(reportCells(row)).toEqual(['=Mole', 2, 98.2199, 99.9999, 3, 120, 30, 660, 0]);
    const unknown = { ...availability, least: null, most: null, repair: null };
    expect(reportCells({ ...row, availability: unknown }).slice(2, 7)).toEqual([null, null, 3, 120, null]);
  });

  it('are shown with the range, and on paper up to a number that is told', () => {
    const row = (id: string): ReportRow => {
      return { title: `Lift ${id}`, unit: { id, site: 'Mole' }, ids: [id], availability };
    };
    const rows = Array.from({ length: 1_003 }, (_, place) => row(String(place)));
    const words = wordsIn(markupOf(createElement(ReportTable, { rows, subject: 'unit', drawn: 1 })));
    expect(words.replaceAll('\u00a0', ' ')).toContain(
      'Lift 0 Mole 98.21–99.99%, not watched 22 h 3 2 h 30 min –',
    );
    expect(words).toContain('and 3 more rows. A saved table has all.');
    expect(words).not.toContain('Lift 1 ');
  });

  it('are put into their order in steps, of many units too', () => {
    const many = Array.from({ length: 10_000 }, (_, place) =>
      unit(String(place), { name: `Lift ${(place * 7_919) % 10_000}`, site: `Site ${place % 4_000}` }),
    );
    for (const subject of ['unit', 'site'] as const) {
      const collated = vi.spyOn(Intl.Collator.prototype, 'compare', 'get');
      let compared = 0;
      collated.mockReturnValue((a: string, b: string) => {
        compared += 1;
        return a.length - b.length || (a < b ? -1 : Number(a > b));
      });
      const steps = reportGroups(many, subject, { locale: 'en', t });
      let most = 0;
      let step = steps.next();
      while (step.done !== true) {
        most = Math.max(most, compared);
        compared = 0;
        step = steps.next();
      }
      collated.mockRestore();
      expect(most).toBeLessThan(4_000);
      expect(step.value.map(({ title }) => title)).toEqual(
        Array.from({ length: subject === 'unit' ? 10_000 : 4_000 }, (_, place) =>
          subject === 'unit' ? `Lift ${place}` : `Site ${place}`,
        ),
      );
    }
  });
});

it('many rows are asked for in parts that main takes, none of them twice', () => {
  const group = (title: number, size: number) => {
    return { title: String(title), unit: null, ids: Array.from({ length: size }, String) };
  };
  const sizesOf = (...sizes: number[]) =>
    [...batchesOf(sizes.map((size, place) => group(place, size)))].map((batch) =>
      batch.map(({ title }) => title),
    );
  expect(sizesOf(60_000, 40_000, 1, 99_999, 1)).toEqual([['0', '1'], ['2', '3'], ['4']]);
  expect(sizesOf(...Array<number>(4_001).fill(1)).map(({ length }) => length)).toEqual([2_000, 2_000, 1]);
  expect(sizesOf()).toEqual([]);
});

describe('the period of a report', () => {
  const now = new Date(2026, 10, 29, 14, 5).getTime();

  it('is of whole days of this clock, and ends now at the latest', () => {
    expect(periodOf({ first: '2026-11-01', last: '2026-11-02' }, now)).toEqual({
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 10, 3).getTime(),
    });
    expect(periodOf({ first: '2026-11-29', last: '2026-12-24' }, now)?.to).toBe(now);
    const month = last30Days(now);
    expect(month).toEqual({ first: '2026-10-31', last: '2026-11-29' });
    expect(periodOf(month, now)).not.toBeNull();
  });

  it('is none where the days are in the wrong order, too far apart, ahead, or missing', () => {
    for (const [first, last] of [
      ['2026-11-02', '2026-11-01'],
      ['2025-01-01', '2026-11-01'],
      ['2026-12-01', '2026-12-02'],
      ['', '2026-11-01'],
      ['2026-11-01', ''],
    ] as const)
      expect(periodOf({ first, last }, now)).toBeNull();
  });
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
    const saved = await saveReport(desktop, { rows, subject: 'site', format: 'csv', t }, 'A');
    expect(saved).toBe('/tmp/a.csv');
    expect(written()).toBe(4_501);
    expect(asked).toEqual(['startExport', ...Array(4).fill('exportRows'), 'finishExport']);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const { desktop, asked } = main('finishExport');
    await expect(saveReport(desktop, { rows, subject: 'site', format: 'csv', t }, 'A')).rejects.toThrow();
    expect(asked.at(-1)).toBe('cancelExport');
  });
});
