import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { AppError } from '../../errors.ts';
import { type BoundedAnswer, requestText } from '../../http/bounded-request.ts';
import { httpDate, inTrouble } from '../../http/faults.ts';
import { captivePortal, providerJson } from '../../http/strange-answers.ts';
import { isRecord } from '../../json.ts';
import type { Http } from '../../ports.ts';

/** MSAL drops the cause of its errors, so this module keeps its last failure for `classifyAuthError`. */
export interface MsalNetwork extends INetworkModule {
  takeFailure(): AppError | undefined;
  /** The next POST gets this answer, and is not sent. */
  answerOnce(body: Record<string, unknown>): void;
}

/** Looks at a token response before MSAL keeps it; `at` is the provider's time, ms since 1970. Throws AppError. */
export type TokenCheck = (body: Record<string, unknown>, at: number | undefined) => void;

/**
 * MSAL's network module: our HTTP (system proxy and certificates in the window), a timeout on GET and POST, a body size
 * limit, and `check` for what the token endpoint sends. `timeout` in ms. MSAL expects AuthError and JSON from it.
 */
export function createMsalNetwork(http: Http, check: TokenCheck, timeout?: number): MsalNetwork {
  let failure: AppError | undefined;
  let ready: Record<string, unknown> | undefined;

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
      const body = bodyOf(answer, new URL(url).host);
      // MSAL posts to the token endpoint only.
      if (method === 'POST') check(body, httpDate(answer.headers.get('date') ?? ''));
      return { status: answer.status, headers, body: body as T };
    } catch (error) {
      failure = error as AppError;
      throw new AuthError(failure.code, '', failure.message);
    }
  }

  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions) {
      const body = ready;
      ready = undefined;
      return body ? { status: 200, headers: {}, body: body as T } : send<T>('POST', url, options);
    },
    answerOnce(body) {
      ready = body;
    },
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
function bodyOf(answer: BoundedAnswer, host: string): Record<string, unknown> {
  const { status } = answer;
  const trouble = inTrouble('provider-unavailable', answer, host);
  if (trouble) throw trouble;
  const body = providerJson(answer, host, unknownPolicy);
  if (!isRecord(body) || (status >= 400 && !('error' in body)))
    throw captivePortal(host, undefined, `sent JSON that is no OAuth response (${status})`);
  return body;
}

/** The policy existed once: the metadata named it. */
function unknownPolicy(host: string): AppError {
  return new AppError('configuration', `${host} does not know the sign-in policy (404).`, {
    hint: 'Check "identity.authority" and "identity.signInPolicy" in the connection with TK Elevator.',
    details: { host, status: '404', key: 'identity.signInPolicy', file: host, text: 'is not known any more' },
  });
}
