import { fittingCell } from '../../../electron/contract/fitting-text.ts';
import { localDate } from '../../../electron/contract/local-time.ts';
import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { DesktopClient } from '../../desktop.ts';
import { inParts, saveRows } from '../export/save-rows.ts';
import type { PlacedRow } from './resource-view.ts';

interface Table {
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  readonly rows: readonly PlacedRow[];
}

/** Asks where to save the rows and writes them there; the file's path, or null when the user cancels. Throws DesktopError. */
export function exportResource(
  desktop: Pick<DesktopClient, 'call'>,
  { format, columns, rows }: Table,
  suggestedName: string,
): Promise<string | null> {
  const cellsOf = ({ row }: PlacedRow) => row.cells.map(fitting);
  return saveRows(desktop, { format, header: columns, parts: inParts(rows), cellsOf }, suggestedName);
}

function fitting(cell: string | number | null): string | number | null {
  return typeof cell === 'string' ? fittingCell(cell) : cell;
}

/** The suggested file name: what it is, of which unit, the day, and that the list is not whole. */
export function resourceFileName(parts: readonly (string | null)[], now: Date): string {
  const day = localDate(now.getTime());
  const [title = null, unit = null, ...rest] = parts;
  return [title?.slice(0, 30), unit?.slice(0, 50), day, ...rest].filter(Boolean).join(' – ');
}
