import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** The longest cell that main accepts, in characters. */
const longestCell = 4_000;

/** A snapshot for the export: later changes and sorts of the list do not affect it. */
export type ExportTable = Readonly<ReturnType<typeof tableOf>>;

/** A snapshot of the table: its units in their order. `header` names the store's columns. */
export function tableOf(
  store: Pick<UnitStore, 'shown' | 'at' | 'columns' | 'text'>,
  header: readonly string[],
) {
  const units = Array.from({ length: store.shown }, (_, position) => store.at(position)).filter(
    (unit) => unit !== undefined,
  );
  return { header, units, columns: [...store.columns], text: store.text };
}

/** One line of the file: the texts of the table, but with dates and times instead of ages. */
export function exportRow({ columns, text }: Pick<ExportTable, 'columns' | 'text'>, unit: Unit): string[] {
  return columns.map((column) => {
    const cell = column === 'lastEvent' ? text.eventTime(unit) : text.cell(unit, column, 0);
    return cell.slice(0, longestCell);
  });
}

// Windows reserves these; no file name should have control characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const reserved = /[\\/:*?"<>|\u0000-\u001f]/gu;

/** The suggested file name with the connection and the day, "MAX units – Contoso – 2026-11-23.csv". */
export function exportName(title: string, connection: string, now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const name = connection.replace(reserved, ' ').replace(/\s+/gu, ' ').trim();
  return `${[title, name.slice(0, 60).trim(), day].filter(Boolean).join(' – ')}.csv`;
}
