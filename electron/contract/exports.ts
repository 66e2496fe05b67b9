/** Export of table rows to a CSV file. */
import { z } from 'zod';
import { type CallsOf, done } from './shapes.ts';

/** Identifies an export that was started. */
const ExportRun = z.object({ export: z.number().int().nonnegative() });

export const exportsCalls = {
  /** Asks where to save and starts a CSV file there; null when the user cancels. */
  startExport: {
    input: z.object({ suggestedName: z.string().min(1).max(120) }),
    output: z.object({ export: z.number(), file: z.string() }).nullable(),
  },
  /** Appends rows, including the header. A cell that a spreadsheet would run as a formula is neutralised (R35). */
  exportRows: {
    input: ExportRun.extend({ rows: z.array(z.array(z.string().max(4_000)).max(50)).max(5_000) }),
    output: done,
  },
  /** Moves the finished file to its destination. */
  finishExport: { input: ExportRun, output: z.object({ rows: z.number(), bytes: z.number() }) },
  /** Cancels the export and removes what it has written. */
  cancelExport: { input: ExportRun, output: done },
} satisfies CallsOf<'exports'>;
