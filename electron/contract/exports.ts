/** A file of rows. */
import { z } from 'zod';
import { type CallsOf, done } from './shapes.ts';

/** Names an export that was begun. */
const ExportRun = z.object({ export: z.number().int().nonnegative() });

export const exportsCalls = {
  /** Asks where to, and begins a CSV file there; null when the person cancels. */
  startExport: {
    input: z.object({ suggestedName: z.string().min(1).max(120) }),
    output: z.object({ export: z.number(), file: z.string() }).nullable(),
  },
  /** Appends rows, the header among them. A cell that a spreadsheet would run is neutralised (R35). */
  exportRows: {
    input: ExportRun.extend({ rows: z.array(z.array(z.string().max(4_000)).max(50)).max(5_000) }),
    output: done,
  },
  /** Puts the finished file in its place. */
  finishExport: { input: ExportRun, output: z.object({ rows: z.number(), bytes: z.number() }) },
  /** Leaves nothing behind. */
  cancelExport: { input: ExportRun, output: done },
} satisfies CallsOf<'exports'>;
