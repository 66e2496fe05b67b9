import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/**
 * A provider, an API and a hub of SignalR in one server on http, which keep how connections to the hub were closed:
 * 1005 is in order, without a word; 1006 is a connection that broke (RFC 6455 §7.4.1).
 * @param answer what is neither of the hub
 */
export async function hubServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const closings: number[] = [];
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/hub/negotiate')) return answer(request, response);
    const transport = { transport: 'WebSockets', transferFormats: ['Text'] };
    const ids = { negotiateVersion: 1, connectionId: 'c', connectionToken: 't' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...ids, availableTransports: [transport] }));
  });
  const hub = new WebSocketServer({ server, path: '/hub' });
  hub.on('connection', (socket) => {
    socket.on('close', (code) => closings.push(code));
    socket.on('message', (data) => {
      for (const text of String(data).split('\u001e').filter(Boolean)) {
        const { protocol, invocationId } = JSON.parse(text) as { protocol?: string; invocationId?: string };
        if (protocol !== undefined) socket.send('{}\u001e');
        if (invocationId !== undefined) socket.send(`{"type":3,"invocationId":"${invocationId}"}\u001e`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    hubUrl: `${url}/hub`,
    closings,
    connections: () => hub.clients.size,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of hub.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
