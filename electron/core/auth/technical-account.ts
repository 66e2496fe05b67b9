import type { Connection } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import type { Clock, Http } from '../ports.ts';
import { decodeClaims, personOf } from './claims.ts';
import type { Grant } from './msal/msal-grant.ts';
import { explained, signInReason, signInReasonTable } from './provider-codes.ts';
import { postToProvider, type TokenAnswer } from './token-endpoint.ts';
import { tokenEnd } from './token-life.ts';

/** Longer lifetimes are ignored, s. */
const longestLife = 1e9;

export interface TechnicalGrant extends Grant {
  /** Undefined unless requested and granted. */
  refreshToken: string | undefined;
}

/** `offline` also requests a refresh token. */
export interface TechnicalParts {
  http: Http;
  clock: Clock;
  signal?: AbortSignal;
  offline?: boolean;
}

/**
 * Gets a token by username and password (ROPC, RFC 6749 §4.3), for daemons and only on the command line (R21). A plain
 * form POST as the portal documents it, because MSAL's call is deprecated and puts the username into a header.
 * Throws `sign-in-refused`, `configuration`, `provider-unavailable`, `offline`, `proxy-refused`, `tls`,
 * `captive-portal`.
 */
export async function requestTechnicalToken(
  connection: Connection,
  { username, password }: { username: string; password: string },
  parts: TechnicalParts,
): Promise<TechnicalGrant> {
  const scope = [...connection.identity.scopes, ...(parts.offline ? ['offline_access'] : [])].join(' ');
  return ask(connection, { username, password, scope, grant_type: 'password' }, parts);
}

/** Renews a technical account's token. Throws the same errors; `sign-in-refused` for a refused refresh token. */
export async function refreshTechnicalToken(
  connection: Connection,
  refreshToken: string,
  parts: TechnicalParts,
): Promise<TechnicalGrant> {
  const scope = [...connection.identity.scopes, 'offline_access'].join(' ');
  return ask(connection, { refresh_token: refreshToken, scope, grant_type: 'refresh_token' }, parts);
}

async function ask(
  connection: Connection,
  form: Record<string, string>,
  { http, clock, signal }: TechnicalParts,
): Promise<TechnicalGrant> {
  const { authority, protocol, technicalAccount } = connection.identity;
  if (protocol !== 'b2c' || !technicalAccount) {
    throw new AppError('configuration', `The connection "${connection.name}" knows no technical accounts.`, {
      hint: 'Add "identity.technicalAccount" (policy and clientId) to the connection file.',
      details: { key: 'identity.technicalAccount' },
    });
  }
  const url = `${authority}/${technicalAccount.policy}/oauth2/v2.0/token`;
  const asked = { client_id: technicalAccount.clientId, ...form };
  const answer = await postToProvider({ http, signal, unknown: unknownPolicy }, url, asked);
  if (answer.status !== 200) throw refusal(answer);
  return toGrant(answer, connection.identity, clock);
}

function unknownPolicy(host: string): AppError {
  return new AppError('configuration', `${host} does not know the policy of technical accounts (404).`, {
    hint: 'Check "identity.authority" and "identity.technicalAccount" in the connection with TK Elevator.',
    details: { host, status: '404', key: 'identity.technicalAccount.policy' },
  });
}

function refusal({ status, host, text, reference }: TokenAnswer): AppError {
  const error = text('error');
  const { why, details: refusal, ...next } = explained(reference);
  const details = { host, status: String(status), reference, ...refusal };
  const isRefused = error === 'access_denied' || error === 'invalid_grant';
  const reason = signInReason(reference);
  const code = reason ? signInReasonTable[reason].code : isRefused ? 'sign-in-refused' : 'configuration';
  if (code !== 'configuration') {
    return new AppError(code, `${host} refused the technical account (${reference})${why}.`, {
      hint: 'Check the name and the password of the technical account.',
      ...next,
      details,
    });
  }
  return new AppError('configuration', `${host} refused the request (${reference})${why}.`, {
    hint: 'Check "identity.technicalAccount" and "identity.scopes" in the connection with TK Elevator.',
    ...next,
    details: { ...details, key: 'identity.technicalAccount' },
  });
}

function toGrant(
  { host, json, text }: TokenAnswer,
  { scopes, employeeClaim }: Connection['identity'],
  clock: Clock,
): TechnicalGrant {
  const token = text('access_token');
  if (token === undefined) {
    const message = `${host} sent no access token: the connection asks for no scope of the API.`;
    throw new AppError('configuration', message, {
      hint: 'Check "identity.scopes" in the connection with TK Elevator.',
      details: { host, key: 'identity.scopes' },
    });
  }
  const person = personOf(decodeClaims(token) ?? {}, employeeClaim);
  return {
    accessToken: token,
    expiresAt: expiryOf(json, token, clock),
    scopes: text('scope')?.split(' ') ?? scopes,
    accountId: person.id,
    person,
    refreshToken: text('refresh_token'),
  };
}

/** When a token of a token response expires, ms since 1970: by the response, else by the token, else now. */
export function expiryOf(json: unknown, token: string, clock: Clock): number {
  const seconds = lifeOf(json);
  if (seconds !== undefined) return clock.now() + seconds * 1000;
  const { exp } = decodeClaims(token) ?? {};
  return typeof exp === 'number' ? tokenEnd(exp * 1000) : clock.now();
}

/** In seconds. B2C's ROPC policies send `expires_in` as a string, others as a number. */
function lifeOf(json: unknown): number | undefined {
  const { expires_in: value } = json as { expires_in?: unknown };
  const seconds = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return seconds > 0 && seconds <= longestLife ? seconds : undefined;
}
