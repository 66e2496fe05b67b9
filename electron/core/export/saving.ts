import type { DeskState } from '../../contract/desk.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError, systemCode } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { type Disk, nodeDisk } from './disk.ts';
import { beginDraft, type Draft } from './draft.ts';
import { createLeftovers, type Leftovers } from './leftovers.ts';
import { createPatience } from './patience.ts';

/** The kinds of files that can be saved. */
export type SaveKind =
  | 'csv'
  | 'json'
  | 'pdf'
  | 'connection'
  | 'answer'
  | 'document'
  | 'report'
  | 'shapes'
  | 'diagnostics'
  | 'hand-over';

export interface SavingParts {
  /** Lets the user choose where a file goes; undefined when the user cancels. */
  choose: (suggestedName: string, kind: SaveKind) => Promise<string | undefined>;
  disk: Disk;
  clock: Clock;
  /** Makes the next start remove what a power loss has left half-written. */
  leftovers?: Leftovers;
}

/** Every file that the window saves goes through here. Every call throws `storage` naming the file. */
export interface Saving {
  /** Starts a file where the user chooses; undefined when the user cancels. */
  begin(suggestedName: string, kind: SaveKind): Promise<Draft | undefined>;
  /** Writes a whole file; `content` is called once the file can be written. Null when the user cancels. */
  save(
    suggestedName: string,
    kind: SaveKind,
    content: () => Uint8Array | Promise<Uint8Array>,
  ): Promise<{ file: string } | null>;
}

export function createSaving({ choose, disk, clock, leftovers }: SavingParts): Saving {
  const parts = { disk, clock, leftovers, inTime: createPatience(clock) };

  async function begin(suggestedName: string, kind: SaveKind): Promise<Draft | undefined> {
    const file = await choose(suggestedName, kind);
    if (file === undefined) return undefined;
    // What is saved says something of units, hosts or people: a new file is private to its owner.
    return beginDraft(file, true, parts).catch((error: unknown) => {
      throw unwritable(file, error);
    });
  }

  return {
    begin,
    async save(suggestedName, kind, content) {
      const draft = await begin(suggestedName, kind);
      if (!draft) return null;
      try {
        await draft.append(await content());
        await draft.finish();
        return { file: draft.file };
      } catch (error) {
        void draft.discard();
        throw unwritable(draft.file, error);
      }
    },
  };
}

/** Saves to the disk of this computer. @param language that of the dialogs */
export function createDeskSaving(
  { run, storage, dialogs }: Pick<DeskPorts, 'run' | 'storage' | 'dialogs'>,
  language: () => DeskState['locale'],
): Saving {
  return createSaving({
    choose: (name, kind) => dialogs.chooseExportFile(name, language(), kind),
    disk: nodeDisk,
    clock: run.clock,
    leftovers: createLeftovers(storage.settings, nodeDisk, run.log),
  });
}

/** A file error as shown to the user. The window explains the system's code. */
export function unwritable(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const text = systemCode(cause);
  return new AppError('storage', `${file} cannot be written (${text}).`, { cause, details: { file, text } });
}
