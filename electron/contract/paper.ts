/** What the window shows, on paper. */
import { z } from 'zod';
import type { CallsOf } from './shapes.ts';

export const paperCalls = {
  /** Asks where to save and writes what the window shows, by its styles for paper, as a PDF there; null when the user cancels. */
  savePage: {
    input: z.object({ suggestedName: z.string().min(1).max(120) }),
    output: z.object({ file: z.string() }).nullable(),
  },
} satisfies CallsOf<'paper'>;
