import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { codeOf, type Disk } from './disk.ts';
import { beginDraft, type Draft } from './draft.ts';
import type { Leftovers } from './leftovers.ts';
import { createPatience } from './patience.ts';

/** What is saved. */
export type SaveKind = 'csv' | 'connection' | 'answer' | 'report' | 'diagnostics';

/**
 * A new file of these is for its owner only: answers, logs and hosts may be confidential. The table of units and the report
 * are made to be passed on, and have the rights that the person's other files have. A file that is there keeps its own.
 */
const privateKinds: readonly SaveKind[] = ['connection', 'answer', 'diagnostics'];

export interface SavingParts {
  /** Lets the person choose where a file goes; undefined when the person cancels. */
  choose: (suggestedName: string, kind: SaveKind) => Promise<string | undefined>;
  disk: Disk;
  clock: Clock;
  /** Whatever is half written at a loss of power is removed at the next start, by this. */
  leftovers?: Leftovers;
}

/** All that the window saves goes this way. Every call throws `storage` naming the file. */
export interface Saving {
  /** Begins a file where the person wants it; undefined when the person cancels. */
  begin(suggestedName: string, kind: SaveKind): Promise<Draft | undefined>;
  /** Writes a whole file, whose content is asked for when there is a place for it. Resolves to that place. */
  save(
    suggestedName: string,
    kind: SaveKind,
    content: () => Uint8Array | Promise<Uint8Array>,
  ): Promise<string | undefined>;
}

export function createSaving({ choose, disk, clock, leftovers }: SavingParts): Saving {
  const parts = { disk, clock, leftovers, inTime: createPatience(clock) };

  async function begin(suggestedName: string, kind: SaveKind): Promise<Draft | undefined> {
    const file = await choose(suggestedName, kind);
    if (file === undefined) return undefined;
    return beginDraft(file, privateKinds.includes(kind), parts).catch((error: unknown) => {
      throw unwritable(file, error);
    });
  }

  return {
    begin,
    async save(suggestedName, kind, content) {
      const draft = await begin(suggestedName, kind);
      if (!draft) return undefined;
      try {
        await draft.append(await content());
        await draft.finish();
        return draft.file;
      } catch (error) {
        void draft.drop();
        throw unwritable(draft.file, error);
      }
    },
  };
}

/** What went wrong with a file, as the person is told. The window knows the meaning of the code. */
export function unwritable(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const text = codeOf(cause);
  return new AppError('storage', `${file} cannot be written (${text}).`, { cause, details: { file, text } });
}
