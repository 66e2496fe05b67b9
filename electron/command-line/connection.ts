import { readFileSync } from 'node:fs';
import { type Connection, parseConnection } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';

/** The connection file of `--connection` or MAX_DESK_CONNECTION. Throws `usage` or `configuration`. */
export function readConnection(option: string | undefined, fromEnvironment: string | undefined): Connection {
  const file = option ?? fromEnvironment;
  if (!file) throw new AppError('usage', 'No connection was named.', { hint: 'Use --connection FILE.' });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new AppError('configuration', `The connection file ${file} cannot be read (${reason}).`, {
      cause,
      hint: 'Check the path and whether you may read the file.',
      details: { file, key: '', text: reason },
    });
  }
  return parseConnection(text, file);
}
