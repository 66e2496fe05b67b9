import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { isTimeout } from '../abortable.ts';
import type { Tokens } from '../auth/shared-tokens.ts';
import { required } from '../connection/authorities.ts';
import type { Connection } from '../connection/connection-file.ts';
import { longestBody } from '../console/console.ts';
import { AppError, toAppError } from '../errors.ts';
import { networkFault } from '../http/faults.ts';
import { isRedirect, redirected } from '../http/strange-answers.ts';
import { printable } from '../printable.ts';
import type { AllowedTarget } from './allow-list.ts';
import type { GatewayCall } from './gateway-call.ts';
import { pauseAfter } from './held-tokens.ts';
import { type OwnAnswer, sendAnswer } from './own-answer.ts';
import { createPassedHeaders, returnedHeaders } from './passed-headers.ts';

/** What a request to the API is made of. */
interface UpstreamRequest {
  method: string;
  headers: OutgoingHttpHeaders;
  body: Readable | undefined;
  signal: AbortSignal;
  /** ms */
  idle: number;
}

export interface ForwarderParts {
  connection: Connection;
  token: Tokens;
  subscriptionKey: string;
  /** What the API is told that asks it. */
  userAgent: string;
  /** Sends a request with connections that are kept; resolves with the response of any status, follows no redirect. */
  send: (url: string, request: UpstreamRequest) => Promise<IncomingMessage>;
}

/** A call of a client and its response, as Node has them. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** The API may be silent for so long, ms. */
const idle = 60_000;

/** Passes calls on to the API with token and key, and the responses back, both as they come. */
export function createForwarder({ connection, token, subscriptionKey, userAgent, send }: ForwarderParts) {
  const base = required(connection, 'api.baseUrl', connection.api.baseUrl);
  const { host } = new URL(base);
  const keyHeader = connection.api.subscriptionKeyHeader.toLowerCase();
  const passed = createPassedHeaders([keyHeader]);

  /** One that has no body is asked again after a 401, once, with a renewed token. */
  async function answered({ request, response }: Exchange, url: string, ending: AbortController) {
    const { method = 'GET', headers } = request;
    const body = hasBody(request) ? request : undefined;
    const ask = (accessToken: string) => {
      const authorization = `Bearer ${accessToken}`;
      const own = {
        authorization,
        [keyHeader]: subscriptionKey,
        via: '1.1 max-desk',
        'user-agent': userAgent,
        ...framingOf(headers, body),
      };
      return send(url, { method, headers: passed(headers, own), body, signal: ending.signal, idle });
    };
    const issued = await token();
    const { accessToken } = issued;
    if (body) {
      if (headers.expect) response.writeContinue();
      limitBody(body, ending);
      return ask(accessToken);
    }
    const answer = await ask(accessToken);
    if (answer.statusCode !== 401) return answer;
    const next = await token(accessToken);
    // Not renewed again so soon.
    if (next === issued) return answer;
    answer.destroy();
    return ask(next.accessToken);
  }

  /** Does not reject; `call` gets how it went. */
  return async (call: GatewayCall, { path, query }: AllowedTarget, exchange: Exchange): Promise<void> => {
    const { request, response } = exchange;
    const ending = new AbortController();
    response.once('close', () => ending.abort(new AppError('cancelled', 'The client has left.')));
    try {
      if (lengthOf(request) > longestBody) throw tooLong();
      const url = base + path + query;
      const answer = await answered(exchange, url, ending);
      const { statusCode = 502, headers } = answer;
      if (isRedirect(statusCode)) {
        answer.destroy();
        throw redirected(host, statusCode, headers.location, url);
      }
      await passOn(answer, response, call);
    } catch (error) {
      const failure = networkFault(error, host);
      call.error = failure.code;
      if (response.headersSent || response.destroyed) response.destroy();
      else call.bytes = sendAnswer(response, failureAnswer(failure));
    }
  };
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || lengthOf(request) > 0;
}

/**
 * How the API finds the end of the body. Said by the gateway, whatever the client's `Connection` takes away: without it
 * Node sends the body of a GET bare, and the API reads a request of its own in it.
 */
function framingOf(headers: IncomingHttpHeaders, body: Readable | undefined): OutgoingHttpHeaders {
  const length = headers['content-length'];
  if (!body) return {};
  return length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length };
}

function lengthOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

/** A body that says no length, or lies about it, ends the call when it gets too long. To be called when it is read. */
function limitBody(request: IncomingMessage, ending: AbortController): void {
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > longestBody) ending.abort(tooLong());
  });
}

function tooLong(): AppError {
  return new AppError('bad-request', `The body is longer than ${longestBody} bytes.`);
}

/** Resolves when the client has the response, or has left; rejects when it breaks off. */
function passOn(answer: IncomingMessage, response: ServerResponse, call: GatewayCall): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  response.writeHead(answer.statusCode ?? 502, returnedHeaders(answer));
  answer.on('data', (chunk: Buffer) => {
    call.bytes += chunk.length;
  });
  answer.once('error', reject);
  response.once('close', resolve);
  answer.pipe(response);
  return promise;
}

const badGateway: ReadonlySet<string> = new Set(['captive-portal', 'proxy-sign-in', 'proxy-refused', 'tls']);

/** Of a failure there is no response of the API to: 413, 502, 504, and 503 for what is the gateway's own trouble. */
function failureAnswer(failure: AppError): OwnAnswer {
  const { code, message, hint } = failure;
  const text = `${printable(message)}\n${printable(hint)}\n`;
  if (code === 'bad-request') return { status: 413, code, text: `${message}\n` };
  if (code === 'offline') return { status: isTimeout(failure.cause) ? 504 : 502, code, text };
  if (badGateway.has(code)) return { status: 502, code, text };
  return { status: 503, code, text, headers: retryAfter(failure) };
}

/** When a token is asked for again, at the earliest. */
function retryAfter(failure: AppError): Record<string, string> {
  return { 'retry-after': String(Math.ceil(pauseAfter(failure) / 1_000)) };
}

/** Whether a token can be had, without a word more: nobody has shown a secret for it. */
export async function healthAnswer(token: Tokens): Promise<OwnAnswer> {
  try {
    await token();
    return { status: 200, text: 'ok\n' };
  } catch (error) {
    const failure = toAppError(error);
    const { code } = failure;
    return { status: 503, code, text: `${code}\n`, headers: retryAfter(failure) };
  }
}
