import { describe, expect, it, vi } from 'vitest';
import {
  batchesOf,
  type ReportRow,
  reportCells,
  reportGroupSteps,
  reportGroups,
  reportHeader,
  reportRows,
} from '../../../electron/contract/report.ts';
import { last30Days, periodOf } from '../../../electron/contract/report-period.ts';
import { type ReportSubject, reportSubjects } from '../../../electron/contract/report-words.ts';
import { sometimesOut as availability } from '../../fakes/availability.ts';

const mole = { site: 'Mole', type: 'elevator' } as const;
const fleet = [
  { ...mole, id: 'b', name: 'Lift 10' },
  { ...mole, id: 'a', name: 'Lift 2', type: 'escalator' as const },
  { ...mole, id: 'c', name: '', site: '' },
];
const groups = (subject: ReportSubject, units = fleet) =>
  reportGroups(units, subject, 'en').map(({ title, ids }) => [title, ...ids]);

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
    expect(reportGroups(fleet, 'type', 'de').map(({ title }) => title)).toEqual(['Aufzug', 'Fahrtreppe']);
  });

  it('have one order, whichever order the units have, also where titles are the same', () => {
    const same = ['x', 'z', 'y'].map((id) => ({ ...mole, id, name: 'Lift', site: id.toUpperCase() }));
    for (const subject of reportSubjects) {
      const titles = (units: typeof same) => groups(subject, units).map(([title, first]) => [title, first]);
      if (subject === 'type') continue;
      expect(titles(same.toReversed())).toEqual(titles(same));
    }
    expect(groups('unit', same).map(([, id]) => id)).toEqual(['x', 'y', 'z']);
  });

  it('are put into their order in steps, of many units too: the same order', () => {
    const many = Array.from({ length: 10_000 }, (_, place) => {
      const name = `Lift ${(place * 7_919) % 9_000}`;
      return { ...mole, id: String(place), name, site: `Site ${place % 4_000}` };
    });
    for (const subject of ['unit', 'site'] as const) {
      const collated = vi.spyOn(Intl.Collator.prototype, 'compare', 'get');
      let compared = 0;
      collated.mockReturnValue((a: string, b: string) => {
        compared += 1;
        return a.length - b.length || (a < b ? -1 : Number(a > b));
      });
      const steps = reportGroupSteps(many, subject, 'en');
      let most = 0;
      let step = steps.next();
      while (step.done !== true) {
        most = Math.max(most, compared);
        compared = 0;
        step = steps.next();
      }
      collated.mockRestore();
      expect(most).toBeLessThan(4_000);
      const order = new Intl.Collator('en', { numeric: true });
      const sorted = (subject === 'unit' ? many : many.slice(0, 4_000))
        .map(({ id, name, site }) => [subject === 'unit' ? name : site, id] as const)
        .sort(([a, id], [b, other]) => order.compare(a, b) || (id < other ? -1 : 1));
      expect(step.value.map(({ title, ids }) => [title, ids[0]])).toEqual(sorted);
      expect(step.value).toEqual(reportGroups(many, subject, 'en'));
    }
  });

  it('have as many cells in a file as there are titles, in every form', () => {
    for (const subject of reportSubjects) {
      const [group] = reportGroups(fleet, subject, 'en');
      if (group === undefined) throw new Error('no group');
      for (const format of ['excel', 'csv', 'json'] as const)
        expect(reportCells({ ...group, availability })).toHaveLength(
          reportHeader(subject, format, 'de').length,
        );
    }
  });

  it('are never better in a file than they were: shares are rounded down, what nobody watched or recorded is told for each unit', () => {
    const row: ReportRow = { title: '=Mole', unit: null, ids: ['a', 'b'], availability };
    expect(reportCells(row)).toEqual(['=Mole', 2, 98.2199, 99.9999, 3, 120, 30, 660, 1_200, 0]);
    const unknown = { ...availability, least: null, most: null, repair: null };
    expect(reportCells({ ...row, availability: unknown }).slice(2, 7)).toEqual([null, null, 3, 120, null]);
  });
});

describe('many rows', () => {
  const group = (title: number, size: number) => {
    return { title: String(title), unit: null, ids: Array.from({ length: size }, String) };
  };
  const ones = Array.from({ length: 5_001 }, (_, place) => group(place, 1));

  it('are asked for in parts that main takes, none of them twice', () => {
    const sizesOf = (...sizes: number[]) =>
      [...batchesOf(sizes.map((size, place) => group(place, size)))].map((batch) =>
        batch.map(({ title }) => title),
      );
    expect(sizesOf(60_000, 40_000, 1, 99_999, 1)).toEqual([['0', '1'], ['2', '3'], ['4']]);
    expect([...batchesOf(ones)].map(({ length }) => length)).toEqual([5_000, 1]);
    expect([...batchesOf(ones, 2_000)].map(({ length }) => length)).toEqual([2_000, 2_000, 1_001]);
    expect(sizesOf()).toEqual([]);
  });

  it('come with what was found of each, and no part is asked for before it is wanted', async () => {
    let asked = 0;
    const rows = reportRows(ones, async (parts) => {
      asked += 1;
      return parts.map(() => ({ ...availability, outages: asked }));
    });
    const first = await rows.next();
    expect([asked, first.value?.length, first.value?.at(-1)?.availability.outages]).toEqual([1, 5_000, 1]);
    expect((await rows.next()).value).toMatchObject([{ title: '5000', availability: { outages: 2 } }]);
    expect((await rows.next()).done).toBe(true);
    const fewer = await reportRows(ones, async (parts) => parts.map(() => availability), 2_000).next();
    expect(fewer.value).toHaveLength(2_000);
  });
});

describe('the period of a report', () => {
  const now = new Date(2026, 10, 29, 14, 5).getTime();

  it('is of whole days of this clock, and ends now at the latest', () => {
    expect(periodOf({ first: '2026-11-01', last: '2026-11-02' }, now)).toEqual({
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 10, 3).getTime(),
    });
    expect(periodOf({ first: '2026-11-29', last: '2026-12-24' }, now)).toMatchObject({ to: now });
    const month = last30Days(now);
    expect(month).toEqual({ first: '2026-10-31', last: '2026-11-29' });
    expect(periodOf(month, now)).toMatchObject({ to: now });
    expect(periodOf({ first: '2025-10-26', last: '2026-11-29' }, now)).toMatchObject({ to: now });
  });

  it.each([
    ['2026-11-02', '2026-11-01', 'order'],
    ['2025-01-01', '2026-11-01', 'long'],
    ['2026-12-01', '2026-12-02', 'ahead'],
    ['1969-12-31', '1970-01-10', 'early'],
    ['1970-01-01', '1970-01-02', 'early'],
    ['1970-01-02', '2026-11-01', 'long'],
    ['', '2026-11-01', 'first'],
    ['2026-11-01', '', 'last'],
    ['2026-02-30', '2026-11-01', 'first'],
    ['2026-11-01', '2026-13-01', 'last'],
    ['0050-11-01', '2026-11-01', 'first'],
    ['2026-11-1', '2026-11-01', 'first'],
    ['2026-11-01T00:00', '2026-11-01', 'first'],
  ] as const)('is none from "%s" to "%s": %s', (first, last, fault) => {
    expect(periodOf({ first, last }, now)).toBe(fault);
  });
});
