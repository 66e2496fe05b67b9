import type { CallInput } from '../../contract/calls.ts';
import type { UnitNote } from '../../contract/notes.ts';
import { mostTags } from '../../contract/table.ts';
import { AppError } from '../errors.ts';
import { cleanNote, cleanTag } from './note-texts.ts';

/** As many units as a large fleet has. */
const mostUnits = 100_000;
/** Of all tags and notes with the IDs of their units, in UTF-16 units: they are sealed and written as one text. */
const mostCharacters = 8_000_000;

/** The notes of one account by unit, within their limits. */
export function createNotesTable() {
  const notes = new Map<string, UnitNote>();
  let characters = 0;

  function put(note: UnitNote): void {
    characters += sizeOf(note) - sizeOf(notes.get(note.id));
    // What says nothing is not kept.
    if (sizeOf(note) === 0) notes.delete(note.id);
    else notes.set(note.id, note);
  }

  return {
    list: (): UnitNote[] => [...notes.values()],
    clear(): void {
      notes.clear();
      characters = 0;
    },
    /** Takes in what an earlier run has kept. */
    set(list: readonly UnitNote[]): void {
      for (const note of list) put(note);
    },
    /**
     * Changes all of these units or, where that would be too much, none of them: throws `bad-request` then. Returns
     * what they have now.
     */
    change({ ids, add, remove, note }: CallInput<'changeNotes'>): UnitNote[] {
      const more = add.map(cleanTag).filter((tag) => tag !== '');
      const fewer = new Set(remove);
      const text = note === null ? null : cleanNote(note);
      const changed = [...new Set(ids)].map((id): UnitNote => {
        const before = notes.get(id) ?? { id, tags: [], note: '' };
        const tags = new Set([...before.tags.filter((tag) => !fewer.has(tag)), ...more]);
        return { id, tags: [...tags].sort(), note: text ?? before.note };
      });
      const grown = changed.filter((next) => sizeOf(next) > sizeOf(notes.get(next.id)));
      const added = grown.filter(({ id }) => !notes.has(id)).length;
      const growth = grown.reduce((sum, next) => sum + sizeOf(next) - sizeOf(notes.get(next.id)), 0);
      if (grown.some(({ tags }) => tags.length > mostTags))
        throw tooMuch(`a unit has at most ${mostTags} tags`);
      if (notes.size + added > mostUnits && added > 0)
        throw tooMuch(`at most ${mostUnits.toLocaleString('en')} units have tags or notes`);
      if (characters + growth > mostCharacters && growth > 0)
        throw tooMuch(`all tags and notes have at most ${mostCharacters.toLocaleString('en')} characters`);
      for (const next of changed) put(next);
      return changed;
    },
  };
}

/** How many characters are kept of it; none of one that says nothing. */
function sizeOf(note: UnitNote | undefined): number {
  if (note === undefined) return 0;
  const said = note.note.length + note.tags.reduce((sum, tag) => sum + tag.length, 0);
  return said === 0 ? 0 : said + note.id.length;
}

function tooMuch(text: string): AppError {
  return new AppError('bad-request', `The tags and notes were not changed: ${text}.`, {
    hint: 'Remove tags or notes that are not needed any more.',
    details: { text },
  });
}
