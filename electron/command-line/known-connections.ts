import { version } from '../../package.json';
import { apiId, type Connection, identityId, parseConnection } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';
import type { Home } from './home.ts';
import { notManaged } from './managed.ts';

const prefix = 'connection.';

/** A connection with the ids for its sign-ins. `id` stays the same as long as the sign-in and the API stay the same. */
export interface ChosenConnection {
  id: string;
  identityId: string;
  connection: Connection;
  /** The original text of the connection file. */
  text: string;
  origin: string;
}

/** The stored form: it includes the results of parsing and hashing, so that a cached token is printed faster. */
interface Entry extends ChosenConnection {
  /** Another version may parse the text differently. */
  version: string;
}

/** All connections of the organisation, and all imported or used ones, sorted by name. Throws `policy`, `storage`. */
export async function knownConnections(home: Home): Promise<ChosenConnection[]> {
  return ownAnd((await home.managed()).connections, home);
}

/**
 * The same for signing out: an unreadable policy, which allows nothing, must not prevent it (R28). Connections that
 * only such a policy defines are missing. Throws `storage`.
 */
export async function forgettableConnections(home: Home): Promise<ChosenConnection[]> {
  return ownAnd((await home.managed().catch(() => notManaged)).connections, home);
}

function ownAnd(connections: readonly ChosenConnection[], home: Home): ChosenConnection[] {
  const keys = home.files.keys().filter((key) => key.startsWith(prefix));
  const own = keys
    .map((key) => readEntry(home.files.get(key)))
    .filter((each) => each !== undefined && !connections.some(({ id }) => id === each.id));
  return [...connections, ...own]
    .filter((each) => each !== undefined)
    .sort((a, b) => a.connection.name.localeCompare(b.connection.name) || a.id.localeCompare(b.id));
}

function readEntry(value: string | undefined): ChosenConnection | undefined {
  try {
    const entry = JSON.parse(value ?? '') as Entry;
    const { id, identityId, connection, text, origin } = entry;
    if (entry.version === version) return { id, identityId, connection, text, origin };
    return parseChosen(text, origin);
  } catch {
    // Not written by this program, or not readable by this version: ignored.
    return undefined;
  }
}

/** Throws `configuration` and names the invalid keys. */
export function parseChosen(text: string, origin: string): ChosenConnection {
  const connection = parseConnection(text, origin);
  return {
    id: `${identityId(connection)}.${apiId(connection)}`,
    identityId: identityId(connection),
    connection,
    text,
    origin,
  };
}

/** Stores a connection and replaces one with the same id. Throws `managed` if it is not allowed, `storage`. */
export async function keepConnection(home: Home, chosen: ChosenConnection): Promise<void> {
  (await home.managed()).assertAllowed(chosen);
  const entry: Entry = { ...chosen, version };
  const value = JSON.stringify(entry);
  if (home.files.get(prefix + chosen.id) === value) return;
  await home.change(async () => home.files.set(prefix + chosen.id, value));
}

/** Removes a connection, but not its sign-ins. Throws `storage`. */
export async function removeKnownConnection(home: Home, { id }: ChosenConnection): Promise<void> {
  await home.change(async () => home.files.delete(prefix + id));
}

/** The connection with this name or id. Throws `usage` if there is none, or if several have the name. */
export function named(known: readonly ChosenConnection[], name: string): ChosenConnection {
  const byId = known.find(({ id }) => id === name);
  if (byId) return byId;
  const found = known.filter(({ connection }) => connection.name.toLowerCase() === name.toLowerCase());
  const [first] = found;
  if (first && found.length === 1) return first;
  if (first) {
    throw new AppError('usage', `${found.length} connections are called "${name}".`, {
      hint: `Name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
    });
  }
  const names = known.map(({ connection }) => `"${connection.name}"`).join(', ');
  throw new AppError('usage', `There is no connection "${name}" and no such file.`, {
    hint: names === '' ? 'Use --connection FILE.' : `Known are: ${names}.`,
  });
}
