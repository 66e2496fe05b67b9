/** The further lists that a connection declares, such as work orders or documents. */
import { z } from 'zod';
import { type CallsOf, Run } from './shapes.ts';
import { Shortfall, UnitId } from './units.ts';

/** A further list of the connection; `ofUnit`: it is asked for one unit. */
export const ResourceSummary = z.object({ name: z.string(), title: z.string(), ofUnit: z.boolean() });
export type ResourceSummary = z.output<typeof ResourceSummary>;

/** Texts and numbers as the service wrote them; null for none. */
const ListedRow = z.object({
  cells: z.array(z.union([z.string(), z.number(), z.null()])),
  /** There is a document to be saved. */
  hasDocument: z.boolean(),
});
export type ListedRow = z.output<typeof ListedRow>;

export const rowsCalls = {
  /**
   * The rows of a resource from index `from` on, one page; the pages are requested one after the other, and 0 begins
   * again. Another run ends the one before.
   */
  listRows: {
    input: Run.extend({
      resource: z.string().min(1).max(64),
      unitId: UnitId,
      from: z.number().int().nonnegative(),
    }),
    output: z.object({
      /** The same for all pages. */
      columns: z.array(z.string()),
      rows: z.array(ListedRow),
      /** The size of the whole list, if the API reports it. */
      total: z.number().nullable(),
      /** It is the last page; then `shortfall` says what is missing (R41). */
      last: z.boolean(),
      shortfall: Shortfall.nullable(),
    }),
  },
  /** Reads the document of a row of this run and asks where to save it; null when the user cancels. */
  saveDocument: {
    input: Run.extend({ row: z.number().int().nonnegative() }),
    output: z.object({ file: z.string() }).nullable(),
  },
} satisfies CallsOf<'rows'>;
