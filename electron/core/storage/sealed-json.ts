import type { z } from 'zod';
import { jsonIn } from '../json.ts';
import type { Log } from '../ports.ts';
import type { SealedStore } from './sealed-store.ts';

/**
 * What an entry holds as JSON; undefined if there is none, or none that can be read. What is not understood stays as it is
 * until it is overwritten, and is set aside then.
 * @param what names it in the log
 */
export async function readSealedJson<T>(
  { store, log }: { store: Pick<SealedStore, 'read' | 'notUnderstood'>; log: Log },
  name: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<T | undefined> {
  const text = await store.read(name);
  if (text === undefined) return undefined;
  const { data } = schema.safeParse(jsonIn(text));
  if (data === undefined) {
    log.warn(`${what} cannot be read`);
    store.notUnderstood(name);
  }
  return data;
}
