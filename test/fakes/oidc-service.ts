import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { serve } from './server.ts';

/** A certified OpenID provider on this computer, with our own sign-in page. */
export interface OidcService {
  url: string;
  /** All requests of clients and browsers, as `METHOD /path`. */
  requests: string[];
  /** The text of a connection file for the service. */
  connection: string;
  close(): Promise<void>;
}

export interface OidcServiceOptions {
  accessTokenSeconds?: number;
  /** How long a device code is valid. */
  deviceCodeSeconds?: number;
  /** Further clients, for client credentials. */
  serviceClients?: readonly Record<string, unknown>[];
  /** How clients may prove themselves, and by which algorithms of an assertion. */
  authMethods?: readonly string[];
  assertionAlgorithms?: readonly string[];
}

const clientId = 'max-desk';
const resource = 'urn:max:api';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Rotates refresh tokens strictly: using one twice ends the sign-in. Everybody in `people` can sign in with a button
 * "Continue as NAME". Access tokens are for one API.
 */
export async function startOidcService(
  people: readonly string[],
  options: OidcServiceOptions = {},
): Promise<OidcService> {
  const requests: string[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = await serve((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    void answer(request, response);
  });
  const provider = new Provider(server.url, configuration(options));
  const protocol = provider.callback();
  answer = (request, response) =>
    request.url?.startsWith('/interaction/')
      ? interact(provider, people, request, response)
      : protocol(request, response);

  const identity = { protocol: 'oidc', authority: server.url, clientId, scopes: ['api', 'email'] };
  const connection = { name: 'OpenID', identity, api: { baseUrl: '' } };
  return { url: server.url, requests, connection: JSON.stringify(connection), close: server.close };
}

function configuration({
  accessTokenSeconds = 600,
  deviceCodeSeconds = 600,
  serviceClients = [],
  authMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  assertionAlgorithms = ['RS256', 'PS256', 'ES256'],
}: OidcServiceOptions): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', deviceGrant],
        response_types: ['code'],
        redirect_uris: ['http://localhost'],
      },
      ...serviceClients,
    ],
    enabledJWA: { clientAuthSigningAlgValues: assertionAlgorithms },
    clientAuthMethods: ['none', ...authMethods],
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, name: `${sub} of Example`, email: `${sub.toLowerCase()}@example.com` }),
    }),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: accessTokenSeconds,
      DeviceCode: deviceCodeSeconds,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    features: {
      rpInitiatedLogout: { enabled: true, logoutSource: askForSignOut, postLogoutSuccessSource: signedOut },
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: askForCode,
        userCodeConfirmSource: confirmCode,
        successSource: codeEntered,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'api',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
        }),
      },
    },
  };
}

interface Page {
  body: string;
}

function askForSignOut(page: Page, form: string): void {
  const button = '<button name="logout" value="yes">Sign out here</button>';
  page.body = form.replace('</form>', `${button}</form>`);
}

function askForCode(page: Page, form: string): void {
  page.body = form.replace('</form>', '<button>Enter the code</button></form>');
}

function confirmCode(page: Page, form: string): void {
  const abort = '<button name="abort" value="yes">Refuse</button>';
  page.body = form.replace('</form>', `<button>Allow</button>${abort}</form>`);
}

function codeEntered(page: Page): void {
  page.body = 'The code was entered';
}

function signedOut(page: Page): void {
  page.body = 'You are signed out of this browser';
}

/** The sign-in page: asks for the account if there is no session or it was requested; also grants consent. */
async function interact(
  provider: Provider,
  people: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid, prompt, session, params } = await provider.interactionDetails(request, response);
  const known = prompt.name === 'consent' && session ? session.accountId : undefined;
  if (request.method !== 'POST') {
    const buttons = (known === undefined ? people : [known]).map(
      (name) => `<button name="sub" value="${name}">Continue as ${name}</button>`,
    );
    response.setHeader('content-type', 'text/html');
    response.end(`<form method="post" action="/interaction/${uid}">${buttons.join('')}</form>`);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const accountId = known ?? form.get('sub') ?? '';
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid profile email offline_access');
  grant.addResourceScope(resource, 'api');
  const login = known === undefined ? { login: { accountId } } : {};
  await provider.interactionFinished(request, response, {
    ...login,
    consent: { grantId: await grant.save() },
  });
}
