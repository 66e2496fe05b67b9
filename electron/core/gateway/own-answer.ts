import type { ServerResponse } from 'node:http';

/** A response of the gateway itself: for people a text, for programs the code in the header `MAX-Desk-Error`. */
export interface OwnAnswer {
  status: number;
  /** Undefined for one that is no failure. */
  code?: string;
  text: string;
  headers?: Record<string, string>;
}

/** Sends it, and gives the bytes of its body. One that is not read to its end keeps no connection. */
export function sendAnswer(
  response: ServerResponse,
  { status, code, text, headers = {} }: OwnAnswer,
): number {
  const body = Buffer.from(text);
  const { req } = response;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(code === undefined ? {} : { 'MAX-Desk-Error': code }),
    ...(req.complete ? {} : { connection: 'close' }),
    ...headers,
  });
  response.end(body);
  return req.method === 'HEAD' ? 0 : body.length;
}
