import { parseArgs } from 'node:util';
import { AppError } from './errors.ts';

/** Our own options among the arguments, and what is no option. */
export function argumentsIn(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: { connection: { type: 'string' }, simulator: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
}

/**
 * The window's command-line arguments; Chromium's own switches may be among them and are ignored. Throws `usage` for
 * `--connection` without a file.
 */
export function parseStartArguments(argv: readonly string[]) {
  const { connection, simulator } = argumentsIn(argv).values;
  if (connection !== undefined && (typeof connection !== 'string' || connection === '')) {
    throw new AppError('usage', '--connection needs the path of a connection file.', {
      hint: 'For instance: --connection max-ea.json',
    });
  }
  return { connection, simulator: simulator === true };
}
