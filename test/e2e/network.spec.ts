/** What leaves the computer unasked: nothing but what goes to the hosts of the connection. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { findElectron } from '../../build/electron/runtime.ts';
import type { Desktop } from './desktop.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

/** How long the app is left to itself, ms. */
const idle = 60_000;

test.use({ simulatorOptions: { units: 40 } });

let proxy: Server;
/** Every host that was asked for through the proxy, with its port. */
let hosts: string[];

test.beforeEach(async () => {
  hosts = [];
  proxy = createServer((incoming, answer) => {
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '');
    hosts.push(host);
    const { method, headers } = incoming;
    const outgoing = request({ hostname, port, path: pathname + search, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    hosts.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    // Nothing of a test leaves this computer.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return socket.destroy();
    const through = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [through, socket])
      end.on('error', () => [through, socket].map((each) => each.destroy()));
    return undefined;
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});
test.afterEach(() => void proxy.close());

/** By itself, because Playwright switches off what Chromium does in the background. */
async function leaveAlone(
  desktop: Desktop,
  args: string[],
  env: Record<string, string>,
): Promise<ChildProcess> {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  const { port } = proxy.address() as AddressInfo;
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--proxy-server=http://127.0.0.1:${port}`,
    '--proxy-bypass-list=<-loopback>',
  ];
  const child = spawn(found.file, [...switches, ...desktop.arguments(args)], {
    env: { ...desktop.environment(), ...env },
    stdio: 'ignore',
  });
  await new Promise((resolve) => setTimeout(resolve, idle));
  expect(child.exitCode, 'it still runs').toBeNull();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return child;
}

test.describe('left alone for a minute', () => {
  test.setTimeout(idle + 30_000);
  test.use({ autoLaunch: false });

  test('with nobody signed in, it asks only the hosts of its connection', async ({ desktop, simulator }) => {
    await leaveAlone(desktop, [], {});
    const own = new URL(simulator.connection.api.baseUrl).host;
    expect([...new Set(hosts)].filter((host) => host !== own)).toEqual([]);
  });

  test('with somebody signed in, it asks only the hosts of its connection', async ({
    desktop,
    simulator,
  }) => {
    await desktop.launch();
    await signIn(desktop);
    await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
    await desktop.mainProcess.quit();
    await leaveAlone(desktop, [], {});
    const own = new URL(simulator.connection.api.baseUrl).host;
    // The list was read through the proxy: it does record.
    expect(hosts).toContain(own);
    expect([...new Set(hosts)].filter((host) => host !== own)).toEqual([]);
  });
});
