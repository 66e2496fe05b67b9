import type { Connection } from '../connection/connection-file.ts';
import { apiId, connectionId, identityId } from '../connection/connection-ids.ts';
import {
  consoleEntry,
  identityEntries,
  incidentsEntry,
  notesEntry,
  outagesEntry,
  subscriptionKeyEntry,
  unitsEntry,
  watchedEntry,
} from '../connection/stored-entries.ts';
import type { Shared } from './connection-shares.ts';

/**
 * Removes everything stored about a connection and its accounts (R28), except what other connections share. Runs at
 * once, and again after the operation that is under way for that identity, because a token renewal stores its tokens
 * when the response arrives. Neither waits for that operation nor throws.
 */
export async function forgetConnection(
  connection: Connection,
  { store, identity, ledgers, others }: Shared & { others: readonly Connection[] },
): Promise<void> {
  const sharesSignIn = others.some((other) => identityId(other) === identityId(connection));
  const sharesApi = others.some((other) => apiId(other) === apiId(connection));
  const entries = [
    unitsEntry(connection),
    outagesEntry(connection),
    ...(sharesSignIn ? [] : Object.values(identityEntries(identityId(connection)))),
    ...(sharesApi ? [] : [subscriptionKeyEntry(connection)]),
  ];
  const remove = async () => {
    for (const entry of entries) await store.remove(entry);
    await store.removeAll(watchedEntry(connection));
    await store.removeAll(notesEntry(connection));
    await store.removeAll(incidentsEntry(connection));
    await store.removeAll(consoleEntry(connection));
    await ledgers.eraseAll(`${connectionId(connection)}.`);
  };
  await remove();
  await store.removeDiscarded();
  // If the disk has just refused, it may refuse again.
  identity.queue(remove).catch(() => undefined);
  // A copy from before, put back, signs nobody in.
  await store.renewKey();
}
