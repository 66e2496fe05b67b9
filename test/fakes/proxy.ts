import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on this computer that connects only to this computer. */
export interface TestProxy {
  /** `host:port` */
  address: string;
  /** Every requested host with its port, including rejected requests. */
  hosts: string[];
  /** The hosts of accepted requests. */
  passed: string[];
  /** The credentials for Basic authentication (RFC 7617); undefined if none are required. */
  wants: { user: string; password: string } | undefined;
  /** Whether it rejects every TLS tunnel. */
  refuses: boolean;
  /** Closes all tunnels to https services. */
  cut(): void;
  close(): void;
}

const refusal = { 'proxy-authenticate': 'Basic realm="Branch office"' };

export async function startProxy(wants?: TestProxy['wants']): Promise<TestProxy> {
  const tunnels = new Set<Duplex>();
  const proxy: TestProxy = {
    address: '',
    hosts: [],
    passed: [],
    wants,
    refuses: false,
    cut: () => {
      for (const tunnel of tunnels) tunnel.destroy();
    },
    close: () => void server.close(),
  };

  function letsPass(host: string, authorization: string | undefined): boolean {
    proxy.hosts.push(host);
    const { wants } = proxy;
    const basic = wants && Buffer.from(`${wants.user}:${wants.password}`).toString('base64');
    if (basic !== undefined && authorization !== `Basic ${basic}`) return false;
    proxy.passed.push(host);
    return true;
  }

  const server = createServer((incoming, answer) => {
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '');
    const { 'proxy-authorization': authorization, ...headers } = incoming.headers;
    if (!letsPass(host, authorization)) return void answer.writeHead(407, refusal).end();
    const { method } = incoming;
    const outgoing = request({ hostname, port, path: pathname + search, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    if (proxy.refuses) return void socket.end('HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n');
    if (!letsPass(url, headers['proxy-authorization'])) {
      const lines = Object.entries(refusal).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 407 No\r\ncontent-length: 0\r\n${lines.join('')}\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    // Tests must not contact other computers.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return void socket.destroy();
    tunnels.add(socket);
    socket.once('close', () => {
      tunnels.delete(socket);
      through.destroy();
    });
    const through = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [through, socket])
      end.on('error', () => [through, socket].map((each) => each.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
