import type { HttpClient } from '@microsoft/signalr';
import type { AccessToken } from '../../contract/session.ts';
import { isKeyRefused, refusal } from '../api/client.ts';
import { AppError } from '../errors.ts';
import { requestText } from '../http/faults.ts';
import type { Http, Socket, Sockets } from '../ports.ts';

/** SignalR's transport: our HTTP and our sockets, with our headers. */
export interface TransportParts {
  /** The hub's, http or https. */
  url: string;
  keyHeader: string;
  subscriptionKey: string;
  /** A token; a new one if the hub has just refused `rejected`. */
  token: (rejected?: string) => Promise<AccessToken>;
  http: Http;
  sockets: Sockets;
  /** For connecting, ms. */
  connectTimeout: number;
}

const answerLimit = 1024 * 1024;

/** The token that is used now. */
export interface HubAccess {
  token: AccessToken;
}

/** Token and key for the hub's own origin; any other host gets only the token that SignalR negotiated for it. */
function headersFor(
  parts: TransportParts,
  access: HubAccess,
  url: string,
  theirs: Record<string, string> = {},
): Record<string, string> {
  const negotiated = theirs['Authorization'];
  const ours = isOwn(parts, url)
    ? {
        authorization: `Bearer ${access.token.accessToken}`,
        [parts.keyHeader]: parts.subscriptionKey,
      }
    : {};
  return negotiated === undefined ? ours : { ...ours, authorization: negotiated };
}

function isOwn({ url: hub }: TransportParts, url: string): boolean {
  return httpOrigin(url) === httpOrigin(hub);
}

function httpOrigin(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin;
}

/** SignalR's HTTP over ours. A refused token is replaced once, as with every request to the API. */
export function httpClientFor(
  parts: TransportParts,
  access: HubAccess,
  signal: AbortSignal,
  keep: (error: unknown) => unknown,
): HttpClient {
  async function post(url: string, theirs: Record<string, string> | undefined) {
    const ask = () =>
      requestText(parts.http, url, {
        method: 'POST',
        headers: headersFor(parts, access, url, theirs),
        timeout: parts.connectTimeout,
        limit: answerLimit,
        signal,
      });
    const answer = await ask();
    if (answer.status !== 401 || isKeyRefused(answer) || !isOwn(parts, url)) return answer;
    access.token = await parts.token(access.token.accessToken);
    return ask();
  }

  async function send(url: string, headers: Record<string, string> | undefined) {
    try {
      if (!isSafe(parts, url)) throw elsewhere(parts);
      const answer = await post(url, headers);
      if (answer.status !== 200) throw refusal(answer, new URL(url).host);
      return { statusCode: answer.status, content: answer.text };
    } catch (error) {
      throw keep(error);
    }
  }

  const unused = () => Promise.reject(new Error('Only negotiation uses HTTP.'));
  return {
    get: unused,
    delete: unused,
    send: ({ url = '', headers }) => send(url, headers),
    post: (url: string, request?: { headers?: Record<string, string> }) => send(url, request?.headers),
    getCookieString: () => '',
  };
}

/** SignalR's WebSocket constructor: a function, because it is called with `new`, with WebSocket's constants. */
export function socketsFor(
  parts: TransportParts,
  access: HubAccess,
  signal: AbortSignal,
  keep: (error: unknown) => unknown,
): unknown {
  function Connector(url: string, _protocols: undefined, options?: { headers?: Record<string, string> }) {
    if (!isSafe(parts, url)) throw keep(elsewhere(parts));
    const socket: Socket = parts.sockets(url, headersFor(parts, access, url, options?.headers));
    // A socket without a response to its upgrade would wait forever. `once`: Node never frees a signal with listeners.
    const close = () => {
      if (socket.readyState === 0) socket.close();
    };
    signal.addEventListener('abort', close, { once: true });
    return socket;
  }
  return Object.assign(Connector, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
}

/** Any host other than the hub's own must be encrypted (R1). */
function isSafe(parts: TransportParts, url: string): boolean {
  return URL.canParse(url) && (isOwn(parts, url) || /^(https|wss):/.test(url));
}

function elsewhere({ url }: TransportParts): AppError {
  const { host } = new URL(url);
  return new AppError('api-bad-answer', `${host} points to a place that is not asked.`, {
    details: { host, status: '' },
  });
}
