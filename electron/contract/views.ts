/** How the table of units is arranged. */
import { z } from 'zod';
import { densities, unitConditions, unitTypes } from './names.ts';
import { type CallsOf, done } from './shapes.ts';
import { groupings, tableColumns } from './table.ts';

/** Availability is filtered in ranges of 5 percent, identified by their lower bound; 100 belongs to the last range. */
const AvailabilityPart = z.number().min(0).max(95).multipleOf(5);

/** Layout and filters of the units table; an empty list means that the filter matches everything. */
export const UnitsView = z.object({
  columns: z.array(z.enum(tableColumns)).min(1).max(tableColumns.length),
  density: z.enum(densities),
  sort: z.object({ column: z.enum(tableColumns), descending: z.boolean() }).nullable(),
  group: z.enum(groupings).nullable(),
  query: z.string().max(500),
  conditions: z.array(z.enum(unitConditions)).max(unitConditions.length),
  types: z.array(z.enum(unitTypes)).max(unitTypes.length),
  sites: z.array(z.string().max(500)).max(500),
  cities: z.array(z.string().max(500)).max(500),
  availability: z.array(AvailabilityPart).max(20),
  watchedOnly: z.boolean(),
});
export type UnitsView = z.output<typeof UnitsView>;

export const SavedView = z.object({ name: z.string().trim().min(1).max(80), view: UnitsView });
export type SavedView = z.output<typeof SavedView>;

export const viewsCalls = {
  /** Stores the table's current layout and filters for the next start. */
  keepView: { input: UnitsView, output: done },
  saveViews: { input: z.object({ views: z.array(SavedView).max(100) }), output: done },
} satisfies CallsOf<'views'>;
