import { hash } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { ConnectionFile } from './connection-file.ts';

/** A parsed connection file; values that it omits have their defaults. */
export type Connection = ConnectionFile;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the URL points to this computer. */
export function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname);
}

/** https everywhere, http only on this computer (R1). */
export function isAllowedUrl(value: string, secure = 'https:', plain = 'http:'): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username || url.password) return false;
  return url.protocol === secure || (url.protocol === plain && isLoopback(url));
}

/** A value that is needed now; if the file leaves it empty, throws `configuration` with the key and whom to ask. */
export function required(connection: Connection, key: string, value: string): string {
  if (value !== '') return value;
  throw new AppError('configuration', `The connection "${connection.name}" does not say "${key}".`, {
    hint: `Ask TK Elevator for it and add "${key}" to the connection file.`,
    details: { key, file: connection.name, text: 'is empty' },
  });
}

/** The sign-in authority: including the policy for b2c, the issuer for oidc. Throws `configuration`. */
export function signInAuthority(connection: Connection): string {
  const { identity } = connection;
  if (identity.protocol === 'oidc') return identity.authority;
  return `${identity.authority}/${required(connection, 'identity.signInPolicy', identity.signInPolicy)}`;
}

/** Hosts that may be opened in the system browser (R6): the authority's, and that of the file's own metadata. */
export function browserHosts({ identity }: Connection): string[] {
  const urls = [identity.authority, identity.authorityMetadata?.authorization_endpoint];
  return urls.filter((url) => url !== undefined).map((url) => new URL(url).host);
}

/** R6: https (or http on this computer) with one of these hosts; any other URL might start an arbitrary program. */
export function isOpenable(url: string, hosts: readonly string[]): boolean {
  return isAllowedUrl(url) && hosts.includes(new URL(url).host);
}

/**
 * The store's key for one identity's data (tokens, metadata). Another client, policy, API, hub or foreign endpoint is
 * another identity: a foreign file must not take over a sign-in and send its tokens to a host of its own.
 */
export function identityId(connection: Connection): string {
  const { protocol, authority, signInPolicy, clientId } = connection.identity;
  const api = connection.api.baseUrl === '' ? '' : new URL(connection.api.baseUrl).origin;
  const parts = [protocol, authority, signInPolicy, clientId].map((part) => part.toLowerCase());
  const foreign = foreignEndpoints(connection);
  return idOf([
    ...parts,
    api,
    ...foreignHub(connection),
    ...(foreign.length > 0 ? ['endpoints', ...foreign] : []),
  ]);
}

/** Origins in the file's own OpenID configuration that are not the authority's: they would receive codes and tokens. */
export function foreignEndpoints({ identity }: Connection): string[] {
  const own = new URL(identity.authority).origin;
  const { issuer: _issuer, ...endpoints } = identity.authorityMetadata ?? {};
  const origins = Object.values(endpoints).flatMap((url) => (url === undefined ? [] : [new URL(url).origin]));
  return [...new Set(origins)].filter((origin) => origin !== own).sort();
}

/** The store's key for one API's data (the subscription key). */
export function apiId(connection: Connection): string {
  return idOf([connection.api.baseUrl.toLowerCase(), ...foreignHub(connection)]);
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

function idOf(parts: string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 24);
}
