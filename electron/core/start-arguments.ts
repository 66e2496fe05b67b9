import { parseArgs } from 'node:util';
import { AppError } from './errors.ts';

/**
 * The window's command-line arguments; Chromium's own switches may be among them and are ignored. Throws `usage` for
 * `--connection` without a file.
 */
export function parseStartArguments(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: { connection: { type: 'string' }, simulator: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
  const { connection } = values;
  if (connection !== undefined && (typeof connection !== 'string' || connection === '')) {
    throw new AppError('usage', '--connection needs the path of a connection file.', {
      hint: 'For instance: --connection max-ea.json',
    });
  }
  return { connection, simulator: values.simulator === true };
}
