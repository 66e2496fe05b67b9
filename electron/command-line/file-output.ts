import path from 'node:path';
import { nodeDisk } from '../core/export/disk.ts';
import { beginDraft } from '../core/export/draft.ts';
import { createPatience } from '../core/export/patience.ts';
import { unwritable } from '../core/export/saving.ts';
import type { Context } from './context.ts';
import type { Output } from './output.ts';

/**
 * Lets `print` write to a file, which is in its place only when it is complete; otherwise nothing is left. Throws
 * `storage` naming the file, what `print` throws, or the abort reason of `signal`.
 */
export async function writtenTo<T>(
  name: string,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  print: (output: Output) => Promise<T>,
): Promise<T> {
  const file = path.resolve(name);
  const refused = (error: unknown): never => {
    throw unwritable(file, error);
  };
  const parts = { disk: nodeDisk, clock, inTime: createPatience(clock) };
  const draft = await beginDraft(file, false, parts).catch(refused);
  try {
    const result = await print({
      async write(text) {
        signal.throwIfAborted();
        await draft.append(Buffer.from(text)).catch(refused);
      },
    });
    await draft.finish().catch(refused);
    return result;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}
