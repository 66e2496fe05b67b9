import { createHash, randomBytes } from 'node:crypto';
import { abortable } from '../../abortable.ts';
import { browserHosts, type FurtherPolicy, openable, policyAuthority } from '../../connection/authorities.ts';
import type { Connection } from '../../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Browser, Clock, Log } from '../../ports.ts';
import { cancelledOnPage, passwordForgotten } from '../b2c-codes.ts';
import { assertAnswerFrom } from '../issuer.ts';
import { providerCodeIn } from '../provider-codes.ts';
import type { PageLanguage } from './callback-page.ts';
import { type Callback, type LoopbackListener, listenForCallback } from './loopback.ts';

/** RFC 8252 sets no timeout; five minutes are enough for a second factor (R17). ms */
export const signInTimeout = 5 * 60_000;

/** How a running attempt reports its progress. */
export interface AttemptProgress {
  signal: AbortSignal;
  /** Now waiting for the browser; the URL is for "copy link" and "open again". Called for every page. */
  waiting(url: string): void;
  /** The browser did not start; the user can still copy the URL into another one. */
  browserFailed(): void;
  /** The callback has arrived; the code is being exchanged. */
  completing(): void;
}

export interface PageParts extends AttemptProgress {
  connection: Connection;
  browser: Browser;
  clock: Clock;
  log: Log;
  language: PageLanguage;
  /** What is known of the provider by now. */
  metadata: () => OpenIdConfiguration | undefined;
  /** Called when the first page is open, for answers that do not come by the browser of this computer. */
  otherWay?: ((take: LoopbackListener['take']) => void) | undefined;
  /** The e-mail address that the page proposes, if it is known who is there. */
  hint?: string | undefined;
}

/** The secrets of one request for a page, fresh for each (R14), and where its answer goes. */
export interface PageSecrets {
  redirectUri: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** What a request for a page shows of them. */
export type PageRequest = Omit<PageSecrets, 'verifier'> & { challenge: string };

/** Makes the address of a page of the provider. */
export type PageAddress = (request: PageRequest) => Promise<string>;

interface Page {
  address: PageAddress;
  url: string;
  secrets: PageSecrets;
  callback: Promise<Callback>;
}

/**
 * Sends the browser to a page of the provider and hands its answer to `finish`. "Forgot your password?" there leads
 * to the connection's user flow for that and back to the page, within the same time. The listener exists for this
 * attempt only. Throws `cancelled`, `sign-in-timed-out`, and what `finish` throws.
 */
export async function throughPages<T>(
  parts: PageParts,
  address: PageAddress,
  finish: (callback: Callback, secrets: PageSecrets) => Promise<T>,
): Promise<T> {
  const { connection, language, signal } = parts;
  const listener = await listenForCallback({ ports: connection.identity.redirectPorts, language });
  try {
    const first = await openPage(parts, listener, address);
    // Without a browser the attempt goes on: the user can copy the link.
    parts.browser(first.url).catch((error: unknown) => {
      // Its message may contain the URL with the state (R29).
      parts.log.warn('the browser did not open', { code: toAppError(error).code });
      parts.browserFailed();
    });
    parts.otherWay?.(listener.take);
    const last = withinTime(lastAnswer(parts, listener, first), parts.clock);
    const [callback, secrets] = await abortable(last, signal);
    return await finish(callback, secrets);
  } finally {
    listener.close();
  }
}

/** Follows the browser from page to page, until an answer is for us. */
async function lastAnswer(parts: PageParts, listener: LoopbackListener, first: Page) {
  const reset = userFlowPage(parts, 'passwordResetPolicy');
  let page = first;
  for (;;) {
    const callback = await page.callback;
    try {
      assertAnswerFrom({ connection: parts.connection, metadata: parts.metadata() }, callback.parameters);
    } catch (error) {
      callback.answer('failed');
      throw error;
    }
    const code = providerCodeIn(callback.parameters.get('error_description'));
    const isReset = page.address === reset;
    // A code of the reset is not for us: the person signs in with the new password.
    const isOver = isReset && (callback.parameters.has('code') || code === cancelledOnPage);
    const isForgotten = !isReset && code === passwordForgotten;
    const next = isOver ? first.address : isForgotten ? reset : undefined;
    if (!next) return [callback, page.secrets] as const;
    page = await openPage(parts, listener, next);
    callback.goOn(page.url);
  }
}

async function openPage(parts: PageParts, listener: LoopbackListener, address: PageAddress): Promise<Page> {
  const secret = () => randomBytes(32).toString('base64url');
  const [state, nonce, verifier] = [secret(), secret(), secret()];
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const { redirectUri } = listener;
  const url = await abortable(address({ redirectUri, state, nonce, challenge }), parts.signal);
  const page = {
    address,
    url: openable(url, browserHosts(parts.connection)),
    secrets: { redirectUri, state, nonce, verifier },
    callback: listener.expect(state),
  };
  parts.waiting(page.url);
  return page;
}

/**
 * The page of another user flow, at the host of the sign-in; undefined if the connection names none. It asks for no
 * scope of the API, and its code is never exchanged: only the sign-in gives tokens.
 */
export function userFlowPage(parts: PageParts, policy: FurtherPolicy): PageAddress | undefined {
  const authority = policyAuthority(parts.connection, policy);
  if (authority === undefined) return undefined;
  return async ({ redirectUri, state, nonce, challenge }) => {
    const query = new URLSearchParams({
      client_id: parts.connection.identity.clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...pageWishes(parts),
    });
    return `${authority}/oauth2/v2.0/authorize?${query}`;
  };
}

/** What every page of the provider is told: the window's language, and who is there. */
export function pageWishes({ language, hint }: Pick<PageParts, 'language' | 'hint'>): Record<string, string> {
  return { ui_locales: language, ...(hint ? { login_hint: hint } : {}) };
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
