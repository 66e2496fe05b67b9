import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, nodeDisk } from '../core/export/disk.ts';
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

/**
 * A file in this folder that is not there yet: where the name is taken it gets a number. Makes the folder if need be.
 * Throws `storage` naming the file.
 */
export async function freePlace(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number += 1) {
    const file = path.resolve(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      // A link that leads nowhere is there as well.
      await lstat(file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return file;
      throw unwritable(file, error);
    }
  }
}
