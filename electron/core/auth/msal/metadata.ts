import { signInAuthority } from '../../connection/authorities.ts';
import type { Connection } from '../../connection/connection-file.ts';
import { endpointsOf } from '../../connection/connection-ids.ts';
import { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError } from '../../errors.ts';
import { type BoundedAnswer, requestText } from '../../http/bounded-request.ts';
import { inTrouble } from '../../http/faults.ts';
import { instead, isPage, noJson } from '../../http/strange-answers.ts';
import type { Http } from '../../ports.ts';

/**
 * Fetches the provider's OpenID configuration and checks it: MSAL checks neither the scheme of the endpoints nor, when
 * it is given a configuration, the issuer. `timeout` in ms. Throws `offline`, `proxy-refused`, `tls`,
 * `captive-portal`, `provider-unavailable` or `configuration`.
 */
export async function discover(connection: Connection, http: Http, timeout?: number) {
  return checkMetadata(connection, await readMetadata(connection, http, timeout));
}

/** The configuration, unchecked. Throws as `discover` does. */
export async function readMetadata(connection: Connection, http: Http, timeout?: number): Promise<unknown> {
  const authority = signInAuthority(connection);
  const version = connection.identity.protocol === 'b2c' ? '/v2.0' : '';
  const host = new URL(authority).host;
  const answer = await requestText(http, `${authority}${version}/.well-known/openid-configuration`, {
    timeout,
    limit: 256 * 1024,
    headers: { accept: 'application/json' },
  });
  const trouble = inTrouble('provider-unavailable', answer, host);
  if (trouble) throw trouble;
  const isNothing = answer.status < 300 && answer.text.trim() === '';
  if (isNothing) throw noDescription(host, `: it ${instead(answer)}`);
  if (answer.status !== 200) throw unknownPolicy(connection, authority, answer.status);
  return parse(answer, host);
}

function parse(answer: BoundedAnswer, host: string): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    if (isPage(answer)) throw noJson(answer, host, cause);
    throw noDescription(host);
  }
}

/** Throws `configuration` unless the document is valid, belongs to the authority and has only allowed endpoints. */
export function checkMetadata(connection: Connection, document: unknown): OpenIdConfiguration {
  const { protocol, authority } = connection.identity;
  const { host } = new URL(authority);
  const result = OpenIdConfiguration.safeParse(document);
  if (!result.success) {
    const key = result.error.issues[0]?.path.join('.');
    if (!key) throw noDescription(host);
    const message = `${host} describes its sign-in service incompletely: "${key}" is missing or not allowed.`;
    throw fault(host, key, message);
  }
  const { authorization_endpoint } = result.data;
  assertIssuer(connection, result.data);
  // B2C uses one host: an endpoint on another one would receive the code and the refresh token. Other providers may use
  // more hosts, but the browser is sent to the authority's host only, unless the connection file has its own metadata.
  const b2cOnly = protocol === 'b2c' ? endpointsOf(result.data) : [];
  for (const url of [authorization_endpoint, ...b2cOnly]) {
    if (new URL(url).host === host) continue;
    throw fault(host, 'identity.authority', `${host} points to another host: ${new URL(url).host}.`);
  }
  return result.data;
}

/**
 * The issuer is what answers and ID tokens are compared with, so no metadata, those of the connection file included, may
 * take the name of another provider (OpenID Connect Discovery §4.3). Throws `configuration`.
 */
export function assertIssuer({ identity }: Connection, { issuer }: OpenIdConfiguration): void {
  const { protocol, authority } = identity;
  const { host } = new URL(authority);
  if (protocol === 'oidc' && issuer.replace(/\/+$/, '') !== authority)
    throw fault(
      host,
      'identity.authority',
      `${host} calls itself "${new URL(issuer).href}", the connection "${authority}".`,
    );
  if (protocol === 'b2c' && new URL(issuer).host !== host)
    throw fault(host, 'identity.authority', `${host} points to another host: ${new URL(issuer).host}.`);
}

function unknownPolicy(connection: Connection, authority: string, status: number): AppError {
  const key = connection.identity.protocol === 'b2c' ? 'identity.signInPolicy' : 'identity.authority';
  const host = new URL(authority).host;
  return new AppError('configuration', `${host} answered ${status}: it does not know "${authority}".`, {
    hint: `Check "identity.authority" and "identity.signInPolicy" with TK Elevator.`,
    details: { key, host, status: String(status), file: connection.name, text: `is not known to ${host}` },
  });
}

function noDescription(host: string, why = ''): AppError {
  return fault(host, 'identity.authority', `${host} does not describe its sign-in service in JSON${why}.`);
}

function fault(host: string, key: string, message: string): AppError {
  return new AppError('configuration', message, { details: { host, key, file: host, text: 'is wrong' } });
}
