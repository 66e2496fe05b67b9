/** The only place that runs MSAL. Loaded lazily: it costs 20 ms that the first paint does not need. */
import {
  type AccountInfo,
  type AuthenticationResult,
  LogLevel,
  ProtocolMode,
  PublicClientApplication,
} from '@azure/msal-node';
import { type Connection, signInAuthority } from '../../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError } from '../../errors.ts';
import type { Clock, Http } from '../../ports.ts';
import type { Queue } from '../../queue.ts';
import { type SignedInAccount, sameAccount } from '../accounts.ts';
import { decodeClaims, personOf } from '../claims.ts';
import { tokenEnd } from '../token-end.ts';
import { classifyAuthError } from './classify.ts';
import { createMsalNetwork } from './msal-network.ts';
import type { Sections, TokenCache } from './token-cache.ts';

/** A token with the account it belongs to; `expiresAt` is ms since 1970. */
export interface Grant extends SignedInAccount {
  accessToken: string;
  expiresAt: number;
  scopes: string[];
}

export interface CodeRequest {
  redirectUri: string;
  state: string;
  nonce: string;
  challenge: string;
  prompt: string | undefined;
  uiLocale: string;
}

export interface Redemption {
  redirectUri: string;
  code: string;
  verifier: string;
  nonce: string;
  clientInfo: string | undefined;
}

/** One MSAL application of one connection, every call through one queue; all of them throw AppError only. */
export interface MsalClient {
  authCodeUrl(request: CodeRequest): Promise<string>;
  redeem(request: Redemption): Promise<Grant>;
  /** `force` refreshes although the cached token has not ended. */
  silent(accountId: string, force: boolean): Promise<Grant>;
}

export interface MsalClientParts {
  connection: Connection;
  metadata: OpenIdConfiguration;
  cache: TokenCache;
  queue: Queue;
  http: Http;
  clock: Clock;
  /** Of one request to the provider, ms. */
  requestTimeout?: number;
}

export function createMsalClient({
  connection,
  metadata,
  cache,
  queue,
  http,
  clock,
  requestTimeout,
}: MsalClientParts): MsalClient {
  const authority = signInAuthority(connection);
  const { host } = new URL(authority);
  const scopes = [...connection.identity.scopes, 'openid', 'offline_access', 'profile'];
  const network = createMsalNetwork(http, requestTimeout);
  const { plugin, attach } = cache.createPlugin();
  const application = new PublicClientApplication({
    auth: {
      clientId: connection.identity.clientId,
      // MSAL refuses http by name; the endpoints it really calls stand in the metadata, which allows loopback http.
      authority: authority.replace(/^http:/, 'https:'),
      // Without it MSAL also asks a public discovery host whether this one is real.
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify(metadata),
    },
    cache: { cachePlugin: plugin },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      protocolMode: connection.identity.protocol === 'oidc' ? ProtocolMode.OIDC : ProtocolMode.AAD,
      // Nobody reads it: the less of it, the less is put together.
      loggerOptions: {
        loggerCallback: () => undefined,
        logLevel: LogLevel.Error,
        piiLoggingEnabled: false,
      },
    },
  });
  attach(application);

  /** Every call of MSAL's goes through here: in turn, and with its errors made ours. */
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
    authCodeUrl: ({ challenge, uiLocale, prompt, ...rest }) =>
      run(() =>
        application.getAuthCodeUrl({
          ...rest,
          ...(prompt === undefined ? {} : { prompt }),
          scopes,
          responseMode: 'query',
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          extraQueryParameters: { ui_locales: uiLocale },
        }),
      ),
    redeem: ({ verifier, clientInfo, ...rest }) =>
      run(async () => {
        const extra = clientInfo === undefined ? {} : { clientInfo };
        const result = await application.acquireTokenByCode({
          ...rest,
          ...extra,
          scopes,
          codeVerifier: verifier,
        });
        try {
          return toGrant(result, clock);
        } catch (error) {
          // MSAL has kept it: the next start would find somebody signed in who never can get a token.
          await cache.removeAccount(result.account?.homeAccountId ?? '');
          throw error;
        }
      }).catch((error: unknown) => {
        throw refusedCode(error);
      }),
    silent: (accountId, force) =>
      run(async () => {
        const account = accountOf(await cache.sections(), accountId);
        if (!account) throw new AppError('sign-in-needed', 'The account is not signed in any more.');
        return toGrant(await application.acquireTokenSilent({ account, scopes, forceRefresh: force }), clock);
      }).catch((error: unknown) => {
        throw deniedRenewal(error);
      }),
  };
}

/** `invalid_grant` for a code does not mean that a session has ended: there was none yet. */
function refusedCode(error: unknown): unknown {
  if (!(error instanceof AppError && error.code === 'sign-in-needed')) return error;
  const { details } = error;
  return new AppError(
    'sign-in-refused',
    `${details['host']} did not accept the answer of the browser (${details['reference']}).`,
    { cause: error, details },
  );
}

/** `access_denied` to a refresh token does not mean that somebody cancelled a sign-in: nobody was asked. */
function deniedRenewal(error: unknown): unknown {
  if (!(error instanceof AppError && error.code === 'sign-in-not-completed')) return error;
  const { details } = error;
  return new AppError(
    'sign-in-needed',
    `${details['host']} did not renew the sign-in (${details['reference']}).`,
    { cause: error, details },
  );
}

/** By the whole id; undefined when it is not signed in. MSAL's own list looks through all tokens once for each account. */
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

type Result = Pick<
  AuthenticationResult,
  'account' | 'accessToken' | 'expiresOn' | 'idTokenClaims' | 'scopes'
>;

function toGrant(result: Result, clock: Clock): Grant {
  if (result.accessToken === '') {
    throw new AppError(
      'configuration',
      'The provider sent no access token: the connection asks for no scope of the API.',
      {
        hint: 'Check "identity.scopes" in the connection with TK Elevator.',
        details: { key: 'identity.scopes', text: 'names no scope of the API' },
      },
    );
  }
  // The access token's claims win where it has any: it is the one that the API reads, flags included.
  const claims = { ...result.idTokenClaims, ...decodeClaims(result.accessToken) };
  const end = result.expiresOn?.getTime() ?? clock.now();
  return {
    accountId: result.account?.homeAccountId ?? '',
    person: personOf(claims),
    accessToken: result.accessToken,
    // MSAL makes a Date of whatever it was told; one that is none lies beyond all of them.
    expiresAt: tokenEnd(Number.isNaN(end) ? Number.POSITIVE_INFINITY : end),
    scopes: result.scopes,
  };
}
