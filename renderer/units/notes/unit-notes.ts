import type { UnitNote } from '../../../electron/contract/notes.ts';

/** What the operator says of a unit. */
export type NoteOf = Readonly<Omit<UnitNote, 'id'>>;

const nothing: NoteOf = { tags: [], note: '' };

/** The tags and notes of the account's units, whether or not these are in the list. */
export type UnitNotes = ReturnType<typeof createUnitNotes>;

/** Creates the notes, without any. */
export function createUnitNotes() {
  const notes = new Map<string, NoteOf>();
  let version = 0;
  let tagged = 0;
  return {
    /** What is said of a unit; nothing for an unknown one. */
    of: (id: string): NoteOf => notes.get(id) ?? nothing,
    /** The IDs of all units that have a tag or a note. */
    ids: (): string[] => [...notes.keys()],
    /** Rises with each change. */
    get version(): number {
      return version;
    },
    /** Whether any unit has a tag, in the list or not. */
    get hasTags(): boolean {
      return tagged > 0;
    },
    set(list: readonly UnitNote[]): void {
      version += 1;
      for (const { id, tags, note } of list) {
        tagged += Math.sign(tags.length) - Math.sign(notes.get(id)?.tags.length ?? 0);
        if (tags.length === 0 && note === '') notes.delete(id);
        else notes.set(id, { tags, note });
      }
    },
    /** The IDs of the units with one of these tags. */
    tagged(tags: readonly string[]): ReadonlySet<string> {
      const found = new Set<string>();
      for (const [id, note] of notes) if (note.tags.some((tag) => tags.includes(tag))) found.add(id);
      return found;
    },
    /** Every tag with the number of its units that are in the list: one that has gone is not counted. */
    tags(isListed: (id: string) => boolean): ReadonlyMap<string, number> {
      const counts = new Map<string, number>();
      for (const [id, { tags }] of notes) {
        const one = tags.length > 0 && isListed(id) ? 1 : 0;
        for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + one);
      }
      return counts;
    },
  };
}
