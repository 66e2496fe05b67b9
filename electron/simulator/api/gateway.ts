import type { IncomingHttpHeaders } from 'node:http';
import { unauthorized } from '../faults.ts';
import { type Answer, json } from '../http.ts';
import type { Tokens } from '../identity/tokens.ts';

export interface GatewaySettings {
  readonly url: string;
  readonly tokens: Tokens;
  readonly subscriptionKey: string;
}

/** An accepted access token; `expiresAt` is its expiry, ms since 1970. */
export interface Pass {
  readonly token: string;
  readonly expiresAt: number;
}

/** Checks both headers; gives the error response if one of them is not accepted. */
export type Admit = (headers: IncomingHttpHeaders) => Promise<Pass | Answer>;

export const SUBSCRIPTION_KEY_HEADER = 'Ocp-Apim-Subscription-Key';

/** The gateway in front of the API and of the hub, like Azure API Management. */
export function createGateway({ url, tokens, subscriptionKey }: GatewaySettings): Admit {
  return async (headers) => {
    const key = headers[SUBSCRIPTION_KEY_HEADER.toLowerCase()];
    if (key !== subscriptionKey) return keyFault(url, key ? 'invalid' : 'missing');
    const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    const expiresAt = await tokens.expiryOf(token);
    return expiresAt === undefined ? unauthorized() : { token, expiresAt };
  };
}

function keyFault(url: string, fault: 'invalid' | 'missing'): Answer {
  const advice = {
    invalid: 'Make sure to provide a valid key for an active subscription.',
    missing: 'Make sure to include subscription key when making requests to an API.',
  };
  const message = `Access denied due to ${fault} subscription key. ${advice[fault]}`;
  const challenge = `AzureApiManagementKey realm="${url}/api",name="${SUBSCRIPTION_KEY_HEADER}",type="header"`;
  return json(401, { statusCode: 401, message }, { 'www-authenticate': challenge });
}
