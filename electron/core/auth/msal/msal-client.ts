/** The only module that runs MSAL. Loaded lazily: its 20 ms would delay the first paint. */
import {
  type AccountInfo,
  type AuthenticationResult,
  LogLevel,
  ProtocolMode,
  PublicClientApplication,
} from '@azure/msal-node';
import type { ErrorCode } from '../../../contract/failure.ts';
import type { AccessToken } from '../../../contract/session.ts';
import { type Connection, signInAuthority } from '../../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError } from '../../errors.ts';
import type { Clock, Http } from '../../ports.ts';
import type { Queue } from '../../queue.ts';
import { type SignedInAccount, sameAccount } from '../accounts.ts';
import { decodeClaims, personOf } from '../claims.ts';
import type { PageRequest } from '../sign-in/pages.ts';
import { tokenEnd } from '../token-life.ts';
import { classifyAuthError } from './classify.ts';
import { createMsalNetwork } from './msal-network.ts';
import type { Sections, TokenCache } from './token-cache.ts';

/** A token with the account it belongs to; `expiresAt` is ms since 1970. */
export type Grant = SignedInAccount & AccessToken;

interface CodeRequest extends PageRequest {
  prompt: string | undefined;
  /** Further parameters of the address. */
  wishes: Record<string, string>;
}

export interface Redemption {
  redirectUri: string;
  code: string;
  verifier: string;
  nonce: string;
  clientInfo: string | undefined;
}

export interface MsalClientParts {
  connection: Connection;
  metadata: OpenIdConfiguration;
  cache: TokenCache;
  queue: Queue;
  http: Http;
  clock: Clock;
  /** Timeout of one request to the provider, ms. */
  requestTimeout?: number;
}

export type MsalClient = ReturnType<typeof createMsalClient>;

/** The MSAL application of one connection. Calls run one at a time and throw only AppError. */
export function createMsalClient(parts: MsalClientParts) {
  const { connection, cache, queue } = parts;
  const authority = signInAuthority(connection);
  const { host } = new URL(authority);
  const scopes = [...connection.identity.scopes, 'openid', 'offline_access', 'profile'];
  const network = createMsalNetwork(parts.http, parts.requestTimeout);
  const { plugin, attach } = cache.createPlugin();
  const application = new PublicClientApplication({
    auth: {
      clientId: connection.identity.clientId,
      // MSAL requires https here; the endpoints it calls come from the metadata, which may use loopback http.
      authority: authority.replace(/^http:/, 'https:'),
      // Without it MSAL also asks a public discovery host to validate this one.
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify(parts.metadata),
    },
    cache: { cachePlugin: plugin },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      protocolMode: connection.identity.protocol === 'oidc' ? ProtocolMode.OIDC : ProtocolMode.AAD,
      // The output is discarded; a low level saves formatting it.
      loggerOptions: {
        loggerCallback: () => undefined,
        logLevel: LogLevel.Error,
        piiLoggingEnabled: false,
      },
    },
  });
  attach(application);

  /** Every MSAL call goes through here: one at a time, with errors mapped to AppError. */
  const run = <T>(task: () => Promise<T>): Promise<T> =>
    queue(async () => {
      network.takeFailure();
      try {
        return await task();
      } catch (error) {
        throw classifyAuthError(error, network.takeFailure(), host);
      }
    });

  return {
    authCodeUrl: ({ challenge, wishes, prompt, ...rest }: CodeRequest) =>
      run(() =>
        application.getAuthCodeUrl({
          ...rest,
          ...(prompt === undefined ? {} : { prompt }),
          scopes,
          responseMode: 'query',
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          // MSAL's own `loginHint` would write the e-mail address into a second parameter, X-AnchorMailbox.
          extraQueryParameters: wishes,
        }),
      ),
    redeem: ({ verifier, clientInfo, ...rest }: Redemption) =>
      run(async () => {
        const extra = clientInfo === undefined ? {} : { clientInfo };
        const result = await application.acquireTokenByCode({
          ...rest,
          ...extra,
          scopes,
          codeVerifier: verifier,
        });
        try {
          return toGrant(result, parts);
        } catch (error) {
          // MSAL has stored the account: the next start would show it signed in without a usable token.
          await cache.removeAccount(result.account?.homeAccountId ?? '');
          throw error;
        }
        // `invalid_grant` for a code does not mean that a session has ended: there was none yet.
      }).catch(recoded('sign-in-needed', 'sign-in-refused', 'did not accept the answer of the browser')),
    /** `force` refreshes even if the cached token has not expired. */
    silent: (accountId: string, force: boolean) =>
      run(async () => {
        const account = accountOf(await cache.sections(), accountId);
        if (!account) throw new AppError('sign-in-needed', 'The account is not signed in any more.');
        return toGrant(await application.acquireTokenSilent({ account, scopes, forceRefresh: force }), parts);
        // `access_denied` for a refresh token does not mean that the user cancelled a sign-in: there was none.
      }).catch(recoded('sign-in-not-completed', 'sign-in-needed', 'did not renew the sign-in')),
  };
}

/** Gives a failure of this code another one, because MSAL does not know what was under way. */
function recoded(from: ErrorCode, to: ErrorCode, said: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof AppError && error.code === from)) throw error;
    const { details } = error;
    const message = `${details['host']} ${said} (${details['reference']}).`;
    throw new AppError(to, message, { cause: error, details });
  };
}

/** Undefined when the account is not signed in. MSAL's own list scans all tokens once for each account. */
function accountOf(sections: Sections | undefined, accountId: string): AccountInfo | undefined {
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

function toGrant(
  result: AuthenticationResult,
  { connection, clock }: Pick<MsalClientParts, 'connection' | 'clock'>,
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
