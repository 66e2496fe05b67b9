import { AppError } from '../errors.ts';
import { isAllowedUrl } from './allowed-urls.ts';
import type { Connection } from './connection-file.ts';

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

/** The keys of the user flows that may be named beside the sign-in. */
export const furtherPolicies = ['passwordResetPolicy', 'profileEditPolicy'] as const;
export type FurtherPolicy = (typeof furtherPolicies)[number];

/** The authority of another user flow, at the same address as that of the sign-in; undefined if none is named. */
export function policyAuthority({ identity }: Connection, policy: FurtherPolicy): string | undefined {
  const { protocol, authority, [policy]: name } = identity;
  return protocol === 'b2c' && name ? `${authority}/${name}` : undefined;
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

/** The URL as the browser gets it. Throws `forbidden` unless it is openable. */
export function openable(url: string, hosts: readonly string[]): string {
  if (isOpenable(url, hosts)) return new URL(url).href;
  throw new AppError('forbidden', 'This address does not belong to the connection.');
}
