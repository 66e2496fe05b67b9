import type { Connection } from '../../connection/connection-file.ts';

/**
 * What the provider is told to ask. `afresh` after a sign-out and for another account: its session in the browser would
 * sign the same person in again, unasked.
 */
export function promptFor(protocol: Connection['identity']['protocol'], afresh: boolean): string | undefined {
  if (protocol === 'b2c') return afresh ? 'login' : undefined;
  // OpenID Connect Core §11: a refresh token is given with consent only. Not every provider knows select_account.
  return afresh ? 'login consent' : 'consent';
}
