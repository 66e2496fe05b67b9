import { shortDigest } from '../digest.ts';
import type { Connection } from './connection-file.ts';
import type { OpenIdConfiguration } from './open-id-configuration.ts';

/**
 * The store's key for one identity's data (tokens, metadata). Another client, policy, API, hub or foreign endpoint is
 * another identity: a foreign file must not take over a sign-in and send its tokens to a host of its own.
 */
export function identityId(connection: Connection): string {
  const { protocol, authority, signInPolicy, clientId } = connection.identity;
  const api = connection.api.baseUrl === '' ? '' : new URL(connection.api.baseUrl).origin;
  const parts = [protocol, authority, signInPolicy, clientId].map((part) => part.toLowerCase());
  const foreign = foreignEndpoints(connection);
  return digestOf([
    ...parts,
    api,
    ...foreignHub(connection),
    ...(foreign.length > 0 ? ['endpoints', ...foreign] : []),
  ]);
}

/** The addresses in an OpenID configuration that requests or the browser go to. */
export function endpointsOf(metadata: Partial<OpenIdConfiguration>): string[] {
  const entries = Object.entries(metadata);
  return entries.flatMap(([name, value]) => (typeof value === 'string' && name !== 'issuer' ? [value] : []));
}

/** Origins in the file's own OpenID configuration that are not the authority's: they would receive codes and tokens. */
export function foreignEndpoints({ identity }: Connection): string[] {
  const own = new URL(identity.authority).origin;
  const origins = endpointsOf(identity.authorityMetadata ?? {}).map((url) => new URL(url).origin);
  return [...new Set(origins)].filter((origin) => origin !== own).sort();
}

/** The store's key for one API's data (the subscription key). */
export function apiId(connection: Connection): string {
  return digestOf([connection.api.baseUrl.toLowerCase(), ...foreignHub(connection)]);
}

/** The hub's origin if it is not the API's: a file with a foreign hub must not get another connection's data (R32). */
function foreignHub({ api }: Connection): string[] {
  if (api.hubUrl === '') return [];
  const hub = new URL(api.hubUrl.replace(/^ws/, 'http')).origin;
  return api.baseUrl !== '' && hub === new URL(api.baseUrl).origin ? [] : [hub];
}

/** Identifies a connection: same sign-in and same API give the same id, whatever else the file says. */
export function connectionId(connection: Connection): string {
  return `${identityId(connection)}.${apiId(connection)}`;
}

function digestOf(parts: string[]): string {
  return shortDigest(JSON.stringify(parts));
}
