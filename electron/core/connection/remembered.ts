import { z } from 'zod';
import type { KeyValue } from '../ports.ts';

const entry = 'connection';
const Remembered = z.object({ text: z.string(), origin: z.string() });

/** A connection file as it was opened: its text is kept, so that moving the file breaks nothing. */
export type ConnectionText = z.output<typeof Remembered>;

/** The connection of the last run, if one was opened. */
export function rememberedConnection(store: KeyValue): ConnectionText | undefined {
  try {
    return Remembered.parse(JSON.parse(store.get(entry) ?? ''));
  } catch {
    return undefined;
  }
}

/** Throws when the disk refuses. */
export function rememberConnection(store: KeyValue, connection: ConnectionText): void {
  store.set(entry, JSON.stringify(connection));
}
