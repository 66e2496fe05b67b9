import type { Connection } from './connection-file.ts';
import { apiId, connectionId } from './connection-ids.ts';

/** Prefix of the token entries of all identities; no other entries change as often. */
export const tokensPrefix = 'tokens.';

/** Names of one identity's entries in the secret store; connections with the same sign-in share them. */
export function identityEntries(identityId: string) {
  return {
    tokens: tokensPrefix + identityId,
    technical: `technical.${identityId}`,
    currentAccount: `current-account.${identityId}`,
    signedOut: signedOutPrefix + identityId,
    metadata: `metadata.${identityId}`,
  };
}

/** Prefix of the notes that somebody has signed out, which are no secrets. */
export const signedOutPrefix = 'signed-out.';

/** Prefix of the entries with the subscription key of each API. */
export const subscriptionKeyPrefix = 'subscription-key.';

/** Entry of the subscription key; connections with the same API share it. */
export function subscriptionKeyEntry(connection: Connection): string {
  return subscriptionKeyPrefix + apiId(connection);
}

/** Prefix of the entries with the watched units of each account. */
export function watchedEntry(connection: Connection): string {
  return `watched.${connectionId(connection)}`;
}

/** Prefix of the entries with the tags and notes of each account. */
export function notesEntry(connection: Connection): string {
  return `notes.${connectionId(connection)}`;
}

/** Prefix of the entries with the incidents of each account. */
export function incidentsEntry(connection: Connection): string {
  return `incidents.${connectionId(connection)}`;
}

/** Prefix of all unit lists, the only large entries. */
export const unitsPrefix = 'units.';

/** Entry of the last unit list; connections do not share it. */
export function unitsEntry(connection: Connection): string {
  return unitsPrefix + connectionId(connection);
}

/** Entry of when the units of that list were first seen out of service. */
export function outagesEntry(connection: Connection): string {
  return `${unitsEntry(connection)}.outages`;
}

/** Prefix of the console's entries: favourites, and the history of each account. */
export function consoleEntry(connection: Connection): string {
  return `console.${connectionId(connection)}`;
}

/** Entry of the command line's key and of the window's, which know each other again by them. */
export const agentPairingEntry = 'agent-pairing';
