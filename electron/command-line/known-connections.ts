import { version } from '../../package.json';
import { apiId, type Connection, identityId, parseConnection } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';
import type { Home } from './home.ts';
import { notManaged } from './managed.ts';

const prefix = 'connection.';

/** A connection with what its sign-ins go by. `id` stays the same as long as it means the same sign-in and API. */
export interface ChosenConnection {
  id: string;
  identityId: string;
  connection: Connection;
  /** The connection file, as it was written. */
  text: string;
  origin: string;
}

/** As it is on disk: what parsing and hashing gave is kept beside the text, for a warm token to start with. */
interface Entry extends ChosenConnection {
  /** Another version may read the text in another way. */
  version: string;
}

/** Every connection of the organisation, or that was imported or signed in to, by name. Throws `policy`, `storage`. */
export async function knownConnections(home: Home): Promise<ChosenConnection[]> {
  return ownAnd((await home.managed()).connections, home);
}

/**
 * The same, to sign somebody out: that asks nobody, so that a policy which cannot be read, and allows nothing, does not
 * stand in its way (R28). What only such a policy knows is not among them. Throws `storage`.
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
    // Not ours, or not to be read by this version: as good as not there.
    return undefined;
  }
}

/** Throws `configuration`, naming the wrong keys. */
export function parseChosen(text: string, origin: string): ChosenConnection {
  const connection = parseConnection(text, origin);
  return {
    // Hashing loads Node's crypto, for nothing where nothing is kept.
    get id() {
      return `${identityId(connection)}.${apiId(connection)}`;
    },
    get identityId() {
      return identityId(connection);
    },
    connection,
    text,
    origin,
  };
}

/** Keeps it, in the place of one with the same id. Throws `managed` when it is not allowed, `storage`. */
export async function keepConnection(home: Home, chosen: ChosenConnection): Promise<void> {
  (await home.managed()).assertAllowed(chosen);
  const entry: Entry = { ...chosen, version };
  const value = JSON.stringify(entry);
  if (home.files.get(prefix + chosen.id) === value) return;
  await home.change(async () => home.files.set(prefix + chosen.id, value));
}

/** Forgets it; what belongs to its sign-ins is not touched. Throws `storage`. */
export async function removeKnownConnection(home: Home, { id }: ChosenConnection): Promise<void> {
  await home.change(async () => home.files.delete(prefix + id));
}

/** The one with this name or id. Throws `usage` when there is none, or when several have the name. */
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
