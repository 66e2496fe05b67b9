import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import type { AppError } from '../errors.ts';
import { captivePortal, requestText } from '../faults.ts';
import type { Http } from '../ports.ts';

const timeout = 15_000;
const limit = 1024 * 1024;

/** MSAL drops the cause of what it reports, so the module keeps its last failure for the classification. */
export interface MsalNetwork extends INetworkModule {
  takeFailure(): AppError | undefined;
}

/**
 * MSAL's way to the network: our HTTP (system proxy and certificates in the window), a time limit on GET and on POST,
 * a bounded body. MSAL expects AuthError from it, and JSON.
 */
export function createMsalNetwork(http: Http): MsalNetwork {
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
        limit,
        headers: options.headers ?? {},
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      const headers = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, body: parse<T>(answer.text, answer.status, url) };
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

function parse<T>(text: string, status: number, url: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    // A gateway's HTML on a 5xx is the provider's trouble; on anything else something stands in between.
    if (status >= 500) return {} as T;
    throw captivePortal(new URL(url).host, cause);
  }
}
