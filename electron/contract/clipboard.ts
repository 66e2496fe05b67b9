/** Copying to the clipboard. */

import { z } from 'zod';
import { copyKinds } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

export const CopyKind = z.enum(copyKinds);
export type CopyKind = z.output<typeof CopyKind>;

export const clipboardCalls = {
  copyClaim: { input: z.object({ name: z.string().min(1).max(256) }), output: done },
  /** Copies a token that is valid for at least one more minute; the clipboard is cleared later (R30). */
  copyToken: { input: z.object({ as: CopyKind }), output: done },
  /** Clears the clipboard now if it still holds what was copied. */
  clearClipboard: { input: nothing, output: done },
} satisfies CallsOf<'clipboard'>;
