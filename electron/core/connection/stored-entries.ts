import { apiId, type Connection, connectionId, identityId } from './connection-file.ts';

/** Begins the names of the tokens of all identities: no entry changes as often. */
export const tokensPrefix = 'tokens.';

/** What belongs to one identity in the store of secrets, by name; connections with the same sign-in share it. */
export function identityEntries(connection: Connection) {
  const id = identityId(connection);
  return {
    tokens: tokensPrefix + id,
    currentAccount: `current-account.${id}`,
    signedOut: `signed-out.${id}`,
    metadata: `metadata.${id}`,
  };
}

/** The subscription key; connections with the same API share it. */
export function subscriptionKeyEntry(connection: Connection): string {
  return `subscription-key.${apiId(connection)}`;
}

/** The watched units of everybody who signs in there. */
export function watchedEntry(connection: Connection): string {
  return `watched.${connectionId(connection)}`;
}

/** Begins the names of all lists of units: they alone are large. */
export const unitsPrefix = 'units.';

/** The last list of units, which is one connection's only. */
export function unitsEntry(connection: Connection): string {
  return unitsPrefix + connectionId(connection);
}

/** What the console keeps there: favourites, and the history of everybody who signs in. */
export function consoleEntry(connection: Connection): string {
  return `console.${connectionId(connection)}`;
}
