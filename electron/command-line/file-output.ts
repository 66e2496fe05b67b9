import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../core/errors.ts';
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

/**
 * Writes a file into this folder, for its owner only; where the name is taken it gets a number. It replaces nothing, not
 * even what comes there meanwhile. Makes the folder if need be, and returns the path. Throws as `writtenTo`.
 */
export async function writtenInto(
  folder: string,
  name: string,
  context: Pick<Context, 'clock' | 'signal'>,
  print: (output: Output) => Promise<void>,
): Promise<string> {
  const file = await takenPlace(path.resolve(folder), name);
  try {
    await writtenTo(file, context, print);
    return file;
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** An empty file that was not there, whose mode the complete one gets. */
async function takenPlace(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    try {
      // A link that leads nowhere is there as well.
      await (await open(file, 'wx', 0o600)).close();
      return file;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw unwritable(file, error);
    }
  }
}
