import type { AccessToken, Claim, Identity } from '../../contract/session.ts';
import { decodeClaims, personOf } from './claims.ts';

/** The claims whose meaning is known, B2C's and OpenID Connect's (RFC 7519 §4.1, OpenID Connect Core §2 and §5.1). */
const meanings: Record<string, Claim['meaning']> = {
  oid: 'user-id',
  sub: 'subject',
  name: 'name',
  given_name: 'given-name',
  family_name: 'family-name',
  emails: 'email',
  email: 'email',
  preferred_username: 'user-name',
  tfp: 'policy',
  acr: 'policy',
  iss: 'issuer',
  aud: 'audience',
  azp: 'client',
  appid: 'client',
  client_id: 'client',
  iat: 'issued',
  nbf: 'not-before',
  exp: 'expires',
  auth_time: 'signed-in',
  scp: 'scopes',
  scope: 'scopes',
  roles: 'roles',
  idp: 'provider',
  tid: 'tenant',
  ver: 'version',
  nonce: 'nonce',
  jti: 'token-id',
  amr: 'methods',
};
const times = new Set(['iat', 'nbf', 'exp', 'auth_time']);

/** Deeper or longer values are cut: a token may hold anything (characters). */
const longestValue = 4_000;
const mostClaims = 200;

/**
 * What a token says of its holder and of itself, for display: nothing of it is verified, and nothing is authorised by it
 * (R22). An opaque token says nothing; then only its scopes and its end are known.
 */
export function identityOf({ accessToken, expiresAt, scopes }: AccessToken): Identity {
  const claims = decodeClaims(accessToken);
  const known = claims ?? {};
  const { id, name, email } = personOf(known);
  return {
    opaque: claims === undefined,
    userId: id || null,
    name: name || null,
    email,
    flags: flagsOf(known),
    scopes,
    issuer: text(known['iss']),
    policy: text(known['tfp']) ?? text(known['acr']),
    issuedAt: seconds(known['iat']),
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
    claims: Object.entries(known).slice(0, mostClaims).map(claimOf),
  };
}

/** The text of one claim, as it is copied; undefined when the token has none of this name. */
export function claimText(accessToken: string, name: string): string | undefined {
  const claims = decodeClaims(accessToken) ?? {};
  return Object.hasOwn(claims, name) ? shown(claims[name]) : undefined;
}

function claimOf([name, value]: [string, unknown]): Claim {
  const at = times.has(name) ? seconds(value) : null;
  const custom = /^extension_/i.test(name) ? 'custom' : null;
  const meaning = Object.hasOwn(meanings, name) ? (meanings[name] ?? null) : custom;
  return { name: name.slice(0, 256), value: shown(value).slice(0, longestValue), meaning, at };
}

/** B2C's custom attributes that are yes or no, "TK employee" among them. */
function flagsOf(claims: Record<string, unknown>): Identity['flags'] {
  return Object.entries(claims).flatMap(([name, value]) => {
    const flag = typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : value;
    if (typeof flag !== 'boolean' || !/^(extension_|is)/i.test(name)) return [];
    const words = name.replace(/^extension_/i, '').replaceAll('_', ' ');
    const apart = words.replace(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4');
    return [{ name: apart.slice(0, 128), value: flag }];
  });
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // What can be read may still be nested too deeply to be written.
    return '…';
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 512) : null;
}

/** Seconds since 1970 as ms; null for anything that is not a time. */
function seconds(value: unknown): number | null {
  const ms = typeof value === 'number' ? value * 1000 : Number.NaN;
  return Number.isNaN(new Date(ms).getTime()) ? null : ms;
}
