import type { IncomingHttpHeaders } from 'node:http';
import { API_ID, SUBSCRIPTION_KEY_HEADER } from './directory.ts';
import { unauthorized } from './faults.ts';
import { type Answer, json } from './http.ts';
import { sameSecret } from './signer.ts';
import type { TokenSettings } from './tokens.ts';

export interface GatewaySettings {
  readonly url: string;
  readonly tokens: TokenSettings;
  readonly subscriptionKey: string;
}

/** An accepted access token; `expiresAt` is its expiry, ms since 1970. */
export interface Pass {
  readonly token: string;
  readonly expiresAt: number;
}

/** Checks both headers, like the gateway in front of the API and of the hub. */
export function admit(settings: GatewaySettings, headers: IncomingHttpHeaders): Pass | Answer {
  return keyFault(settings, headers) ?? passOf(settings.tokens, headers) ?? unauthorized();
}

/** The two error responses of Azure API Management: the key is missing, or it is invalid. */
function keyFault(
  { subscriptionKey, url }: GatewaySettings,
  headers: IncomingHttpHeaders,
): Answer | undefined {
  const given = headers[SUBSCRIPTION_KEY_HEADER.toLowerCase()];
  if (typeof given === 'string' && sameSecret(given, subscriptionKey)) return undefined;
  const message = given
    ? 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.'
    : 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
  const challenge = `AzureApiManagementKey realm="${url}/api",name="${SUBSCRIPTION_KEY_HEADER}",type="header"`;
  return json(401, { statusCode: 401, message }, { 'www-authenticate': challenge });
}

function passOf(tokens: TokenSettings, headers: IncomingHttpHeaders): Pass | undefined {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const { aud, iss, exp } = tokens.signer.verify(token) ?? {};
  const current = typeof exp === 'number' && exp > tokens.now() / 1_000;
  return aud === API_ID && iss === tokens.issuer && current ? { token, expiresAt: exp * 1_000 } : undefined;
}
