import { type Connection, parseConnection } from '../core/connection/connection-file.ts';
import { connectionId, identityId } from '../core/connection/connection-ids.ts';
import { parseLearned } from '../core/connection/learned-reading.ts';
import { AppError } from '../core/errors.ts';
import type { Home } from './home.ts';
import type { Managed } from './managed.ts';

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

/**
 * All connections of the organisation, and all imported or used ones, sorted by name. Throws what `managed` rejects
 * with, and `storage`.
 */
export async function knownConnections(
  home: Home,
  managed: Promise<Pick<Managed, 'connections'>> = home.managed(),
): Promise<ChosenConnection[]> {
  const { connections } = await managed;
  const kept = home.files.keys().filter((key) => key.startsWith(prefix));
  const own = kept.flatMap((key) => readEntry(home.files.get(key)).filter(({ id }) => key === prefix + id));
  return [...connections, ...own.filter(({ id }) => !connections.some((each) => each.id === id))].sort(
    (a, b) => a.connection.name.localeCompare(b.connection.name) || a.id.localeCompare(b.id),
  );
}

/**
 * Empty for what was not written by this program, or cannot be read by this version. The ids are those of the text, never
 * ones that were written beside it: an entry with another text is another connection, without the sign-ins of this one.
 */
function readEntry(value: string | undefined): ChosenConnection[] {
  try {
    const { text, origin } = JSON.parse(value ?? '') as Pick<ChosenConnection, 'text' | 'origin'>;
    return [parseChosen(text, origin)];
  } catch {
    return [];
  }
}

/** Throws `configuration` and names the invalid keys. */
export function parseChosen(text: string, origin: string): ChosenConnection {
  return chosenFrom(parseConnection(text, origin), text, origin);
}

/**
 * A connection file; where it says nothing of how units are read, that is as it was learned for the same connection.
 * Throws `configuration` and names the invalid keys.
 */
export function chosenAsLearned(
  text: string,
  origin: string,
  known: readonly ChosenConnection[],
): ChosenConnection {
  const connections = known.map(({ connection }) => connection);
  const learned = parseLearned(text, origin, connections);
  return chosenFrom(learned.connection, learned.text, origin);
}

/** A connection with its ids. */
export function chosenFrom(connection: Connection, text: string, origin: string): ChosenConnection {
  return {
    id: connectionId(connection),
    identityId: identityId(connection),
    connection,
    text,
    origin,
  };
}

/** Stores a connection and replaces one with the same id. Throws `managed` if it is not allowed, `storage`. */
export async function keepConnection(home: Home, chosen: ChosenConnection): Promise<void> {
  (await home.managed()).assertAllowed(chosen);
  const { text, origin } = chosen;
  const value = JSON.stringify({ text, origin });
  if (home.files.get(prefix + chosen.id) === value) return;
  await home.change(async () => home.files.set(prefix + chosen.id, value));
}

/** Removes a connection, but not its sign-ins. Throws `storage`. */
export async function removeKnownConnection(home: Home, { id }: ChosenConnection): Promise<void> {
  await home.change(async () => home.files.remove(prefix + id));
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
  throw new AppError('usage', `There is no connection "${name}".`, {
    hint: `${names === '' ? 'None is known yet.' : `Known are: ${names}.`} A file is named with a slash: ./${name}`,
  });
}
