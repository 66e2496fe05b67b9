import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { AppError } from '../../errors.ts';
import { type BoundedAnswer, inTrouble, requestText } from '../../http/faults.ts';
import { captivePortal, providerJson } from '../../http/strange-answers.ts';
import { isRecord } from '../../json.ts';
import type { Http } from '../../ports.ts';

/** MSAL drops the cause of its errors, so this module keeps its last failure for `classifyAuthError`. */
export interface MsalNetwork extends INetworkModule {
  takeFailure(): AppError | undefined;
}

/**
 * MSAL's network module: our HTTP (system proxy and certificates in the window), a timeout on GET and POST, a body size
 * limit. `timeout` in ms. MSAL expects AuthError and JSON from it.
 */
export function createMsalNetwork(http: Http, timeout?: number): MsalNetwork {
  let failure: AppError | undefined;

  async function send<T>(
    method: string,
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    failure = undefined;
    try {
      const answer = await requestText(http, url, {
        method,
        timeout,
        headers: options.headers ?? {},
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      const headers = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, body: bodyOf<T>(answer, new URL(url).host) };
    } catch (error) {
      failure = error as AppError;
      throw new AuthError(failure.code, '', failure.message);
    }
  }

  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
    takeFailure() {
      const last = failure;
      failure = undefined;
      return last;
    },
  };
}

/**
 * MSAL ignores the status: a gateway's 502, or its 403 in JSON, would look like a response without a token. The
 * provider's own errors have `error` (RFC 6749 §5.2).
 */
function bodyOf<T>(answer: BoundedAnswer, host: string): T {
  const { status } = answer;
  const trouble = inTrouble('provider-unavailable', answer, host);
  if (trouble) throw trouble;
  const body = providerJson(answer, host, unknownPolicy);
  if (!isRecord(body) || (status >= 400 && !('error' in body)))
    throw captivePortal(host, undefined, `sent JSON that is no OAuth response (${status})`);
  return body as T;
}

/** The policy existed once: the metadata named it. */
function unknownPolicy(host: string): AppError {
  return new AppError('configuration', `${host} does not know the sign-in policy (404).`, {
    hint: 'Check "identity.authority" and "identity.signInPolicy" in the connection with TK Elevator.',
    details: { host, status: '404', key: 'identity.signInPolicy', file: host, text: 'is not known any more' },
  });
}
