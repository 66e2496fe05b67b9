import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { KeyPair } from './certificate.ts';

/** An https server that forwards all requests to another server until a test makes it misbehave. */
export interface Front {
  /** `https://localhost:PORT`; it replaces the other server's address in all responses. */
  url: string;
  /** Handles these paths itself. */
  answer(paths: RegExp, listener: RequestListener): void;
  /** Uses this certificate for all new connections; no connection is kept alive. */
  present(pair: KeyPair): void;
  /** Stops listening. */
  stop(): Promise<void>;
  /** Keeps the port, but only calls this for every connection. */
  accept(connection: (socket: Socket) => void): Promise<void>;
  close(): Promise<void>;
}

export async function frontOf(target: string, pair: KeyPair): Promise<Front> {
  let own: { paths: RegExp; listener: RequestListener } | undefined;
  let raw: Server | undefined;
  const sockets = new Set<Socket>();
  const server = createSecureServer(pair, (request, response) => {
    if (own?.paths.test(request.url?.split('?')[0] ?? '')) own.listener(request, response);
    else handOn(request, response, target, url).catch(() => response.destroy());
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const url = `https://localhost:${port}`;

  async function stop(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await Promise.all([server, ...(raw ? [raw] : [])].map(ended));
  }

  return {
    url,
    stop,
    answer: (paths, listener) => {
      own = { paths, listener };
    },
    present(next) {
      server.setSecureContext(next);
      server.closeAllConnections();
    },
    async accept(connection) {
      await stop();
      raw = createServer((socket) => {
        sockets.add(socket.on('error', () => undefined));
        connection(socket);
      });
      await listen(raw, port);
    },
    close: stop,
  };
}

function listen(server: Server | SecureServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
  });
}

function ended(server: Server | SecureServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

async function handOn(request: IncomingMessage, response: ServerResponse, target: string, url: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const names = ['accept', 'authorization', 'content-type', 'cookie', 'ocp-apim-subscription-key'];
  const headers = names.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  });
  const own = (body: string) => body.replaceAll(target, url);
  // In an ID token too: who issued it is compared, but nobody checks its signature.
  const text = own(await answer.text()).replace(
    /("id_token":"[^".]+\.)([^".]+)/,
    (_all, head: string, claims: string) =>
      head + Buffer.from(own(Buffer.from(claims, 'base64url').toString())).toString('base64url'),
  );
  for (const name of ['content-type', 'location', 'date', 'set-cookie', 'link']) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, own(value));
  }
  // A kept-alive connection would not notice a new certificate or a stopped server.
  response.writeHead(answer.status, { connection: 'close' }).end(text);
}
