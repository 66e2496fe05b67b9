import type { Cell } from '../../../electron/contract/exports.ts';
import { fittingText } from '../../../electron/contract/fitting-text.ts';
import { localDate, localMinute } from '../../../electron/contract/local-time.ts';
import type { ExportFormat, UnitColumn } from '../../../electron/contract/names.ts';
import { isTimeColumn, type TimeColumn, timeOf } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { Translate } from '../../ui/i18n.ts';
import { type ListGap, noGap } from '../loading/list-gap.ts';
import { type Column, isNoted } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** The columns that a file can have. */
export type ExportedColumn = Exclude<Column, 'history'>;

/** A picture is nothing for a file. A table without another column is exported by its IDs. */
function exported(columns: readonly Column[]): ExportedColumn[] {
  const found = columns.filter((column) => column !== 'history');
  return found.length > 0 ? found : ['id'];
}

/** The columns of a file: since when a unit is out of service is followed by how that is known. */
export function exportColumns(columns: readonly Column[]): (ExportedColumn | 'outSinceFrom')[] {
  return exported(columns).flatMap((column) =>
    column === 'outSince' ? ([column, 'outSinceFrom'] as const) : [column],
  );
}

/** The longest cell that main accepts, in characters. */
const longestCell = 4_000;

/** A snapshot for the export: later changes and sorts of the list do not affect it. */
export type ExportTable = Readonly<ReturnType<typeof tableOf>>;

/**
 * A snapshot of the table: its units in their order, `only` those with these IDs unless it is null. `titles` names the
 * `exportColumns` of the store's columns.
 */
export function tableOf(
  store: Pick<UnitStore, 'matches' | 'columns' | 'text'>,
  titles: readonly string[],
  format: ExportFormat,
  only: ReadonlySet<string> | null = null,
) {
  const units = store.matches().filter(({ id }) => only === null || only.has(id));
  const columns = exported(store.columns);
  return {
    format,
    header: format === 'json' ? exportColumns(columns).map(fieldOf) : titles,
    units,
    columns,
    text: store.text,
  };
}

/** One row of the file: numbers and times as such, else the texts of the table; in JSON what the API said. */
export function exportRow(
  { format, columns, text }: Pick<ExportTable, 'format' | 'columns' | 'text'>,
  unit: Unit,
): Cell[] {
  return columns.flatMap((column) => {
    if (isNoted(column)) return fittingCell(text.cell(unit, column, 0));
    if (!isTimeColumn(column)) return cellOf(column);
    const time = timeOf(unit, column);
    const cell = time === null || format === 'json' ? (time?.at ?? null) : { at: time.at };
    if (column !== 'outSince') return cell;
    const from = time && (time.seenHere ? 'here' : 'service');
    return [cell, from && format !== 'json' ? text.knownFrom[from] : from];
  });

  function cellOf(column: Exclude<UnitColumn, TimeColumn>): Cell {
    const value = unit[column];
    if (typeof value === 'number' || value === null) return value;
    return fittingCell(format === 'json' ? value : text.cell(unit, column, 0));
  }
}

/** A text as a cell that main accepts: cut where it is too long. */
export function fittingCell(text: string): string {
  return fittingText(text, longestCell);
}

/** The names of the command line. */
function fieldOf(column: ExportedColumn | 'outSinceFrom'): string {
  return column === 'lastEvent' || column === 'lastSeen' ? `${column}At` : column;
}

// Windows reserves these; no file name should have control characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const reserved = /[\\/:*?"<>|\u0000-\u001f]/gu;

/**
 * The suggested file name with the connection and the day, "MAX units – Contoso – 2026-11-23". That of an old list has
 * its time instead, that of an incomplete one says so: a file is passed on without the window's messages.
 */
export function exportName(
  t: Translate,
  connection: string,
  now: Date,
  { part, asOf }: ListGap = noGap,
): string {
  const name = connection.replace(reserved, ' ').replace(/\s+/gu, ' ').trim();
  const day = asOf === null ? localDate(now.getTime()) : t('fleet.export.asOf', { time: fileTime(asOf) });
  const parts = [t('fleet.export.fileTitle'), name.slice(0, 60).trim(), day];
  return [...parts, part && t('fleet.export.incomplete')].filter(Boolean).join(' – ');
}

/** No file name on Windows may have a colon. */
function fileTime(at: number): string {
  return `${localDate(at)} ${localMinute(at).replace(':', '-')}`;
}
