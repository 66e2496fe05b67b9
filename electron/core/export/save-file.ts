import { rename, writeFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { partOf } from './part-file.ts';

/** Writes a whole file, and puts it in its place only when it is complete. Throws `storage` naming the file. */
export async function saveFile(file: string, bytes: Uint8Array): Promise<void> {
  const part = partOf(file);
  try {
    await writeFile(part.path, bytes, { flag: 'wx', flush: true });
    await rename(part.path, file);
    part.done();
  } catch (cause) {
    part.drop();
    const text = (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
    throw new AppError('storage', `${file} cannot be written (${text}).`, { cause, details: { file, text } });
  }
}
