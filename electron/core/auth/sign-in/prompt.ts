import type { Connection } from '../../connection/connection-file.ts';

/**
 * The `prompt` parameter. `afresh` after a sign-out and for another account: otherwise the provider's browser session
 * would silently sign the same user in again.
 */
export function promptFor(protocol: Connection['identity']['protocol'], afresh: boolean): string | undefined {
  if (protocol === 'b2c') return afresh ? 'login' : undefined;
  // OpenID Connect Core §11: a refresh token requires consent. Not every provider supports select_account.
  return afresh ? 'login consent' : 'consent';
}
