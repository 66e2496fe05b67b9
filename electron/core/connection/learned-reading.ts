import { type Connection, parseConnection } from './connection-file.ts';
import { connectionId } from './connection-ids.ts';
import type { UnitReading } from './unit-reading.ts';

/** A connection file's text with another reading of its units; what else it has stays. */
export function withReading(text: string, { fields, statuses }: UnitReading): string {
  const file = JSON.parse(text.replace(/^\uFEFF/, '')) as { api?: object };
  return `${JSON.stringify({ ...file, api: { ...file.api, fields, statuses } }, null, 2)}\n`;
}

/**
 * A connection file with the reading that was learned before, where the file says nothing of one: the original file,
 * opened again, does not undo what was learned. Throws `configuration` and names the invalid keys.
 * @param origin what messages call the file
 * @param known the connections among which the same one may be
 */
export function parseLearned(
  text: string,
  origin: string,
  known: readonly Connection[],
): { text: string; connection: Connection } {
  const connection = parseConnection(text, origin);
  const id = connectionId(connection);
  const before = known.find((each) => connectionId(each) === id);
  if (before === undefined || !saysReading(before) || saysReading(connection)) return { text, connection };
  const learned = withReading(text, before.api);
  return { text: learned, connection: parseConnection(learned, origin) };
}

function saysReading({ api }: Connection): boolean {
  return api.fields !== undefined || api.statuses !== undefined;
}
