import type { SharedIdentity } from '../auth/shared-identity.ts';
import { apiId, type Connection, identityId } from '../connection/connection-file.ts';
import {
  consoleEntry,
  identityEntries,
  subscriptionKeyEntry,
  unitsEntry,
  watchedEntry,
} from '../connection/stored-entries.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/**
 * Removes everything that is stored of a connection and of whoever is signed in there (R28), but for what one of the
 * others has in common with it. At once, and once more after the operation that is under way for that identity: a
 * renewal writes its tokens when its answer comes. Never waits for that, nor throws.
 */
export async function forgetConnection(
  connection: Connection,
  {
    store,
    identity,
    others,
  }: { store: SealedStore; identity: SharedIdentity; others: readonly Connection[] },
): Promise<void> {
  const sharesSignIn = others.some((other) => identityId(other) === identityId(connection));
  const sharesApi = others.some((other) => apiId(other) === apiId(connection));
  const entries = [
    unitsEntry(connection),
    ...(sharesSignIn ? [] : Object.values(identityEntries(connection))),
    ...(sharesApi ? [] : [subscriptionKeyEntry(connection)]),
  ];
  const remove = async () => {
    for (const entry of entries) await store.remove(entry);
    await store.removeAll(watchedEntry(connection));
    await store.removeAll(consoleEntry(connection));
  };
  await remove();
  await store.forgetDiscarded();
  // What the disk has just refused it may refuse again.
  identity.queue(remove).catch(() => undefined);
}
