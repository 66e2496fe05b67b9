import type { ConnectionColor, ConnectionSummary } from '../../contract/connections.ts';
import type { Connection } from '../connection/connection-file.ts';
import { connectionId } from '../connection/connection-ids.ts';
import type { KeyValue, Log } from '../ports.ts';
import type { ConnectionChoice } from '../workplace.ts';
import { createKnownConnections, freeColor } from './known-connections.ts';

/** The organisation's connection that was used last; kept connections store this themselves. */
const lastManagedEntry = 'last-managed-connection';

/**
 * The connections to choose from: the kept connection files and, while it runs, the simulator. Changes throw `storage`,
 * but take effect for this run even then.
 */
export function createConnectionList(
  store: KeyValue,
  log: Log,
  policy: readonly { connection: Connection; origin: string }[],
) {
  const known = createKnownConnections(store, log);
  const managed = policy.map(choiceOf);
  const isManaged = (id: string) => managed.some(({ connection }) => connectionId(connection) === id);
  /** Colours of connections that are not kept. */
  const colors = new Map<string, ConnectionColor>();
  for (const { connection } of managed) {
    const taken = [...colors.values(), ...known.all().map(({ color }) => color)];
    colors.set(connectionId(connection), freeColor(taken));
  }
  let simulated: ConnectionChoice | undefined;

  const keptOf = (choice: ConnectionChoice) =>
    choice.simulated ? undefined : known.find(connectionId(choice.connection));

  function all(): ConnectionChoice[] {
    const files = [
      ...managed,
      ...known
        .all()
        .filter(({ id }) => !isManaged(id))
        .map(choiceOf),
    ];
    if (!simulated) return files;
    const id = connectionId(simulated.connection);
    return [...files.filter(({ connection }) => connectionId(connection) !== id), simulated];
  }

  function colorOf(choice: ConnectionChoice): ConnectionColor {
    const chosen = keptOf(choice)?.color ?? colors.get(connectionId(choice.connection));
    return chosen ?? (choice.simulated ? 'grey' : freeColor(known.all().map(({ color }) => color)));
  }

  return {
    all,
    /** Whether it comes from the organisation. */
    isManaged,
    hasForeign: known.hasForeign,
    /** The connections that the next start knows too. */
    kept: () => [...managed, ...known.all()].map(({ connection }) => connection),
    find: (id: string) => all().find(({ connection }) => connectionId(connection) === id),
    /** The last used connection, otherwise the organisation's first one. */
    last(): ConnectionChoice | undefined {
      const id = store.get(lastManagedEntry);
      const lastManaged = managed.find(({ connection }) => connectionId(connection) === id);
      const last = known.last();
      return lastManaged ?? (last && choiceOf(last)) ?? managed[0];
    },
    keep: known.keep,
    /** Makes the next start open this file, or lists the simulator from now on. */
    noteUse(choice: ConnectionChoice): void {
      const id = connectionId(choice.connection);
      const kept = keptOf(choice);
      if (choice.simulated) simulated = choice;
      else if (isManaged(id)) store.set(lastManagedEntry, id);
      else if (kept) {
        if (store.get(lastManagedEntry) !== undefined) store.remove(lastManagedEntry);
        known.noteUse(kept.id);
      }
    },
    /** For this run only if the connection is not kept. */
    paint(choice: ConnectionChoice, color: ConnectionColor): void {
      const kept = keptOf(choice);
      if (kept) known.paint(kept.id, color);
      else colors.set(connectionId(choice.connection), color);
    },
    remove(choice: ConnectionChoice): void {
      const kept = keptOf(choice);
      if (choice.simulated) simulated = undefined;
      colors.delete(connectionId(choice.connection));
      if (kept) known.remove(kept.id);
    },
    summary: (choice: ConnectionChoice) => summaryOf(choice, colorOf(choice)),
  };
}

function choiceOf({ connection, origin }: { connection: Connection; origin: string }): ConnectionChoice {
  return { connection, origin, simulated: false };
}

function summaryOf(
  { connection, simulated, origin }: ConnectionChoice,
  color: ConnectionColor,
): ConnectionSummary {
  const { baseUrl } = connection.api;
  return {
    id: connectionId(connection),
    name: connection.name,
    color,
    simulated,
    identityHost: new URL(connection.identity.authority).host,
    apiHost: baseUrl === '' ? null : new URL(baseUrl).host,
    origin: origin === '' ? null : origin,
  };
}
