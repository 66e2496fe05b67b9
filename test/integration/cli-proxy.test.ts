import { type EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { createHttpRoutes } from '../../electron/command-line/http/http-routes.ts';
import { createRoutedSockets } from '../../electron/command-line/http/sockets.ts';
import { environmentProxy } from '../../electron/core/proxy/environment-proxy.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { startProxy, type TestProxy } from '../fakes/proxy.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';
import { closedPort } from '../fakes/server.ts';

let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let proxy: TestProxy;
/** The service, as `host:port`. */
let host: string;
const credentials = { user: 'us@er', password: 'p:w d' };
const secrets = /us(%40|@)er|p(%3A|:)w/;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 0 })]);
  user = service.user(cli.file);
  ({ host } = new URL(service.simulator.connection.api.baseUrl));
});
beforeEach(async () => {
  proxy = await startProxy(credentials);
});
afterEach(() => {
  proxy.cut();
  proxy.close();
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});

const through = (name = 'HTTPS_PROXY', login = 'us%40er:p%3Aw%20d@') => ({
  [name]: `http://${login}${proxy.address}`,
});
const commands = [
  ['token'],
  ['units', '--format', 'ndjson'],
  ['call', 'GET', '/units'],
  ['watch'],
  ['doctor'],
];

describe('through a proxy that wants a password (R48)', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('of %s go token, list and call', async (name) => {
    for (const command of commands.slice(0, 3)) {
      const before = proxy.passed.length;
      const { status, err } = await user.run(service.asAccount(...command), through(name));
      expect({ command, status, err }).toEqual({ command, status: 0, err: '' });
      expect(proxy.passed.slice(before)).toContain(host);
    }
    expect(new Set(proxy.hosts)).toEqual(new Set(proxy.passed));
  });

  test('go the negotiation of live updates and their socket, which ends with its tunnel', async () => {
    const { child, ended } = user.start(service.asAccount('watch', '--verbose'), through());
    let said = '';
    child.stderr?.on('data', (text: string) => {
      said += text;
    });
    const saying = (what: string) =>
      vi.waitFor(() => expect(said).toContain(what), { timeout: 30_000, interval: 10 });
    await saying('Live.');
    expect(proxy.passed.length).toBeGreaterThanOrEqual(2);
    proxy.cut();
    await saying('The live connection is there again.');
    child.kill('SIGINT');
    expect((await ended).status).toBe(130);
  });

  test('goes the check, which says so of each host and keeps the password to itself', async () => {
    const { status, out, err } = await user.run(service.asAccount('doctor'), through());
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain(`Through a proxy: ${host} → ${proxy.address}. Directly: –.`);
    expect(out).toContain('issued by MAX Desk test authority');
    expect(out).toContain(`${host} is ready for live updates.`);
    expect(out).not.toMatch(secrets);
    expect(new Set(proxy.hosts)).toEqual(new Set(proxy.passed));
  });

  test('goes a plain socket of this computer too, by a tunnel (RFC 6455 §4.1)', async () => {
    const server = createServer();
    const hub = new WebSocketServer({ server });
    hub.on('connection', (socket) => socket.send('hello'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `localhost:${(server.address() as AddressInfo).port}`;
    const routes = createHttpRoutes(environmentProxy(through('http_proxy')));
    const socket = createRoutedSockets(routes)(`ws://${address}/hub`, {});
    const [message] = await once(socket as unknown as EventEmitter, 'message');
    expect(String(message)).toBe('hello');
    expect(proxy.passed).toEqual([address]);
    socket.close();
    hub.close();
    server.close();
  });

  test('goes nothing that NO_PROXY exempts, and the check says so', async () => {
    const { status, out } = await user.run(service.asAccount('doctor'), {
      ...through(),
      NO_PROXY: '.localhost,127.0.0.0/8',
    });
    expect(status).toBe(0);
    expect(out).toContain('None; connections go directly.');
    expect(proxy.hosts).toEqual([]);
  });

  test('goes what NODE_USE_ENV_PROXY names by our rules too', async () => {
    const env = { ...through(), NODE_USE_ENV_PROXY: '1', NO_PROXY: 'localhost' };
    expect(await user.run(service.asAccount('token'), env)).toMatchObject({ status: 0 });
    expect(proxy.hosts).toEqual([]);
  });
});

describe('a proxy that lets nothing pass is named, with what to do, and without a password (R37)', () => {
  const failing = async (env: Record<string, string>) => {
    const failures = await Promise.all(
      commands.map((command) => user.failure(service.asAccount(...command), env)),
    );
    for (const { message, hint, out } of failures) expect(message + hint + out).not.toMatch(secrets);
    return failures;
  };

  test('it wants a password', async () => {
    for (const failure of await failing(through('HTTPS_PROXY', '')))
      expect(failure).toMatchObject({
        status: 4,
        code: 'proxy-sign-in',
        message: expect.stringContaining(`The proxy ${proxy.address} asks for a user name and a password.`),
        hint: expect.stringContaining('Write them into HTTPS_PROXY'),
      });
  });

  test('it wants another password', async () => {
    for (const failure of await failing(through('https_proxy', 'us%40er:wrong@')))
      expect(failure).toMatchObject({
        status: 4,
        code: 'proxy-sign-in',
        message: expect.stringContaining('does not accept the user name and the password in https_proxy.'),
      });
  });

  test('it forbids the host', async () => {
    proxy.refuses = true;
    for (const failure of await failing(through()))
      expect(failure).toMatchObject({
        status: 4,
        code: 'proxy-refused',
        message: expect.stringContaining(`The proxy ${proxy.address} gives no connection to ${host} (403).`),
      });
  });

  test('it is not there', async () => {
    const address = `127.0.0.1:${await closedPort()}`;
    for (const failure of await failing({ HTTPS_PROXY: `http://us%40er:p%3Aw@${address}` }))
      expect(failure).toMatchObject({
        status: 4,
        code: 'proxy-refused',
        message: expect.stringContaining(`The proxy ${address} cannot be reached (ECONNREFUSED).`),
      });
  });

  test.each([
    ['ALL_PROXY', 'socks5h://us%40er:p%3Aw@localhost:1080'],
    ['HTTPS_PROXY', 'socks5://us%40er:p%3Aw@localhost:1080'],
    ['HTTPS_PROXY', 'http://us%zzer:p%3Aw@localhost:1080'],
  ])('%s names one that is not used: %s', async (name, value) => {
    const before = service.simulator.requests.length;
    for (const failure of await failing({ [name]: value }))
      expect(failure).toMatchObject({
        status: 6,
        code: 'configuration',
        message: expect.stringContaining(name),
      });
    expect(service.simulator.requests).toHaveLength(before);
  });
});
