/** A server in a process of its own: the API that is called, or with its port a bare proxy before it, as Node's documentation has it. */
import { Agent, createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const upstream = process.argv[2];
const units = Array.from({ length: 20 }, (_, i) => ({
  unitId: `U-${i}`,
  equipmentStatus: 'In Service',
  site: 'A site',
}));
const body = Buffer.from(JSON.stringify({ value: units }));

const api: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
};
const agent = new Agent({ keepAlive: true });
const proxy: RequestListener = (asked, response) => {
  const { method, url, headers } = asked;
  const to = { host: '127.0.0.1', port: upstream, agent, method, path: url, headers };
  const sent = request(to, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.on('error', () => response.destroy());
  asked.pipe(sent);
};

const server = createServer(upstream === undefined ? api : proxy);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
