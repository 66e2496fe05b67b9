import type { Connection } from './connection-file.ts';
import type { UnitReading } from './unit-reading.ts';

/** A connection file's text with another reading of its units; what else it has stays. */
export function withReading(text: string, { fields, statuses }: UnitReading): string {
  const file = JSON.parse(text.replace(/^\uFEFF/, '')) as { api?: object };
  return `${JSON.stringify({ ...file, api: { ...file.api, fields, statuses } }, null, 2)}\n`;
}

/**
 * The text with the reading that was learned before, where the file says nothing of a reading: the original file, opened
 * again, does not undo what was learned.
 * @param connection what the text says
 * @param before the known connection with the same id
 */
export function withLearned(text: string, connection: Connection, before: Connection | undefined): string {
  const isSaid = ({ fields, statuses }: UnitReading) => fields !== undefined || statuses !== undefined;
  return before && isSaid(before.api) && !isSaid(connection.api) ? withReading(text, before.api) : text;
}
