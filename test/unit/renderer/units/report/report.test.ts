import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../../../../electron/contract/calls.ts';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { ReportRow } from '../../../../../electron/contract/report.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { reportRowsOf } from '../../../../../renderer/units/report/report-rows.ts';
import { ReportTable } from '../../../../../renderer/units/report/report-table.tsx';
import { saveReport } from '../../../../../renderer/units/report/save-report.ts';
import { sometimesOut as availability } from '../../../../fakes/availability.ts';
import { deskState, signedIn } from '../../desk-state.ts';
import { markupOf, wordsIn } from '../../markup.ts';

it('rows are shown with the range, and on paper up to a number that is told', () => {
  const row = (id: string): ReportRow => {
    return { title: `Lift ${id}`, unit: { id, site: 'Mole' }, ids: [id], availability };
  };
  const rows = ['0', '1'].map(row);
  const table = createElement(ReportTable, { rows, total: 1_003, subject: 'unit', drawn: 1 });
  const words = wordsIn(markupOf(table));
  expect(words.replaceAll('\u00a0', ' ')).toContain(
    'Lift 0 Mole 98.21–99.99%, not watched 22 h, not recorded 1 day 16 h 3 2 h 30 min –',
  );
  expect(words).toContain('and 1,001 more rows. A saved table has all.');
  expect(words).not.toContain('Lift 1 ');
});

describe('a report that is saved', () => {
  const rows: ReportRow[] = Array.from({ length: 4_500 }, (_, place) => {
    return { title: String(place), unit: null, ids: ['a'], availability };
  });
  async function* parts() {
    yield rows.slice(0, 3_000);
    yield rows.slice(3_000);
  }

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
    const saved = await saveReport(
      desktop,
      { parts: parts(), subject: 'site', format: 'csv', language: 'en' },
      'A',
    );
    expect(saved).toBe('/tmp/a.csv');
    expect(written()).toBe(4_501);
    expect(asked).toEqual(['startExport', ...Array(3).fill('exportRows'), 'finishExport']);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const { desktop, asked } = main('finishExport');
    await expect(
      saveReport(desktop, { parts: parts(), subject: 'site', format: 'csv', language: 'en' }, 'A'),
    ).rejects.toThrow();
    expect(asked.at(-1)).toBe('cancelExport');
  });

  it('leaves nothing behind where its rows cannot be worked out', async () => {
    const { desktop, asked } = main();
    async function* failing() {
      yield rows.slice(0, 10);
      throw new Error('closed');
    }
    await expect(
      saveReport(desktop, { parts: failing(), subject: 'site', format: 'csv', language: 'en' }, 'A'),
    ).rejects.toThrow('closed');
    expect(asked).toEqual(['startExport', 'exportRows', 'exportRows', 'cancelExport']);
  });
});

describe('the rows of a report', () => {
  const groups = ['a', 'b', 'c'].map((id) => ({ title: id, unit: null, ids: [id] }));

  it('are those of the account that was signed in when it began, and none after that', async () => {
    const state = observable<DeskState | null>(deskState({ session: signedIn('ann') }));
    const call = (async (_name: string, { groups: asked }: CallInput<'groupAvailability'>) =>
      asked.map(() => availability)) as never;
    const partsOf = reportRowsOf({ call }, { state }, { from: 0, to: 1 });
    const found: unknown[] = [];
    for await (const part of partsOf(groups)) found.push(...part);
    expect(found).toEqual(groups.map((group) => ({ ...group, availability })));
    const late = partsOf(groups)[Symbol.asyncIterator]();
    state.set(deskState({ session: signedIn('bob') }));
    await expect(late.next()).rejects.toThrow('Another account');
  });
});
