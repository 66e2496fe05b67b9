import type { Unit } from '../../../electron/contract/units.ts';
import type { Column } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import type { UnitText } from '../table/unit-text.ts';

/** The longest cell that main takes. */
const longestCell = 4_000;

/** What is exported, caught at one moment: a list that changes or is sorted meanwhile does not reach it any more. */
export interface ExportTable {
  readonly header: readonly string[];
  readonly units: readonly Unit[];
  readonly columns: readonly Column[];
  readonly text: UnitText;
}

/** The table as it is at this moment: its units in their order. `header` names the columns of the store. */
export function tableOf(
  store: Pick<UnitStore, 'shown' | 'at' | 'columns' | 'text'>,
  header: readonly string[],
): ExportTable {
  const units = Array.from({ length: store.shown }, (_, position) => store.at(position)).filter(
    (unit) => unit !== undefined,
  );
  return { header, units, columns: [...store.columns], text: store.text };
}

/** One line of the file: what the table shows, with ages as the date and time they stand for. */
export function exportRow({ columns, text }: Pick<ExportTable, 'columns' | 'text'>, unit: Unit): string[] {
  return columns.map((column) => cellOf(text, unit, column).slice(0, longestCell));
}

function cellOf(text: UnitText, unit: Unit, column: Column): string {
  if (column === 'lastEvent') return text.eventTime(unit);
  return text.cell(unit, column, 0);
}

// Windows reserves these; a control character has no place in a name anywhere.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const reserved = /[\\/:*?"<>|\u0000-\u001f]/gu;

/** The name offered for the file: the connection and the day, "MAX units – Contoso – 2026-11-23.csv". */
export function exportName(title: string, connection: string, now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const name = connection.replace(reserved, ' ').replace(/\s+/gu, ' ').trim();
  return `${[title, name.slice(0, 60).trim(), day].filter(Boolean).join(' – ')}.csv`;
}
