/** The only module that runs MSAL. Loaded lazily: its 20 ms would delay the first paint. */
import {
  type AuthenticationResult,
  type ICachePlugin,
  type INetworkModule,
  LogLevel,
  ProtocolMode,
  PublicClientApplication,
} from '@azure/msal-node';
import type { ErrorCode } from '../../../contract/failure.ts';
import { signInAuthority } from '../../connection/authorities.ts';
import type { Connection } from '../../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError } from '../../errors.ts';
import type { Clock, Http } from '../../ports.ts';
import type { Queue } from '../../queue.ts';
import { assertIdToken } from '../issuer.ts';
import type { PageRequest } from '../sign-in/pages.ts';
import { classifyAuthError } from './classify.ts';
import { accountOf, type Grant, grantOf } from './msal-grant.ts';
import { createMsalNetwork, type TokenCheck } from './msal-network.ts';
import type { TokenCache } from './token-cache.ts';

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
  const { host } = new URL(signInAuthority(connection));
  const scopes = [...connection.identity.scopes, 'openid', 'offline_access', 'profile'];
  const checkTokens: TokenCheck = ({ id_token: idToken }, at) => {
    if (typeof idToken === 'string') assertIdToken(parts, idToken, at ?? parts.clock.now());
  };
  const network = createMsalNetwork(parts.http, checkTokens, parts.requestTimeout);
  const { plugin, attach } = cache.createPlugin();
  const application = createApplication(parts, network, plugin);
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

  async function kept(result: AuthenticationResult): Promise<Grant> {
    try {
      return grantOf(result, parts);
    } catch (error) {
      // MSAL has stored the account: the next start would show it signed in without a usable token.
      await cache.removeAccount(result.account?.homeAccountId ?? '');
      throw error;
    }
  }

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
        return kept(result);
        // `invalid_grant` for a code does not mean that a session has ended: there was none yet.
      }).catch(recoded('sign-in-needed', 'sign-in-refused', 'did not accept the answer of the browser')),
    /**
     * Takes over a token response that MSAL has not asked for (RFC 8628), as if it had redeemed a code for it: so the
     * account is kept and renewed like any other.
     */
    adopt: (body: Record<string, unknown>) =>
      run(async () => {
        if (typeof body['id_token'] !== 'string') throw withoutIdToken(host);
        checkTokens(body, undefined);
        network.answerOnce(body);
        const { redirectUri, code } = { redirectUri: 'http://localhost', code: 'taken over' };
        return kept(await application.acquireTokenByCode({ redirectUri, code, scopes }));
      }),
    /** `force` refreshes even if the cached token has not expired. */
    silent: (accountId: string, force: boolean) =>
      run(async () => {
        const account = accountOf(await cache.sections(), accountId);
        if (!account) throw new AppError('sign-in-needed', 'The account is not signed in any more.');
        return grantOf(await application.acquireTokenSilent({ account, scopes, forceRefresh: force }), parts);
        // `access_denied` for a refresh token does not mean that the user cancelled a sign-in: there was none.
      }).catch(recoded('sign-in-not-completed', 'sign-in-needed', 'did not renew the sign-in')),
  };
}

function createApplication(
  { connection, metadata }: MsalClientParts,
  networkClient: INetworkModule,
  cachePlugin: ICachePlugin,
): PublicClientApplication {
  const authority = signInAuthority(connection);
  return new PublicClientApplication({
    auth: {
      clientId: connection.identity.clientId,
      // MSAL requires https here; the endpoints it calls come from the metadata, which may use loopback http.
      authority: authority.replace(/^http:/, 'https:'),
      // Without it MSAL also asks a public discovery host to validate this one.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify(metadata),
    },
    cache: { cachePlugin },
    system: {
      networkClient,
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

/** OpenID Connect Core §3.1.3.3: without it nobody knows who has signed in. */
function withoutIdToken(host: string): AppError {
  return new AppError('sign-in-refused', `${host} did not say who has signed in.`, {
    details: { host, reference: 'id_token' },
  });
}
