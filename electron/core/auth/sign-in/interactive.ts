import { createHash, randomBytes } from 'node:crypto';
import type { ErrorCode } from '../../../contract/failure.ts';
import { abortable } from '../../abortable.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Browser, Clock, Log } from '../../ports.ts';
import type { Grant, MsalClient, Redemption } from '../msal/msal-client.ts';
import type { PageLanguage } from './callback-page.ts';
import { type Callback, listenForCallback } from './loopback.ts';

/** RFC 8252 sets no timeout; five minutes are enough for a second factor (R17). ms */
export const signInTimeout = 5 * 60_000;

/** How a running attempt reports its progress. */
export interface AttemptProgress {
  signal: AbortSignal;
  /** Now waiting for the browser; the URL is for "copy link" and "open again". */
  waiting(url: string): void;
  /** The browser did not start; the user can still copy the URL into another one. */
  browserFailed(): void;
  /** The callback has arrived; the code is being exchanged. */
  completing(): void;
}

export interface InteractiveParts extends AttemptProgress {
  client: () => Promise<MsalClient>;
  browser: Browser;
  clock: Clock;
  log: Log;
  /** Tried in this order; empty means any free port. */
  ports: readonly number[];
  prompt: () => Promise<string | undefined>;
  language: PageLanguage;
  /** Cancelled during the code exchange: its tokens must be removed from disk. */
  onCancelled: (grant: Grant) => void;
}

/**
 * Signs a user in through the system browser: authorization code + PKCE (RFC 7636) with a loopback redirect
 * (RFC 8252). The listener exists for this attempt only. Throws `cancelled`, `sign-in-timed-out`,
 * `sign-in-not-completed` (consent denied), and provider or network errors.
 */
export async function signInInteractively(parts: InteractiveParts): Promise<Grant> {
  const secret = () => randomBytes(32).toString('base64url');
  const [state, nonce, verifier] = [secret(), secret(), secret()];
  const { signal, ports, language } = parts;
  const [client, prompt] = await abortable(Promise.all([parts.client(), parts.prompt()]), signal);
  const listener = await listenForCallback({ state, ports, language });
  const { redirectUri } = listener;
  try {
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const request = { redirectUri, state, nonce, challenge, prompt, uiLocale: language };
    const url = await abortable(client.authCodeUrl(request), signal);
    parts.waiting(url);
    // Without a browser the attempt goes on: the user can copy the link.
    parts.browser(url).catch((error: unknown) => {
      // Its message may contain the URL with the state (R29).
      parts.log.warn('the browser did not open', { code: toAppError(error).code });
      parts.browserFailed();
    });
    const callback = await abortable(withinTime(listener.callback, parts.clock), signal);
    return await exchange(client, callback, { nonce, verifier, redirectUri }, parts);
  } finally {
    listener.close();
  }
}

async function exchange(
  client: MsalClient,
  { parameters, answer }: Callback,
  { nonce, verifier, redirectUri }: Pick<Redemption, 'nonce' | 'verifier' | 'redirectUri'>,
  parts: InteractiveParts,
): Promise<Grant> {
  const code = parameters.get('code');
  if (!code) {
    const error = providerError(parameters);
    answer(error.code === 'sign-in-not-completed' ? 'not-completed' : 'failed');
    throw error;
  }
  parts.completing();
  try {
    const clientInfo = parameters.get('client_info') ?? undefined;
    const redeemed = client.redeem({ redirectUri, code, verifier, nonce, clientInfo });
    redeemed.then((grant) => parts.signal.aborted && parts.onCancelled(grant)).catch(() => undefined);
    const grant = await abortable(redeemed, parts.signal);
    answer('signed-in');
    return grant;
  } catch (error) {
    answer('failed');
    throw error;
  }
}

/** RFC 6749 §4.1.2.1. Only the code of B2C's description is kept: the rest may name the user. */
function providerError(parameters: URLSearchParams): AppError {
  const error = (parameters.get('error') ?? '').slice(0, 64).replace(/[^\w.-]/g, '');
  const reference = /AADB2C\d{1,8}/.exec(parameters.get('error_description') ?? '')?.[0] ?? error;
  const failure = (code: ErrorCode, text: string) =>
    new AppError(code, `${text} (${reference}).`, { details: { reference } });
  if (error === 'access_denied' || reference === 'AADB2C90091')
    return failure('sign-in-not-completed', 'The sign-in was not completed');
  if (error === 'server_error' || error === 'temporarily_unavailable')
    return failure('provider-unavailable', 'The sign-in service has a problem');
  return failure('sign-in-refused', 'The sign-in service refused the sign-in');
}

function withinTime<T>(promise: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.later(signInTimeout, () => reject(timedOut()));
    promise.then(resolve, reject).finally(stop);
  });
}

/** The error of an attempt that timed out. */
export function timedOut(): AppError {
  return new AppError('sign-in-timed-out', 'The browser did not come back within five minutes.');
}
