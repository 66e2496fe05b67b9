import { describe, expect, test } from 'vitest';
import { createListFormatter } from '../../../electron/command-line/list-formats.ts';
import { reportLayout } from '../../../electron/command-line/report-formats.ts';
import { exportFormats } from '../../../electron/contract/names.ts';
import { type ReportRow, reportCells, reportHeader } from '../../../electron/contract/report.ts';
import { reportSubjects } from '../../../electron/contract/report-words.ts';
import { openSheet } from '../../../electron/core/export/sheet.ts';

const hour = 3_600_000;
const titles = [
  'Lift 1',
  '=1+1;"x",\t-2',
  '0012',
  'turned \u202eround\u2066',
  '\u009b31m\u2028',
  'Überseering 5, "Süd"',
  '',
  '😀'.repeat(3_000),
];
const rowsOf = (isUnit: boolean): ReportRow[] =>
  titles.map((title, place) => ({
    title,
    unit: isUnit ? { id: `@${place}`, site: titles.at(-1 - place) ?? '' } : null,
    ids: isUnit ? [`@${place}`] : ['a', 'b'],
    availability: {
      least: place === 0 ? null : 0.98219999,
      most: place === 0 ? null : 1,
      unwatched: 22 * hour,
      unrecorded: 40 * hour,
      maintenance: 90_000,
      out: place * hour,
      outages: place,
      repair: place === 1 ? null : 0.5 * hour,
    },
  }));

describe('the command line writes, byte for byte, the file of the window:', () => {
  const regional = { separator: ';', decimal: ',' } as const;
  const all = exportFormats.flatMap((format) => reportSubjects.map((by) => [format, by] as const));
  test.each(all)('%s, by %s', async (format, by) => {
    const rows = rowsOf(by === 'unit').map(reportCells);
    for (const language of ['en', 'de'] as const) {
      const sheet = await openSheet(format, async () => regional);
      const cells = [reportHeader(by, format, language), ...rows];
      const ofWindow = sheet.head + cells.map(sheet.row).join('') + sheet.tail;
      const formatter = createListFormatter(
        format,
        reportLayout(by, language),
        format === 'excel' ? regional : undefined,
      );
      expect(formatter.head() + formatter.page(rows) + formatter.tail()).toBe(ofWindow);
      expect(ofWindow).not.toMatch(format === 'json' ? /[\u202e\u009b\u2028]/ : /^$/);
    }
  });
});

describe('the table for people', () => {
  const table = (language: 'en' | 'de', ...parts: Partial<ReportRow['availability']>[]) => {
    const [first] = rowsOf(true);
    if (!first) throw new Error('no row');
    const rows = parts.map((part) => ({ ...first, availability: { ...first.availability, ...part } }));
    const formatter = createListFormatter('table', reportLayout('unit', language));
    return (formatter.page(rows.map(reportCells)) + formatter.tail()).trimEnd().split('\n');
  };

  test('has shares as a range that is rounded down, lengths of time, and a dash where nothing is known', () => {
    const [head, unknown, known] = table(
      'en',
      {},
      { least: 0.98216, most: 0.99999, out: 30 * hour, repair: null },
    );
    expect(head).toMatch(
      /^Unit +Site +ID +Availability +Outages +Out of service +MTTR +Not watched +Not recorded +Maintenance$/,
    );
    expect(unknown).toMatch(/@0 +– +0 +– +30 min +22 h +1 day 16 h +1 min$/);
    expect(known).toMatch(/@0 +98\.21–99\.99 % +0 +1 day 6 h +– +22 h +1 day 16 h +1 min$/);
  });

  test('is German where that is asked for', () => {
    const [head, row] = table('de', { least: 0.98216, most: 0.98216, out: 30_000 });
    expect(head).toContain('Verfügbarkeit');
    expect(row).toMatch(/98,21 % +0 +< 1 min +30 min +22 h +1 Tag 16 h +1 min$/);
  });
});
