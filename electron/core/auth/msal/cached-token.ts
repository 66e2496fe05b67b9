/** Reads MSAL's cache without MSAL and zod: a cached token must not wait for either to load. */
import type { AccessToken } from '../../../contract/session.ts';
import type { Connection } from '../../connection/connection-file.ts';
import type { Clock } from '../../ports.ts';
import { type SignedInAccount, sameAccount } from '../accounts.ts';
import { decodeClaims, personOf } from '../claims.ts';
import { tokenEnd } from '../token-life.ts';
import type { Sections } from './token-cache.ts';

/** An access token in the cache; times are ms since 1970. */
export interface CachedToken extends AccessToken {
  issuedAt: number;
}

/**
 * Reads the token itself, because in a token's last five minutes MSAL refreshes it and fails if the refresh fails.
 * Undefined when there is none, or when the clock was set back, so that the remaining lifetime is unknown.
 */
export function cachedToken(
  cache: Sections,
  accountId: string,
  { identity }: Connection,
  clock: Clock,
): CachedToken | undefined {
  for (const entry of Object.values(cache['AccessToken'] ?? {})) {
    const { home_account_id: owner, client_id: client, secret, target } = entry;
    const issuedAt = Number(entry['cached_at']) * 1000;
    const expiresAt = tokenEnd(Number(entry['expires_on']) * 1000);
    if (typeof owner !== 'string' || typeof secret !== 'string' || typeof target !== 'string') continue;
    if (secret === '' || !Number.isFinite(issuedAt) || Number.isNaN(expiresAt)) continue;
    if (!sameAccount(owner, accountId) || client !== identity.clientId) continue;
    const scopes = target.split(' ');
    const covers = identity.scopes.every((scope) => scopes.some((s) => sameAccount(s, scope)));
    // MSAL rounds to whole seconds, up to half a second ahead.
    if (!covers || issuedAt > clock.now() + 500) continue;
    return { accessToken: secret, issuedAt, expiresAt, scopes };
  }
  return undefined;
}

/** The accounts in the cache, with names from their tokens; for display only (R22). */
export function cachedAccounts(cache: Sections, employeeClaim?: string): SignedInAccount[] {
  const accounts = Object.values(cache['Account'] ?? {});
  const [idTokens, accessTokens] = [byAccount(cache, 'IdToken'), byAccount(cache, 'AccessToken')];
  return accounts.flatMap((account) => {
    const accountId = account['home_account_id'];
    if (typeof accountId !== 'string') return [];
    const id = accountId.toLowerCase();
    const claims = { ...decodeClaims(idTokens.get(id) ?? ''), ...decodeClaims(accessTokens.get(id) ?? '') };
    const { name, local_account_id: sub } = account;
    return [{ accountId, person: personOf({ name, sub, ...claims }, employeeClaim) }];
  });
}

/** The first token of each account, keyed by its id in lower case. */
function byAccount(cache: Sections, section: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of Object.values(cache[section] ?? {})) {
    const id = String(entry['home_account_id']).toLowerCase();
    if (!found.has(id)) found.set(id, String(entry['secret'] ?? ''));
  }
  return found;
}
