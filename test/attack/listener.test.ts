/** A program or a web page on the same computer attacks the listener that waits for the browser's answer. */
import { connect, createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { rounds } from '../fakes/rounds.ts';
import { type Victim, victim } from '../fakes/victim.ts';
import { type WaitingSignIn, waitingSignIn } from '../fakes/waiting-sign-in.ts';

let victims: Victim;
let attempt: WaitingSignIn;
const sockets: Socket[] = [];
const servers: Server[] = [];
beforeAll(async () => {
  victims = await victim();
});
afterAll(() => victims.close());
beforeEach(async () => {
  attempt = await waitingSignIn(victims);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
  attempt.kill();
  await victims.user.run(['logout', '--all']);
});

/** The person goes on, and is who they are. */
async function expectSignedIn(): Promise<void> {
  const { status, err } = await attempt.goOn();
  expect({ status, err: /Signed in/.test(err) }).toEqual({ status: 0, err: true });
  const { out } = await victims.user.run(['accounts', '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject([{ name: 'Sam Sample' }]);
}

/** Sends bytes and gives what comes back until the other end, or nothing more is sent for long. */
function sent(bytes: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port: attempt.port, host }, () => socket.write(bytes));
    sockets.push(socket);
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
    });
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => resolve(answer)).on('close', () => resolve(answer));
  });
}
const get = (target: string, headers = `Host: localhost:${attempt.port}\r\n`) =>
  sent(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);

describe('hostile neighbour', () => {
  const belongs = 'only the answer that belongs to the attempt is taken';

  attack('answers with states that are not the one', belongs, async () => {
    const { state } = attempt;
    const wrong = [
      '',
      'x',
      state.slice(1),
      `${state}x`,
      state.toLowerCase(),
      encodeURIComponent(`${state}\0`),
    ];
    for (const each of wrong) expect(await get(`/?code=mallory&state=${each}`)).toMatch(/^HTTP\/1.1 4\d\d/);
    for (const target of [
      '/?code=mallory',
      `/?code=mallory&state=${state}&state=x`,
      `/?code=mallory&state=x&state=${state}`,
      `/?state=${state}`,
      `/callback?code=mallory&state=${state}`,
      `//?code=mallory&state=${state}`,
      `http://example.com/?code=mallory&state=${state}`,
    ])
      expect(await get(target)).toMatch(/^HTTP\/1.1 4\d\d/);
    await expectSignedIn();
  });

  attack('knows the state, but asks in the name of another host', belongs, async () => {
    const { port, state } = attempt;
    const target = `/?code=mallory&state=${state}`;
    for (const headers of [
      'Host: example.com\r\n',
      `Host: example.com:${port}\r\n`,
      `Host: localhost.example.com:${port}\r\n`,
      `Host: localhost:${port}@example.com\r\n`,
      'Host: localhost:1\r\n',
      'Host:\r\n',
      `Host: localhost:${port}\r\nHost: example.com\r\n`,
      `Host: example.com\r\nHost: localhost:${port}\r\n`,
      `Host: localhost:${port}, example.com\r\n`,
    ])
      expect({ headers, answer: await get(target, headers) }).toMatchObject({
        answer: expect.stringMatching(/^HTTP\/1.1 4\d\d/),
      });
    await expectSignedIn();
  });

  attack('smuggles requests into one another', belongs, async () => {
    const { port, state } = attempt;
    const inner = `GET /?code=mallory&state=${state} HTTP/1.1\r\nHost: example.com\r\n\r\n`;
    const post = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    for (const bytes of [
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
      `${post}Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
      `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`,
      `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${inner}`,
      `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n${inner.repeat(20)}`,
      `GET /?x HTTP/1.1\r\n${inner}`,
    ])
      expect(await sent(bytes)).not.toMatch(/HTTP\/1.1 [23]\d\d/);
    await expectSignedIn();
  });

  attack('sends a body without end', belongs, async () => {
    const head = `POST / HTTP/1.1\r\nHost: localhost:${attempt.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    const answer = await sent(`${head}Content-Length: 1000000\r\n\r\ncode=${'x'.repeat(200_000)}`);
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    await expectSignedIn();
  });

  const reachable = 'the listener is open only meanwhile, for this computer only, and stays reachable';

  attack('keeps hundreds of requests half open', reachable, async () => {
    const count = rounds(3_600);
    for (let begun = 0; begun < count; begun += 100) {
      const opened = Array.from({ length: 100 }, () => {
        const socket = connect({ port: attempt.port, host: '127.0.0.1' });
        sockets.push(socket);
        socket.on('error', () => undefined);
        return new Promise<void>((resolve) => {
          socket.once('close', () => resolve());
          socket.once('connect', () => socket.write('GET /?code=x HTTP/1.1\r\nHost: local', () => resolve()));
        });
      });
      await Promise.all(opened);
    }
    await expectSignedIn();
  });

  attack('binds the same port beside it', reachable, async () => {
    const caught: string[] = [];
    const ways: ListenOptions[] = [
      '127.0.0.1',
      '::1',
      '0.0.0.0',
      '::',
      '::ffff:127.0.0.1',
      '127.0.0.2',
    ].flatMap((host) => [
      { host },
      { host, reusePort: true },
      { host, exclusive: true, ipv6Only: host.includes(':') },
    ]);
    for (const way of ways) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined).on('data', (bytes) => caught.push(bytes.toString('latin1')));
      });
      await new Promise<void>((resolve) => {
        server.once('error', () => resolve()).listen({ ...way, port: attempt.port }, resolve);
      });
      if (server.listening) servers.push(server);
    }
    await expectSignedIn();
    expect(caught).toEqual([]);
  });

  attack('comes from another computer', reachable, async (context) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    context.skip(outside === undefined, 'this computer has no address but its loopback one');
    const target = `/?code=mallory&state=${attempt.state}`;
    const request = `GET ${target} HTTP/1.1\r\nHost: localhost:${attempt.port}\r\n\r\n`;
    expect(await sent(request, outside?.address)).toBe('');
    await expectSignedIn();
    // And the listener is gone.
    expect(await sent(request)).toBe('');
  });
});
