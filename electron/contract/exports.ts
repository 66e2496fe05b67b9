/** Export of table rows to a CSV or JSON file. */
import { z } from 'zod';
import { longestCell } from './fitting-text.ts';
import { exportFormats } from './names.ts';
import { type CallsOf, done } from './shapes.ts';

/** Identifies an export that was started. */
const ExportRun = z.object({ export: z.number().int().nonnegative() });

/** A text, a number, a time (ms since 1970), or nothing. */
const Cell = z.union([
  z.string().max(longestCell),
  z.number(),
  z.object({ at: z.number().min(-8.64e15).max(8.64e15) }),
  z.null(),
]);
export type Cell = z.output<typeof Cell>;

export const exportsCalls = {
  /** Asks where to save and starts a file there; null when the user cancels. */
  startExport: {
    input: z.object({ suggestedName: z.string().min(1).max(120), format: z.enum(exportFormats) }),
    output: z.object({ export: z.number(), file: z.string() }).nullable(),
  },
  /**
   * Appends rows. The very first one has the titles of the columns, in JSON the names of the fields. In CSV, cells that a
   * spreadsheet would run as a formula are neutralised (R35, R44).
   */
  exportRows: {
    input: ExportRun.extend({ rows: z.array(z.array(Cell).max(50)).max(5_000) }),
    output: done,
  },
  /** Moves the finished file to its destination. */
  finishExport: { input: ExportRun, output: z.object({ rows: z.number(), bytes: z.number() }) },
  /** Cancels the export and removes what it has written. */
  cancelExport: { input: ExportRun, output: done },
} satisfies CallsOf<'exports'>;
