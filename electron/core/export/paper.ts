import type { HandlersOf } from '../../contract/calls.ts';
import { fileName } from './file-name.ts';
import type { Saving } from './saving.ts';

/** Saves what the window shows as a PDF, once it is known where it goes. Throws `storage` naming the file. */
export function createPaper(
  saving: Pick<Saving, 'save'>,
  printPage: () => Promise<Uint8Array>,
): { calls: HandlersOf<'paper'> } {
  return {
    calls: { savePage: ({ suggestedName }) => saving.save(fileName(suggestedName, 'pdf'), 'pdf', printPage) },
  };
}
