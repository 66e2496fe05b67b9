import type { AddressUse } from '../../contract/names.ts';
import { resolveTarget } from '../api/client.ts';
import { furtherPolicies, policyAuthority, signInAuthority } from './authorities.ts';
import type { Connection } from './connection-file.ts';
import { maxAuthority } from './max-service.ts';

/** An address that a connection contacts, in full, and what for. */
export interface ConnectionAddress {
  use: AddressUse;
  /** In ASCII: IDN hosts in Punycode, other characters percent-encoded, so that nothing in it can hide or be reordered. */
  address: string;
}

/**
 * All addresses that decide where a connection's sign-in, token, key and requests go, each once. Not in it is what only the
 * services themselves say later: the provider's metadata, and paths of further lists below `api.baseUrl`.
 */
export function addressesOf(connection: Connection): ConnectionAddress[] {
  const { identity, api } = connection;
  const { issuer: _issuer, ...endpoints } = identity.authorityMetadata ?? {};
  const signIn = identity.signInPolicy === '' ? identity.authority : signInAuthority(connection);
  const found: [AddressUse, unknown[]][] = [
    ['identity', [signIn, ...furtherPolicies.map((policy) => policyAuthority(connection, policy))]],
    ['api', [api.baseUrl]],
    ['units', api.baseUrl === '' ? [] : [resolveTarget(connection, api.unitsPath).href]],
    ['hub', [api.hubUrl]],
    ['other', [...Object.values(endpoints), ...outsideOf(connection)]],
  ];
  const all = found.flatMap(([use, urls]) =>
    urls.flatMap((url) => (typeof url === 'string' && url !== '' ? [{ use, address: inAscii(url) }] : [])),
  );
  return all.filter((each, index) => all.findIndex((other) => isSameAddress(each, other)) === index);
}

/** Whether both are the same address for the same use. */
export function isSameAddress(one: ConnectionAddress, other: ConnectionAddress): boolean {
  return one.use === other.use && one.address === other.address;
}

/** Whether it is below the sign-in address that TK Elevator publishes. */
export function isPublished({ use, address }: ConnectionAddress): boolean {
  return use === 'identity' && address.startsWith(`${maxAuthority}/`);
}

/** Further lists whose path leaves the API's base address; those below it are covered by that. */
function outsideOf(connection: Connection): string[] {
  const { api } = connection;
  if (api.baseUrl === '') return [];
  const base = new URL(`${api.baseUrl}/`).href;
  const paths = Object.values(api.resources ?? {}).flatMap(({ path, document }) =>
    document?.startsWith('/') ? [path, document] : [path],
  );
  return paths
    .map((path) => resolveTarget(connection, path).href)
    .filter((address) => !address.startsWith(base));
}

/** The braces of placeholders stay as the file has them. */
function inAscii(url: string): string {
  return new URL(url).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
}
