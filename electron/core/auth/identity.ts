import { fittingText } from '../../contract/fitting-text.ts';
import type { AccessToken, Claim, Identity } from '../../contract/session.ts';
import { decodeClaims, personOf, timeOfClaim } from './claims.ts';

/** Claims with a known meaning, from B2C and OpenID Connect (RFC 7519 §4.1, OpenID Connect Core §2 and §5.1). */
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

/** Longer values are truncated (characters), because a token may hold anything. */
const longestValue = 4_000;
const mostClaims = 200;

/**
 * What a token says about its holder and itself, for display only: it is not verified and authorizes nothing (R22).
 * Of an opaque token only the scopes and the expiry are known.
 * @param employeeClaim as in `personOf`
 */
export function identityOf(
  { accessToken, expiresAt, scopes }: AccessToken,
  employeeClaim?: string,
): Identity {
  const claims = decodeClaims(accessToken);
  const known = claims ?? {};
  const { id, name, email } = personOf(known);
  return {
    opaque: claims === undefined,
    userId: id || null,
    name: name || null,
    email,
    flags: flagsOf(known, employeeClaim),
    scopes,
    issuer: text(known['iss']),
    policy: text(known['tfp']) ?? text(known['acr']),
    issuedAt: timeOfClaim(known['iat']),
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
    claims: Object.entries(known).slice(0, mostClaims).map(claimOf),
  };
}

/** One claim's text for copying; undefined when the token does not have this claim. */
export function claimText(accessToken: string, name: string): string | undefined {
  const claims = decodeClaims(accessToken) ?? {};
  return Object.hasOwn(claims, name) ? shown(claims[name]) : undefined;
}

function claimOf([name, value]: [string, unknown]): Claim {
  const at = times.has(name) ? timeOfClaim(value) : null;
  const custom = /^extension_/i.test(name) ? 'custom' : null;
  const meaning = Object.hasOwn(meanings, name) ? (meanings[name] ?? null) : custom;
  return { name: fittingText(name, 256), value: fittingText(shown(value), longestValue), meaning, at };
}

/** B2C's boolean custom attributes, for example "TK employee". */
function flagsOf(claims: Record<string, unknown>, employeeClaim: string | undefined): Identity['flags'] {
  return Object.entries(claims).flatMap(([name, value]) => {
    const flag = typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : value;
    if (typeof flag !== 'boolean') return [];
    if (name === employeeClaim) return [{ name: 'TK Employee', value: flag }];
    if (!/^(extension_|is)/i.test(name)) return [];
    const words = name.replace(/^extension_/i, '').replaceAll('_', ' ');
    const apart = words.replace(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4');
    return [{ name: fittingText(apart, 128), value: flag }];
  });
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Parsed JSON may still be nested too deeply to be stringified.
    return '…';
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? fittingText(value, 512) : null;
}
