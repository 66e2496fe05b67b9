import type { Person } from '../core/auth/claims.ts';
import type { CachedToken } from '../core/auth/msal/cached-token.ts';

export type TokenSource = 'cache' | 'refresh' | 'interactive' | 'technical-account';

/** An access token with whose it is and how it was come by; `expiresAt` is ms since 1970. */
export interface IssuedToken {
  accessToken: string;
  expiresAt: number;
  scopes: string[];
  account: { id: string; name: string; email: string | null };
  source: TokenSource;
}

/** A token with less left than this, or than a third of its life, is replaced; as MSAL does it. ms */
const renewalMargin = 300_000;

/** Tokens of one account, whoever that is. */
export interface Access {
  /** Another one than `rejected`, which the API refused. Throws `sign-in-needed`, `offline`, `storage` … */
  token(rejected?: string): Promise<IssuedToken>;
}

/** Good for some time to come. */
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
