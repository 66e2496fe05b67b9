import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';

/** Writes a whole file, and puts it in its place only when it is complete. Throws `storage` naming the file. */
export async function saveFile(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(part, bytes, { flag: 'wx', flush: true });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    const text = (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
    throw new AppError('storage', `${file} cannot be written (${text}).`, { cause, details: { file, text } });
  }
}
