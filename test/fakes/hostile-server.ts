import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { serve } from './server.ts';

/** What arrived at a server of an attacker. */
export interface Arrived {
  method: string;
  /** Path and query. */
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type HostileAnswer = (request: Arrived, response: ServerResponse) => void;

/** A server of an attacker on this computer, which writes down whatever arrives. */
export interface HostileServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  arrived: Arrived[];
  /** The same as `METHOD /path?query`. */
  asked(): string[];
  /** All that arrived, as one text to look for secrets in. */
  text(): string;
  /** What it answers from now on; at first nothing but a 404. Forgets what has arrived. */
  answer(how: HostileAnswer): void;
  close(): Promise<void>;
}

export async function hostileServer(): Promise<HostileServer> {
  const arrived: Arrived[] = [];
  let how: HostileAnswer = (_request, response) => void response.writeHead(404).end();
  const server = await serve((request, response) => {
    void received(request).then(
      (whole) => {
        arrived.push(whole);
        how(whole, response);
      },
      () => response.destroy(),
    );
  });
  return {
    ...server,
    arrived,
    asked: () => arrived.map(({ method, target }) => `${method} ${target}`),
    text: () => JSON.stringify(arrived),
    answer(next) {
      arrived.length = 0;
      how = next;
    },
  };
}

async function received(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  return { method, target: url, headers, body: Buffer.concat(chunks).toString('utf8') };
}

/** An answer in JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
