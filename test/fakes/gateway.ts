import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { sendRequest } from '../../electron/command-line/http/http-request.ts';
import { createHttpRoutes } from '../../electron/command-line/http/http-routes.ts';
import type { Tokens } from '../../electron/core/auth/shared-tokens.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { createAuditLog } from '../../electron/core/gateway/audit-log.ts';
import type { GatewayLimits } from '../../electron/core/gateway/gateway-server.ts';
import { holdTokens } from '../../electron/core/gateway/held-tokens.ts';
import { createLiveFeed } from '../../electron/core/gateway/live-feed.ts';
import { openGateway } from '../../electron/core/gateway/open-gateway.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { sampleFile } from './connection.ts';
import { fakeLog } from './ports.ts';
import { serve } from './server.ts';

/** What the API was asked. */
export interface AskedOfApi {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

export interface GatewayAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface GatewayOptions {
  rules?: readonly string[];
  /** Those of an account whose token is "token-1", and after its refusal "token-2" …, unless given. */
  tokens?: Tokens;
  limits?: Partial<GatewayLimits>;
}

/** A gateway in this process, with the client "tester", before an API on this computer that answers with `api`. */
export async function gatewayBefore(
  api: RequestListener,
  { rules = ['GET /*'], tokens = numbered(), limits = {} }: GatewayOptions = {},
) {
  const asked: AskedOfApi[] = [];
  const server = await serve((request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    api(request, response);
  });
  const secret = 's'.repeat(43);
  const feed = createLiveFeed(systemClock);
  const log = fakeLog();
  let audit = '';
  let wanted = 0;
  const routes = createHttpRoutes(() => undefined);
  const connection = parseConnection(
    JSON.stringify({ ...sampleFile, api: { ...sampleFile.api, baseUrl: `${server.url}/base` } }),
    'test',
  );
  const gateway = openGateway({
    address: { host: '127.0.0.1', port: 0 },
    rules,
    clients: [{ name: 'tester', file: '', secret }],
    connection,
    held: holdTokens(tokens, systemClock),
    subscriptionKey: 'the-key',
    userAgent: 'max-desk/test',
    send: (url, request) => sendRequest(url, request, routes),
    live: {
      feed,
      want: () => {
        wanted += 1;
      },
    },
    audit: createAuditLog(
      async (lines) => {
        audit += lines;
      },
      (said) => log.warn(said),
    ),
    clock: systemClock,
    log,
    limits,
  });
  const url = await gateway.listen();
  const its = { 'x-max-desk-secret': secret };

  /** Sends a request with the secret, unless the headers are others, and resolves with the response's head. */
  function open(path: string, { method = 'GET', headers = its as Record<string, string>, body = '' } = {}) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { hostname, port } = new URL(url);
    const sent = httpRequest({ hostname, port, path, method, headers, agent: false }, resolve);
    sent.on('error', reject);
    sent.end(body);
    return promise;
  }
  return {
    url,
    its,
    asked,
    feed,
    log,
    open,
    wanted: () => wanted,
    async call(...request: Parameters<typeof open>): Promise<GatewayAnswer> {
      const response = await open(...request);
      return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
    },
    /** The lines of the audit log so far. */
    audit: () =>
      audit
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    async close(): Promise<void> {
      await gateway.close();
      await server.close();
    },
  };
}

function numbered(): Tokens {
  let number = 1;
  const person = { id: '', name: '', email: null, employee: null };
  return async (rejected) => {
    if (rejected === `token-${number}`) number += 1;
    const accessToken = `token-${number}`;
    return {
      accessToken,
      expiresAt: Date.now() + 3_600_000,
      scopes: [],
      accountId: '',
      person,
      source: 'cache',
    };
  };
}
