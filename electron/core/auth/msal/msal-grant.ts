import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import type { AccessToken } from '../../../contract/session.ts';
import type { Connection } from '../../connection/connection-file.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { type SignedInAccount, sameAccount } from '../accounts.ts';
import { decodeClaims, personOf } from '../claims.ts';
import { tokenEnd } from '../token-life.ts';
import type { Sections } from './token-cache.ts';

/** A token with the account it belongs to; `expiresAt` is ms since 1970. */
export type Grant = SignedInAccount & AccessToken;

/** The account as MSAL wants it; undefined when it is not signed in. MSAL's own list scans all tokens once for each account. */
export function accountOf(sections: Sections | undefined, accountId: string): AccountInfo | undefined {
  const accounts = Object.values(sections?.['Account'] ?? {});
  const entry = accounts.find((each) => sameAccount(String(each['home_account_id']), accountId));
  if (!entry) return undefined;
  const text = (key: string) => String(entry[key] ?? '');
  return {
    homeAccountId: text('home_account_id'),
    environment: text('environment'),
    tenantId: text('realm'),
    username: text('username'),
    localAccountId: text('local_account_id'),
  };
}

/** What we keep of MSAL's result. Throws `configuration` if there is no token for the API in it. */
export function grantOf(
  result: AuthenticationResult,
  { connection, clock }: { connection: Connection; clock: Clock },
): Grant {
  if (result.accessToken === '') {
    const message = 'The provider sent no access token: the connection asks for no scope of the API.';
    throw new AppError('configuration', message, {
      hint: 'Check "identity.scopes" in the connection with TK Elevator.',
      details: { key: 'identity.scopes', text: 'names no scope of the API' },
    });
  }
  // The access token's claims (flags included) take precedence, because the API reads that token.
  const claims = { ...result.idTokenClaims, ...decodeClaims(result.accessToken) };
  const end = result.expiresOn?.getTime() ?? clock.now();
  return {
    accountId: result.account?.homeAccountId ?? '',
    person: personOf(claims, connection.identity.employeeClaim),
    accessToken: result.accessToken,
    // MSAL creates an invalid Date for an expiry beyond the range of Date.
    expiresAt: tokenEnd(Number.isNaN(end) ? Number.POSITIVE_INFINITY : end),
    scopes: result.scopes,
  };
}
