import type { Person } from '../core/auth/claims.ts';
import type { CachedToken } from '../core/auth/msal/cached-token.ts';

export type TokenSource = 'cache' | 'refresh' | 'interactive' | 'technical-account';

/** An access token with its account and its source; `expiresAt` is ms since 1970. */
export interface IssuedToken {
  accessToken: string;
  expiresAt: number;
  scopes: string[];
  account: { id: string; name: string; email: string | null };
  source: TokenSource;
}

/** A token with less left than this and than a third of its lifetime is renewed, like in MSAL. ms */
const renewalMargin = 300_000;

/** Provides the tokens of one account. */
export interface Access {
  /** Never returns `rejected`, the token that the API refused. Throws `sign-in-needed`, `offline`, `storage` … */
  token(rejected?: string): Promise<IssuedToken>;
}

/** Whether the token does not need to be renewed yet. */
export function isFresh({ issuedAt, expiresAt }: CachedToken, now: number): boolean {
  return expiresAt - now > Math.min(renewalMargin, (expiresAt - issuedAt) / 3);
}

export function issued(
  { accessToken, expiresAt, scopes }: Pick<CachedToken, 'accessToken' | 'expiresAt' | 'scopes'>,
  { name, email }: Person,
  id: string,
  source: TokenSource,
): IssuedToken {
  return { accessToken, expiresAt, scopes, account: { id, name, email }, source };
}
