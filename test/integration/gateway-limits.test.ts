import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import type { GatewayLimits } from '../../electron/core/gateway/gateway-server.ts';
import { gatewayBefore } from '../fakes/gateway.ts';

type Gateway = Awaited<ReturnType<typeof gatewayBefore>>;
const open: Gateway[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const gateway of open.splice(0)) await gateway.close();
});
async function limited(limits: Partial<GatewayLimits>): Promise<Gateway> {
  const gateway = await gatewayBefore((_request, response) => response.end('[]'), {
    rules: ['POST /orders', 'GET /units'],
    limits,
  });
  open.push(gateway);
  return gateway;
}
async function connected({ url }: Gateway): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}
const soon = (check: () => void) => vi.waitFor(check, { interval: 5 });
const ofHost = ({ url }: Gateway) => `Host: ${new URL(url).host}\r\n`;

test('a client that does not finish its headers is cut off, and one that trickles them', async () => {
  const gateway = await limited({ head: 50, look: 10 });
  const [silent, trickling] = await Promise.all([connected(gateway), connected(gateway)]);
  silent.write('GET /units HTTP/1.1\r\n');
  trickling.on('error', () => undefined).write('GET /units HTTP/1.1\r\n');
  const timer = setInterval(() => trickling.write('a: b\r\n'), 5);
  expect(await text(silent)).toMatch(/^HTTP\/1\.1 408 /);
  await soon(() => expect(trickling.closed).toBe(true));
  clearInterval(timer);
  expect(gateway.asked).toEqual([]);
});

test('a client that does not finish its body is cut off', async () => {
  const gateway = await limited({ head: 50, body: 50, look: 10 });
  const socket = await connected(gateway);
  const secret = `X-MAX-Desk-Secret: ${gateway.its['x-max-desk-secret']}\r\n`;
  socket.write(`POST /orders HTTP/1.1\r\n${ofHost(gateway)}${secret}Content-Length: 100\r\n\r\nhalf`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 /);
  await soon(() => expect(socket.closed).toBe(true));
});

test('a connection on which nothing moves is closed', async () => {
  const gateway = await limited({ idle: 50 });
  const socket = await connected(gateway);
  socket.resume();
  await once(socket, 'close');
});

test('a connection is closed when its client makes a long pause', async () => {
  const gateway = await limited({ pause: 20 });
  const socket = await connected(gateway);
  socket.write(`GET /healthz HTTP/1.1\r\n${ofHost(gateway)}\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('headers that are too long are refused', async () => {
  const gateway = await limited({});
  const socket = await connected(gateway);
  socket.write(`GET /units HTTP/1.1\r\n${ofHost(gateway)}a: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

test('of many connections only as many as it takes are open, and it serves again when they have gone', async () => {
  const gateway = await limited({ connections: 8 });
  const many = Array.from({ length: 200 }, () => connect(Number(new URL(gateway.url).port), '127.0.0.1'));
  sockets.push(...many);
  for (const socket of many) socket.on('error', () => undefined).resume();
  await soon(() => expect(many.filter(({ closed }) => closed)).toHaveLength(192));
  for (const socket of many) socket.destroy();
  await vi.waitFor(async () => expect((await gateway.call('/units')).status).toBe(200), { interval: 5 });
});
