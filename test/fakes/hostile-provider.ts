import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { HostileServer } from './hostile-server.ts';
import { sendJson } from './hostile-server.ts';

/** How a provider deviates from an honest one; it is honest in everything else. */
export interface ProviderTricks {
  /** Over the document that describes it. */
  metadata?: Record<string, unknown>;
  /** Over what the browser brings back; undefined leaves a parameter out. */
  callback?: Record<string, string | undefined>;
  /** Where it sends the browser instead, with the query that it was asked with. */
  redirect?: (query: URLSearchParams) => string;
  /** Over the claims of its ID token; undefined leaves one out. */
  idToken?: Record<string, unknown>;
}

export const hostileClient = 'max-desk';
let keys: ReturnType<typeof generateKeyPair> | undefined;

/** Makes a server an OpenID provider with these tricks. Everybody who comes is signed in as Mallory, without a page. */
export function actAsProvider(server: HostileServer, tricks: ProviderTricks = {}): void {
  let nonce = '';
  server.answer(({ target }, response) => {
    const { pathname, searchParams } = new URL(target, server.url);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return sendJson(response, { ...describedBy(server.url), ...tricks.metadata });
      case '/authorize':
        nonce = searchParams.get('nonce') ?? '';
        response.writeHead(302, {
          location: tricks.redirect?.(searchParams) ?? back(server.url, searchParams, tricks),
        });
        return void response.end();
      case '/token':
        return void tokens(server.url, nonce, tricks).then((answer) => sendJson(response, answer));
      case '/jwks':
        return void publicKeys().then((answer) => sendJson(response, answer));
      default:
        return void response.writeHead(404).end();
    }
  });
}

/** The identity of a connection file for such a provider. */
export function identityAt(url: string): Record<string, unknown> {
  return {
    protocol: 'oidc',
    authority: url,
    clientId: hostileClient,
    scopes: ['api'],
    signInPolicy: undefined,
    passwordResetPolicy: undefined,
    profileEditPolicy: undefined,
    technicalAccount: undefined,
  };
}

function describedBy(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function back(url: string, query: URLSearchParams, { callback }: ProviderTricks): string {
  const all: Record<string, string | undefined> = {
    code: 'code-of-mallory',
    state: query.get('state') ?? '',
    iss: url,
    ...callback,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${query.get('redirect_uri')}/?${new URLSearchParams(given)}`;
}

async function tokens(url: string, nonce: string, { idToken }: ProviderTricks): Promise<object> {
  const now = Math.floor(Date.now() / 1000);
  const person = { sub: 'mallory', name: 'Mallory', email: 'mallory@example.com' };
  const times = { iat: now, nbf: now, exp: now + 3_600 };
  const common = { iss: url, ...person, ...times };
  return {
    token_type: 'Bearer',
    expires_in: 3_600,
    scope: 'openid profile offline_access api',
    access_token: await signed({ ...common, aud: 'urn:max:api' }),
    id_token: await signed({ ...common, aud: hostileClient, nonce, ...idToken }),
    refresh_token: 'refresh-token-of-mallory',
  };
}

async function signed(claims: Record<string, unknown>): Promise<string> {
  keys ??= generateKeyPair('RS256');
  const { privateKey } = await keys;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'JWT' }).sign(privateKey);
}

async function publicKeys(): Promise<object> {
  keys ??= generateKeyPair('RS256');
  const { publicKey } = await keys;
  return { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'RS256' }] };
}
