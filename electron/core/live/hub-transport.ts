import type { HttpClient, HttpRequest } from '@microsoft/signalr';
import type { AccessToken } from '../../contract/session.ts';
import { isKeyRefused, refusal } from '../api/client.ts';
import { isSameOrigin } from '../connection/allowed-urls.ts';
import { AppError } from '../errors.ts';
import { type BoundedAnswer, requestText } from '../http/bounded-request.ts';
import { networkFault } from '../http/faults.ts';
import { captivePortal, instead, isPage } from '../http/strange-answers.ts';
import { jsonIn } from '../json.ts';
import type { Http, Socket, Sockets } from '../ports.ts';

export interface TransportParts {
  /** The hub's, http or https. */
  url: string;
  keyHeader: string;
  subscriptionKey: string;
  /** A token; a new one if the hub has just refused `rejected`. */
  token: (rejected?: string) => Promise<AccessToken>;
  http: Http;
  sockets: Sockets;
  /** For connecting, and for the response to a call, ms. */
  connectTimeout: number;
}

/** The hub sends what no hub sends. */
export function badHubAnswer(host: string, message: string): AppError {
  return new AppError('api-bad-answer', message, { details: { host, status: '' } });
}

/**
 * SignalR would end with a text of its own. A negotiation offers WebSockets, or names another host, or an error. Throws
 * `captive-portal`, `api-bad-answer`.
 */
function assertNegotiation(answer: BoundedAnswer, host: string): void {
  const said = jsonIn(answer.text);
  if (typeof said !== 'object' || said === null) {
    const what = instead(answer);
    throw isPage(answer) ? captivePortal(host, undefined, what) : badHubAnswer(host, `${host} ${what}.`);
  }
  const { url, error, availableTransports: offers } = said as Record<string, unknown>;
  const isOffered = Array.isArray(offers) && offers.some((each) => Object(each).transport === 'WebSockets');
  if (url || error || isOffered) return;
  throw badHubAnswer(host, `The hub of ${host} offers no WebSockets.`);
}

/** Why a socket could not be opened, as far as the platform tells it. */
function socketFault(error: unknown, host: string): AppError {
  // `ws` says it in its message only.
  const status = /Unexpected server response: (\d{3})/.exec(error instanceof Error ? error.message : '')?.[1];
  if (status === undefined) return networkFault(error, host);
  return badHubAnswer(host, `${host} opens no socket for live updates (${status}).`);
}

/** Longest response to the negotiation, bytes. */
const answerLimit = 1024 * 1024;

/** SignalR's transport: our HTTP and our sockets, with our headers. */
export function createTransport(parts: TransportParts, first: AccessToken, signal: AbortSignal) {
  let token = first;
  let cause: unknown;
  const overHttp = (url: string) => new URL(url.replace(/^ws/, 'http'));
  const isOwn = (url: string) => isSameOrigin(overHttp(url), overHttp(parts.url));

  /** SignalR turns errors into text: the original is kept. */
  function kept(error: unknown): unknown {
    cause = error;
    return error;
  }

  /** Any host other than the hub's own must be encrypted (R1). */
  function check(url: string): void {
    if (URL.canParse(url) && (isOwn(url) || /^(https|wss):/.test(url))) return;
    const { host } = new URL(parts.url);
    throw kept(badHubAnswer(host, `${host} points to a place that is not asked.`));
  }

  /** Token and key for the hub's own origin; any other host gets only the token that SignalR negotiated for it. */
  function headersFor(url: string, theirs: Record<string, string> = {}): Record<string, string> {
    const negotiated = theirs['Authorization'];
    const ours = isOwn(url)
      ? { authorization: `Bearer ${token.accessToken}`, [parts.keyHeader]: parts.subscriptionKey }
      : {};
    return negotiated === undefined ? ours : { ...ours, authorization: negotiated };
  }

  async function send({ url = '', headers }: HttpRequest) {
    check(url);
    const ask = () =>
      requestText(parts.http, url, {
        method: 'POST',
        headers: headersFor(url, headers),
        timeout: parts.connectTimeout,
        limit: answerLimit,
        signal,
      });
    try {
      let answer = await ask();
      // A refused token is replaced once, as with every request to the API.
      if (answer.status === 401 && !isKeyRefused(answer) && isOwn(url)) {
        token = await parts.token(token.accessToken);
        answer = await ask();
      }
      const { host } = new URL(url);
      if (answer.status !== 200) throw refusal(answer, host);
      assertNegotiation(answer, host);
      return { statusCode: answer.status, content: answer.text };
    } catch (error) {
      throw kept(error);
    }
  }

  /** SignalR's WebSocket constructor: a function, because it is called with `new`. */
  function Connector(url: string, _protocols: undefined, options?: { headers?: Record<string, string> }) {
    check(url);
    const socket: Socket = parts.sockets(url, headersFor(url, options?.headers));
    // A socket without a response to its upgrade would wait forever. `once`: Node never frees a signal with listeners.
    const close = () => {
      if (socket.readyState === 0) socket.close();
    };
    signal.addEventListener('abort', close, { once: true });
    socket.addEventListener('error', (event) => {
      if ('error' in event && event.error) kept(socketFault(event.error, new URL(url).host));
    });
    return socket;
  }

  return {
    options: {
      // SignalR wraps the client and calls nothing else of it.
      httpClient: { send, getCookieString: () => '' } as Partial<HttpClient> as HttpClient,
      WebSocket: Object.assign(Connector, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }),
    },
    /** The token that is used now. */
    token: () => token,
    /** Why it failed. */
    cause: () => cause,
  };
}
