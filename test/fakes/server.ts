import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Closes all connections too. */
  close(): Promise<void>;
}

/** A real HTTP server on this computer with this request listener. */
export async function serve(answer: RequestListener): Promise<TestServer> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A local port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await serve(() => undefined);
  await server.close();
  return Number(new URL(server.url).port);
}
