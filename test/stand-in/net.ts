/** HTTP the way Electron's `fetch` answers it, on Node's: the same errors, no cookies, no cache. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Net } from 'electron';
import { loud } from './loud.ts';
import { contentType } from './mime.ts';
import { NetError, type Schemes } from './protocol.ts';

export type Fetch = Net['fetch'];

/** The `fetch` of a session: its own schemes, files, and the network. */
export function createFetch(schemes: Schemes): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const scheme = new URL(request.url).protocol.slice(0, -1);
    if (schemes.has(scheme)) return schemes.serve(request);
    if (scheme === 'file') return fetchFile(request.url);
    return fetchWeb(request);
  };
}

async function fetchFile(url: string): Promise<Response> {
  const file = fileURLToPath(url);
  if (!existsSync(file)) throw new NetError('net::ERR_FILE_NOT_FOUND', -6);
  return new Response(await readFile(file), { headers: { 'content-type': contentType(file) } });
}

async function fetchWeb(request: Request): Promise<Response> {
  try {
    // Electron can neither follow nor show a redirect it was not told to follow: it rejects.
    const response = await fetch(request, request.redirect === 'follow' ? {} : { redirect: 'manual' });
    if (request.redirect === 'follow' || response.status < 300 || response.status >= 400) return response;
    if (!response.headers.has('location')) return response;
    await response.body?.cancel();
    const refused = "Attempted to redirect, but redirect policy was 'error'";
    throw new Error(request.redirect === 'error' ? refused : 'Redirect was cancelled');
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    throw error instanceof TypeError ? new Error(chromiumName(error)) : error;
  }
}

/** Names of Chromium's errors by those of Node. */
const names: Record<string, string> = {
  ECONNREFUSED: 'net::ERR_CONNECTION_REFUSED',
  ECONNRESET: 'net::ERR_CONNECTION_RESET',
  EPIPE: 'net::ERR_CONNECTION_RESET',
  ENOTFOUND: 'net::ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'net::ERR_NAME_NOT_RESOLVED',
  ENETUNREACH: 'net::ERR_INTERNET_DISCONNECTED',
  EHOSTUNREACH: 'net::ERR_ADDRESS_UNREACHABLE',
  ETIMEDOUT: 'net::ERR_CONNECTION_TIMED_OUT',
  UND_ERR_CONNECT_TIMEOUT: 'net::ERR_CONNECTION_TIMED_OUT',
  UND_ERR_SOCKET: 'net::ERR_EMPTY_RESPONSE',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'net::ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'net::ERR_CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'net::ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'net::ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'net::ERR_CERT_COMMON_NAME_INVALID',
  EPROTO: 'net::ERR_SSL_PROTOCOL_ERROR',
};

function chromiumName(error: Error): string {
  const causes = error.cause instanceof AggregateError ? error.cause.errors : [error.cause];
  for (const cause of causes) {
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (typeof code === 'string')
      return names[code] ?? (code.startsWith('ERR_SSL') ? 'net::ERR_SSL_PROTOCOL_ERROR' : 'net::ERR_FAILED');
  }
  return 'net::ERR_FAILED';
}

/** `net.WebSocket`: Node's own, which takes headers the same way. Binary messages arrive as Blobs, not as Buffers. */
class NetWebSocket extends WebSocket {
  constructor(url: string, options?: string | string[] | Electron.WebSocketOptions) {
    if (typeof options !== 'object' || Array.isArray(options)) {
      super(url, options);
      return;
    }
    // Node's type of this argument (undici's) is hidden behind the DOM's here.
    const init: unknown = { protocols: options.protocols ?? [], headers: options.headers ?? {} };
    super(url, init as string[]);
  }
}

/** `electron.net`, on the default session. */
export function createNet(fetchDefault: Fetch) {
  const surface: Pick<Net, 'fetch' | 'isOnline' | 'online'> & { WebSocket: typeof NetWebSocket } = {
    fetch: fetchDefault,
    isOnline: () => true,
    online: true,
    WebSocket: NetWebSocket,
  };
  return loud('net', surface);
}
