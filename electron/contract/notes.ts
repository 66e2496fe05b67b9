/** What the operator says of units: tags and a note, kept sealed with the account and sent nowhere. */
import { z } from 'zod';
import { type CallsOf, done } from './shapes.ts';
import { groupings, longestNote, longestTag, mostTags } from './table.ts';
import { UnitId } from './units.ts';

/** The tags and the note of a unit, which need not be in the list. One without either is not kept. */
export const UnitNote = z.object({
  id: z.string(),
  /** In alphabetical order of their code units; none has a comma, a semicolon, a control or a bidirectional character. */
  tags: z.array(z.string()),
  note: z.string(),
});
export type UnitNote = z.output<typeof UnitNote>;

/** Which groups are folded: `all` but these, or only these. A group is named by its site, city or tag; '' has none. */
export const Folds = z.object({ all: z.boolean(), except: z.array(z.string().max(500)).max(1_000) });
export type Folds = z.output<typeof Folds>;

const Tag = z.string().min(1).max(longestTag);

/** A page of notes; only `owner`, an account of a connection, is shown it. */
const NotesPage = z.object({
  owner: z.object({ connection: z.string(), account: z.string() }),
  notes: z.array(UnitNote),
  last: z.boolean(),
  folds: z.partialRecord(z.enum(groupings), Folds),
});
export type NotesPage = z.output<typeof NotesPage>;

export const notesCalls = {
  /** The page of the account's notes that starts at index `from`, one after the other; null without an account. */
  unitNotes: { input: z.object({ from: z.number().int().nonnegative() }), output: NotesPage.nullable() },
  /**
   * Adds tags to units and removes others; replaces their note, unless it is null. Answers what these units have now.
   * Throws `sign-in-needed`, and `bad-request` where there would be too much.
   */
  changeNotes: {
    input: z.object({
      ids: z.array(UnitId).min(1).max(5_000),
      add: z.array(Tag).max(mostTags),
      remove: z.array(Tag).max(mostTags),
      note: z.string().max(longestNote).nullable(),
    }),
    output: z.array(UnitNote),
  },
  /** Keeps which groups are folded: their names are those of the account's sites and tags. */
  keepFolds: { input: z.object({ grouping: z.enum(groupings), folds: Folds }), output: done },
} satisfies CallsOf<'notes'>;
