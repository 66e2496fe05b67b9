/** Reads MSAL's cache without MSAL and without zod: a warm token must not wait for either of them to load. */
import type { Connection } from '../../connection/connection-file.ts';
import type { Clock } from '../../ports.ts';
import { type SignedInAccount, sameAccount } from '../accounts.ts';
import { decodeClaims, personOf } from '../claims.ts';
import { tokenEnd } from '../token-end.ts';
import type { Sections } from './token-cache.ts';

/** An access token at rest; times are ms since 1970. */
export interface CachedToken {
  accessToken: string;
  issuedAt: number;
  expiresAt: number;
  scopes: string[];
}

/**
 * MSAL refreshes in a token's last five minutes, and fails there when the refresh fails; so the token itself is read.
 * Undefined when there is none, or when the clock was turned back: how long it is good for is not known then.
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

/** Everybody whose tokens are in the cache, as their tokens name them; for display only (R22). */
export function cachedAccounts(cache: Sections): SignedInAccount[] {
  const accounts = Object.values(cache['Account'] ?? {});
  const [idTokens, accessTokens] = [byAccount(cache, 'IdToken'), byAccount(cache, 'AccessToken')];
  return accounts.flatMap((account) => {
    const accountId = account['home_account_id'];
    if (typeof accountId !== 'string') return [];
    const id = accountId.toLowerCase();
    const claims = { ...decodeClaims(idTokens.get(id) ?? ''), ...decodeClaims(accessTokens.get(id) ?? '') };
    const { name, local_account_id: sub } = account;
    return [{ accountId, person: personOf({ name, sub, ...claims }) }];
  });
}

/** The first token of each account, by its id in lower case. */
function byAccount(cache: Sections, section: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of Object.values(cache[section] ?? {})) {
    const id = String(entry['home_account_id']).toLowerCase();
    if (!found.has(id)) found.set(id, String(entry['secret'] ?? ''));
  }
  return found;
}
