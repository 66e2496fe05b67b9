import { fittingText } from '../../contract/fitting-text.ts';
import type { PastedCheck } from '../../contract/session.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import { decodeClaims, personOf, timeOfClaim } from './claims.ts';
import type { Grant } from './msal/msal-grant.ts';

/** RFC 7235 §2.1: what is allowed after "Bearer". A shorter text is a copying mistake. */
const tokenText = /^[\w.~+/-]{16,}=*$/;
/** A token with less time left gets the warning `ends-soon`, ms. */
const soon = 5 * 60_000;
const longestValue = 512;

export interface PastedTokenParts {
  connection: Connection;
  /** From the provider's metadata; undefined until that is loaded. */
  issuer: string | undefined;
  /** ms since 1970 */
  now: number;
}

/**
 * Checks a pasted text without verifying it (R22). A warning does not block the token, because only the API decides.
 * Never throws.
 */
export function checkPastedToken(text: string, parts: PastedTokenParts): PastedCheck {
  const token = tokenIn(text);
  if (token === undefined) return { ...unknown, refused: 'no-token' };
  const claims = decodeClaims(token);
  if (!claims) return { ...unknown, warnings: ['opaque'] };
  const { name, email } = personOf(claims);
  const expiresAt = timeOfClaim(claims['exp']);
  const audience = listOf(claims['aud']);
  const scopes = scopesOf(claims);
  return {
    refused: expiresAt !== null && expiresAt <= parts.now ? 'expired' : null,
    name: name || null,
    email,
    issuer: typeof claims['iss'] === 'string' ? fittingText(claims['iss'], longestValue) : null,
    audience: fittingText(audience.join(' '), longestValue) || null,
    scopes,
    expiresAt,
    warnings: [
      ...timeWarnings(expiresAt, timeOfClaim(claims['nbf']), parts.now),
      ...(isOurIssuer(claims['iss'], parts) ? [] : (['issuer'] as const)),
      ...purposeWarnings(audience, scopes, parts.connection),
    ],
  };
}

/** The grant for a pasted text. Throws `sign-in-refused` when it is expired or not a token. */
export function pastedGrant(text: string, parts: PastedTokenParts): Grant {
  const token = tokenIn(text);
  const { refused, scopes, expiresAt } = checkPastedToken(text, parts);
  if (token === undefined || refused !== null) throw notUsable(refused, parts.connection);
  const person = personOf(decodeClaims(token) ?? {}, parts.connection.identity.employeeClaim);
  return {
    // Separate from the same person's normal sign-in, which can be renewed.
    accountId: `pasted:${person.id}`.slice(0, longestValue),
    person,
    pasted: true,
    accessToken: token,
    expiresAt: expiresAt ?? Number.POSITIVE_INFINITY,
    scopes,
  };
}

/** The error when a pasted token has expired or the API refuses it: it cannot be renewed. */
export function pastedEnds(message: string): AppError {
  return new AppError('sign-in-needed', message, {
    hint: 'Paste a new token from the developer portal, or sign in.',
    details: { ended: 'pasted-token' },
  });
}

function notUsable(refused: PastedCheck['refused'], { identity }: Connection): AppError {
  const expired = refused === 'expired';
  const message = expired ? 'The pasted token has ended already.' : 'The pasted text is no access token.';
  return new AppError('sign-in-refused', message, {
    hint: 'Copy a new token from the developer portal, as a whole.',
    details: { host: new URL(identity.authority).host, text: expired ? 'expired' : 'no token' },
  });
}

const unknown: PastedCheck = {
  refused: null,
  name: null,
  email: null,
  issuer: null,
  audience: null,
  scopes: [],
  expiresAt: null,
  warnings: [],
};

/** Finds the token: people also copy the header name or quotes. */
export function tokenIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^["'`]|["'`]$/g, '')
    .replace(/^authorization\s*:\s*/i, '')
    .replace(/^bearer\s+/i, '');
  return tokenText.test(bare) ? bare : undefined;
}

function timeWarnings(expiresAt: number | null, notBefore: number | null, now: number) {
  const warnings: PastedCheck['warnings'] = [];
  if (expiresAt === null) warnings.push('no-expiry');
  else if (expiresAt > now && expiresAt - now < soon) warnings.push('ends-soon');
  if (notBefore !== null && notBefore > now) warnings.push('not-yet');
  return warnings;
}

/** Until the metadata is loaded, only the host is compared. */
function isOurIssuer(issuer: unknown, { connection, issuer: described }: PastedTokenParts): boolean {
  if (typeof issuer !== 'string') return false;
  if (described !== undefined) return issuer === described;
  return URL.parse(issuer)?.host === new URL(connection.identity.authority).host;
}

/** The file does not contain the API's ID. But a token issued for this application is an ID token. */
function purposeWarnings(audience: string[], scopes: string[], { identity }: Connection) {
  if (audience.includes(identity.clientId) && scopes.length === 0) return ['id-token'] as const;
  const wanted = identity.scopes.filter((scope) => !signInScopes.has(scope));
  const granted = (scope: string) => scopes.includes(scope) || scopes.includes(lastPart(scope));
  return [
    ...(audience.length === 0 ? (['audience'] as const) : []),
    ...(wanted.every(granted) ? [] : (['scope'] as const)),
  ];
}

const signInScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Tokens shorten `https://tenant/ea/api` to its last part. */
function lastPart(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}

function scopesOf(claims: Record<string, unknown>): string[] {
  return listOf(claims['scp'] ?? claims['scope'])
    .flatMap((scope) => scope.split(' '))
    .filter((scope) => scope !== '')
    .slice(0, 64);
}

function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string' && each !== '').map((each) => String(each));
}
