import type { Cell } from '../../contract/exports.ts';
import type { ExportFormat } from '../../contract/names.ts';
import { printableJson } from '../printable.ts';
import { byteOrderMark, csvLine, type Regional } from './csv.ts';

/** Turns a table into the text of one file, row by row; the first row has the titles, in JSON the names of the fields. */
export interface Sheet {
  head: string;
  row(cells: readonly Cell[]): string;
  tail: string;
}

/** @param regional asked only for Excel */
export async function openSheet(format: ExportFormat, regional: () => Promise<Regional>): Promise<Sheet> {
  if (format === 'json') return jsonSheet();
  if (format === 'csv') return { head: '', row: (cells) => csvLine(cells), tail: '' };
  const found = await regional();
  return { head: byteOrderMark, row: (cells) => csvLine(cells, found), tail: '' };
}

/** A list with one object per line, as the command line writes it (R45). */
function jsonSheet(): Sheet {
  let names: readonly Cell[] | undefined;
  let before = '\n';
  return {
    head: '[',
    row(cells) {
      if (!names) {
        names = cells;
        return '';
      }
      const item = Object.fromEntries(names.map((name, i) => [String(name), cells[i]]));
      const text = before + printableJson(JSON.stringify(item));
      before = ',\n';
      return text;
    },
    tail: '\n]\n',
  };
}
