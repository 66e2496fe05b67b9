import { readFileSync } from 'node:fs';
import { AppError, systemCode } from '../core/errors.ts';
import type { Context } from './context.ts';
import { type ChosenConnection, chosenAsLearned, knownConnections, named } from './known-connections.ts';

/** Like `namedConnection`, but checks the policy. Also throws `policy`, and `managed` if a host is not allowed. */
export async function chooseConnection(context: Context): Promise<ChosenConnection> {
  const managed = await context.managed();
  const known = await (namedFile(context) === undefined
    ? knownConnections(context.home())
    : knownIfReadable(context));
  const chosen = namedOf(context, known);
  managed.assertAllowed(chosen);
  return chosen;
}

/** A connection file needs no home: only what was learned of the same connection before would be read from it (R47). */
async function knownIfReadable(context: Context): Promise<ChosenConnection[]> {
  try {
    return await knownConnections(context.home());
  } catch (error) {
    // A wrong --home is told all the same.
    if (!(error instanceof AppError) || error.code !== 'storage') throw error;
    context.log.info('the known connections cannot be read', { reason: error.message });
    return [];
  }
}

/**
 * The connection from `--connection` or MAX_DESK_CONNECTION: a file if it looks like one, else the name of a known
 * connection. The only known connection needs no name. An unreadable policy, which allows nothing, must not
 * prevent a sign-out (R28): connections that only such a policy defines are missing, and whether it allows the
 * connection does not matter. Throws `usage`, `configuration`, `storage`.
 */
export async function namedConnection(context: Context): Promise<ChosenConnection> {
  const home = context.home();
  const managed = context.managed().catch(() => ({ connections: [] }));
  return namedOf(context, await knownConnections(home, managed));
}

/** Whether a connection was named at all. */
export function isConnectionNamed({ options, env }: Context): boolean {
  return (options.connection ?? env['MAX_DESK_CONNECTION'] ?? '') !== '';
}

/** The path of the file that `--connection` or MAX_DESK_CONNECTION names, if it is one. */
function namedFile({ options, env }: Context): string | undefined {
  const given = options.connection ?? env['MAX_DESK_CONNECTION'];
  return given && isConnectionFile(given) ? given : undefined;
}

function namedOf(context: Context, known: readonly ChosenConnection[]): ChosenConnection {
  const file = namedFile(context);
  if (file !== undefined) {
    const text = readText(file);
    const same = known.find((each) => each.text === text);
    return same ? { ...same, origin: file } : chosenAsLearned(text, file, known);
  }
  const given = context.options.connection ?? context.env['MAX_DESK_CONNECTION'];
  if (given) return named(known, given);
  const [only] = known;
  if (only && known.length === 1) return only;
  const names = known.map(({ connection }) => `"${connection.name}"`).join(', ');
  throw new AppError('usage', 'No connection was named.', {
    hint: only
      ? `Use --connection NAME with one of ${names}.`
      : 'Use --connection FILE, or the sign-in of the window: "max-desk agent pair".',
  });
}

/**
 * Whether this names a file: it has a slash or the ending .json. What is in the working directory does not matter, else
 * a file there could take the place of a known connection and its hosts get the password.
 */
export function isConnectionFile(given: string): boolean {
  return /[\\/]|\.json$/i.test(given);
}

/** The text of a connection file. Throws `configuration`. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = systemCode(cause);
    throw new AppError('configuration', `The connection file ${file} cannot be read (${reason}).`, {
      cause,
      hint: 'Check the path and whether you may read the file.',
      details: { file, key: '', text: reason },
    });
  }
}
