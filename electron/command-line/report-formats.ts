import type { Cell } from '../contract/exports.ts';
import { lengthParts } from '../contract/length-parts.ts';
import { type ReportLanguage, reportFields, reportFigures, reportHeader } from '../contract/report.ts';
import { type ReportSubject, reportWords } from '../contract/report-words.ts';
import type { ListLayout } from './list-formats.ts';

type Row = readonly Cell[];

/** A report in every format; in csv, excel and json it is the file of the window. */
export function reportLayout(by: ReportSubject, language: ReportLanguage): ListLayout<Row> {
  const cell = (place: number) => (row: Row) => row[place] ?? null;
  const titled = (titles: readonly string[]) =>
    Object.fromEntries(titles.map((title, place) => [title, cell(place)]));
  const fields = reportFields(by);
  return {
    columns: tableColumns(by, language),
    csvColumns: titled(reportHeader(by, 'csv', language)),
    json: (row) => Object.fromEntries(fields.map((field, place) => [field, cell(place)(row)])),
  };
}

/** For people: shares as one range, and lengths of time. */
function tableColumns(by: ReportSubject, language: ReportLanguage): ListLayout<Row>['columns'] {
  const { fields, columns } = reportWords[language];
  const names = reportFields(by).slice(0, -reportFigures.length);
  const figure = (row: Row, place: number): number | null => {
    const found = row[names.length + place];
    return typeof found === 'number' ? found : null;
  };
  const length = (place: number) => (row: Row) => lengthText(figure(row, place), language);
  return {
    ...Object.fromEntries(names.map((name, place) => [fields[name], (row: Row) => textOf(row[place])])),
    [columns.availability]: (row) => rangeText(figure(row, 0), figure(row, 1), language),
    [columns.outages]: (row) => textOf(figure(row, 2)),
    [columns.out]: length(3),
    [columns.repair]: length(4),
    [columns.unwatched]: length(5),
    [columns.unrecorded]: length(6),
    [columns.maintenance]: length(7),
  };
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}

/** "98.21–99.99 %", both rounded down, so that 100 means it; a dash where nothing is known. */
function rangeText(least: number | null, most: number | null, language: ReportLanguage): string {
  if (least === null || most === null) return '–';
  const text = (percent: number) => (Math.floor(percent * 100) / 100).toLocaleString(language);
  const [low, high] = [text(least), text(most)];
  return `${low === high ? high : `${low}–${high}`} %`;
}

/** One day, and several. */
const dayWords = { en: ['day', 'days'], de: ['Tag', 'Tage'] } as const satisfies Record<
  ReportLanguage,
  unknown
>;

/** Minutes in their two largest units, as in the window: "2 days 3 h", "30 min"; a dash for none. */
function lengthText(minutes: number | null, language: ReportLanguage): string {
  if (minutes === null || minutes === 0) return '–';
  if (minutes < 1) return '< 1 min';
  const [day, days] = dayWords[language];
  // In whole minutes, so that no unit is smaller.
  const parts = lengthParts(Math.floor(minutes) * 60_000, 2).filter(({ count }) => count > 0);
  const nameOf = { days: parts[0]?.count === 1 ? day : days, hours: 'h', minutes: 'min', seconds: 's' };
  return parts.map(({ unit, count }) => `${count} ${nameOf[unit]}`).join(' ');
}
