/** The threats of docs/agent.md, each by the name that stands there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAgentClient } from '../../electron/command-line/agent/agent-client.ts';
import { connectToAgent } from '../../electron/command-line/agent/agent-connection.ts';
import { type AgentMessage, createFrameReader, encodeFrame } from '../../electron/core/agent/frames.ts';
import { createNonce, createSigningKey, keySignature } from '../../electron/core/agent/keys.ts';
import { createLink } from '../../electron/core/agent/link.ts';
import { openAgentListener } from '../../electron/core/agent/listener.ts';
import { helloText } from '../../electron/core/agent/protocol.ts';
import { userIdIn } from '../../electron/core/auth/claims.ts';
import { systemClock } from '../../electron/core/ports.ts';
import {
  type AgentWindow,
  agentWindow,
  greetedProgram,
  pairedProgram,
  type TestProgram,
  testProgram,
} from '../fakes/agent.ts';
import { fuzz } from '../fakes/fuzz.ts';
import { asNobody, isRoot, needsRoot, nobody } from '../fakes/other-user.ts';
import { type FakeClock, fakeClock } from '../fakes/ports.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

const posix = process.platform !== 'win32';
const call = { op: 'call', method: 'GET', path: '/units', headers: [], body: null } as const;
/** Frames, of which the fuzzer sends one to four at a time. */
const broken = process.env['MAX_DESK_NIGHTLY'] === '1' ? 100_000 : 3_000;

let simulator: Simulator;
let folder: string;
const windows: AgentWindow[] = [];
const servers: Server[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  simulator = await start({ units: 10, pageSize: 4 });
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-agent-'));
});
afterEach(async () => {
  for (const window of windows.splice(0)) window.close();
  for (const server of servers.splice(0)) server.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  await simulator.close();
});

async function open(options: Parameters<typeof agentWindow>[1] = {}): Promise<AgentWindow> {
  const window = await agentWindow(simulator, { folder, ...options });
  windows.push(window);
  return window;
}
const sockets = () => path.join(folder, 'max-desk');
const socketPath = () => path.join(sockets(), 'agent.sock');
const client = (socket: string, agentKey: string, key = createSigningKey()) =>
  createAgentClient({ key, agentKey, socket }, { clock: systemClock, signal: new AbortController().signal });
const works = async (program: TestProgram) => (await program.ask({ op: 'status' }))['type'] === 'status';

test('another user cannot reach the socket', async (context) => {
  context.skip(!posix, 'Windows has no modes');
  const window = await open();
  expect(lstatSync(sockets()).mode & 0o777).toBe(0o700);
  expect(lstatSync(socketPath()).mode & 0o777).toBe(0o600);
  // What the command line would be told by a socket that others may replace.
  chmodSync(sockets(), 0o777);
  await expect(connectToAgent(socketPath(), new AbortController().signal)).rejects.toMatchObject({
    code: 'storage',
  });
  chmodSync(sockets(), 0o755);
  await expect(connectToAgent(socketPath(), new AbortController().signal)).rejects.toMatchObject({
    code: 'agent-unavailable',
  });
  chmodSync(sockets(), 0o700);
  context.skip(!isRoot, needsRoot);
  chmodSync(folder, 0o755);
  expect(asNobody('ls "$1" && echo open', sockets())).not.toContain('open');
  expect(asNobody('test -e "$1" && echo there', socketPath())).toBe('');
  window.close();
  mkdirSync(sockets(), { recursive: true, mode: 0o700 });
  chownSync(sockets(), nobody, nobody);
  expect((await open()).state().agent).toMatchObject({ phase: 'failed', socket: null });
});

test('a program that is not paired gets nothing', async () => {
  const window = await open();
  await pairedProgram(window);
  for (const op of ['token', 'status', 'forget'] as const) {
    const stranger = await greetedProgram(window.socket);
    expect(await stranger.ask({ op })).toMatchObject({ type: 'error', code: 'agent-refused' });
    await stranger.closed;
  }
  const stranger = await greetedProgram(window.socket);
  expect(await stranger.ask(call)).toMatchObject({ type: 'error', code: 'agent-refused' });
  expect(window.programs()).toHaveLength(1);
});

test('a program with the name of another one has another code, and gets nothing by its grant', async () => {
  const window = await open();
  const honest = await pairedProgram(window);
  const imitator = await greetedProgram(window.socket);
  // The public key of the other one, but a signature of its own.
  imitator.send({ ...imitator.requestOf({ op: 'token' }), publicKey: honest.key.publicKey });
  expect(await imitator.next()).toMatchObject({ type: 'error', code: 'forbidden' });
  const again = await greetedProgram(window.socket);
  const code = await again.pair('Test');
  expect((await window.asked()).code).toBe(code);
  await window.refuse();
  await again.next();
  expect(await again.next()).toMatchObject({ code: 'agent-refused' });
  expect(await works(honest)).toBe(true);
});

/** Another program in the place of the agent: it says hello with a key of its own, and answers a pairing. */
async function impostorAt(socket: string, heard: object[] = []): Promise<void> {
  const key = createSigningKey();
  const answerTo = (message: AgentMessage) => {
    if (message['type'] === 'pair') return { type: 'nonce', nonce: createNonce() };
    const challenge = createNonce();
    const signature = keySignature(helloText(String(message['nonce']), challenge), key);
    return { type: 'hello', version: 1, publicKey: key.publicKey, signature, challenge };
  };
  const server = createServer((connection) => {
    const reader = createFrameReader((message) => {
      heard.push(message);
      connection.write(encodeFrame(answerTo(message)));
    });
    connection.on('error', () => undefined);
    connection.on('data', (chunk: Buffer) => reader.push(chunk));
  });
  servers.push(server);
  mkdirSync(path.dirname(socket), { mode: 0o700 });
  await once(server.listen(socket), 'listening');
}

test('a program in the place of the agent learns nothing', async () => {
  const heard: object[] = [];
  await impostorAt(socketPath(), heard);
  const agent = client(socketPath(), createSigningKey().publicKey);
  for (const act of [() => agent.connect(), () => agent.tokens(), () => agent.call(call)])
    await expect(act()).rejects.toMatchObject({ code: 'agent-unavailable' });
  expect(heard.map((message) => Object.keys(message))).toEqual(
    heard.map(() => ['type', 'versions', 'nonce']),
  );
  expect(heard.length).toBeGreaterThan(0);
});

test('who stands between both during a pairing cannot make the codes the same', async () => {
  const window = await open();
  // Whoever reveals another nonce than it was bound to is not asked about.
  const cheat = await greetedProgram(window.socket);
  const send = cheat.send;
  cheat.send = (message) => send('nonce' in message ? { ...message, nonce: createNonce() } : message);
  await cheat.pair();
  expect(await cheat.next()).toMatchObject({ type: 'error', code: 'forbidden' });
  const between = path.join(folder, 'between', 'agent.sock');
  await impostorAt(between);
  const codes: (readonly [string, string])[] = [];
  // By chance one in a million is the same.
  for (let round = 0; round < 2; round++) {
    const program = await greetedProgram(between);
    const relay = await greetedProgram(window.socket);
    const seen = await program.pair();
    await relay.pair();
    codes.push([seen, (await window.asked()).code]);
    relay.end();
    await vi.waitFor(() => expect(window.state().agent.request).toBeNull());
  }
  expect(codes.some(([seen, shown]) => seen !== shown)).toBe(true);
});

test('a request that was recorded is not good a second time', async () => {
  const window = await open();
  const program = await pairedProgram(window);
  const recorded = program.requestOf({ op: 'token' });
  program.send(recorded);
  expect(await program.next()).toMatchObject({ type: 'token' });
  program.send(recorded);
  expect(await program.next()).toMatchObject({ type: 'error', code: 'forbidden' });
  await program.closed;
  const thief = await greetedProgram(window.socket);
  thief.send(recorded);
  expect(await thief.next()).toMatchObject({ type: 'error', code: 'forbidden' });
});

test('10,000 connections at once do no harm', async () => {
  const window = await open();
  const program = await pairedProgram(window);
  const flood = spawn(
    process.execPath,
    [
      '-e',
      `const { connect } = require('node:net');
       let left = 10_000;
       const done = () => --left === 0 && console.log('all');
       for (let count = left; count > 0; count--) {
         const socket = connect(process.argv[1]);
         let isCounted = false;
         const once = () => isCounted || ((isCounted = true), done());
         socket.on('connect', once);
         socket.on('error', once);
       }
       setInterval(() => {}, 1e6);`,
      window.socket,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(flood);
  const all = once(flood.stdout, 'data');
  // Who is served already goes on to be served.
  expect(await works(program)).toBe(true);
  await all;
  expect(await works(program)).toBe(true);
  // And who comes new finds a place.
  const agent = client(window.socket, String(program.hello['publicKey']), program.key);
  expect((await agent.status()).right).toBe('token');
  agent.close();
  expect(window.state().agent.phase).toBe('listening');
});

describe('who says nothing, half a frame, or does not read is closed', () => {
  let clock: FakeClock;
  let window: AgentWindow;
  beforeEach(async () => {
    clock = fakeClock();
    window = await open({ parts: { clock } });
  });

  test('nothing', async () => {
    const program = await pairedProgram(window);
    const silent = testProgram(window.socket);
    await once(silent.socket, 'connect');
    // By then the agent has accepted the other one.
    await works(program);
    clock.move(10_000);
    await silent.closed;
    expect(await works(program)).toBe(true);
  });

  test('half a frame', async () => {
    const program = await pairedProgram(window);
    const slow = await greetedProgram(window.socket);
    slow.socket.write(Buffer.from([0, 0, 1]));
    await works(program);
    clock.move(9_999);
    slow.socket.write(Buffer.from([0]));
    await works(program);
    clock.move(1);
    await slow.closed;
    expect(await works(program)).toBe(true);
  });

  test('does not read', async () => {
    const { promise: connected, resolve } = Promise.withResolvers<Socket>();
    const server = createServer(resolve);
    servers.push(server);
    await once(server.listen(path.join(folder, 'plain.sock')), 'listening');
    const reader = createConnection(path.join(folder, 'plain.sock'));
    reader.on('error', () => undefined).pause();
    const link = createLink(await connected, clock);
    const part = { type: 'body', base64: 'A'.repeat(60_000) };
    const sending = (async () => {
      for (;;) await link.send(part);
    })();
    await vi.waitFor(() => {
      clock.move(10_000);
      expect(link.closed.aborted).toBe(true);
    });
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    reader.destroy();
  });
});

describe('a stale socket is replaced, and of many windows one serves', () => {
  /** As a crashed window leaves it: nobody listens. */
  async function leaveStale(): Promise<void> {
    mkdirSync(sockets(), { recursive: true, mode: 0o700 });
    const server = createServer();
    const first = path.join(sockets(), 'first');
    await once(server.listen(first), 'listening');
    linkSync(first, socketPath());
    server.close();
    await once(server, 'close');
    expect(lstatSync(socketPath()).isSocket()).toBe(true);
  }

  test('replaced', async (context) => {
    context.skip(!posix, 'a pipe of Windows goes with its process');
    await leaveStale();
    const window = await open();
    expect(window.state().agent).toMatchObject({ phase: 'listening', socket: socketPath() });
    expect((await greetedProgram(window.socket)).hello['type']).toBe('hello');
  });

  test('one of many', async (context) => {
    context.skip(!posix, 'a pipe of Windows goes with its process');
    for (let round = 0; round < 10; round++) {
      await leaveStale();
      const reached = Promise.withResolvers<number>();
      const listeners = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          openAgentListener(socketPath(), (connection) => {
            connection.on('error', () => undefined);
            // The others only look whether somebody is there.
            connection.on('data', () => reached.resolve(index));
          }),
        ),
      );
      const serving = listeners.flatMap((listener, index) => (listener ? [index] : []));
      expect(serving).toHaveLength(1);
      const program = testProgram(socketPath());
      program.send({});
      expect(await reached.promise).toBe(serving[0]);
      program.end();
      await Promise.all(listeners.map((listener) => listener?.close()));
    }
  });
});

test('a second window leaves the socket to the first', async () => {
  const clock = fakeClock();
  const first = await open();
  const second = await agentWindow(simulator, {
    folder: path.join(folder, 'second'),
    parts: { agentSocket: () => first.socket, clock },
  });
  windows.push(second);
  expect(second.state().agent).toMatchObject({ phase: 'elsewhere', socket: null, problem: null });
  expect(await works(await pairedProgram(first))).toBe(true);
  // It looks every minute whether the first one is gone.
  await first.desk.handlers.changeSettings({ agent: false });
  await vi.waitFor(() => expect(first.state().agent.phase).toBe('off'));
  clock.move(60_000);
  await vi.waitFor(() => expect(second.state().agent.phase).toBe('listening'));
});

describe('on a full disk grants are kept in memory', () => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });

  test('and are good until the window ends', async () => {
    const window = await open();
    window.secrets.refuse = full;
    const program = await pairedProgram(window);
    expect(await program.ask({ op: 'token' })).toMatchObject({ type: 'token' });
    expect(window.programs()).toHaveLength(1);
    expect(window.state().persistence).toMatchObject({ kind: 'memory' });
  });

  test('and a folder that cannot be made is said', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    const window = await open({
      parts: { agentSocket: () => path.join(folder, 'file', 'max-desk', 'agent.sock') },
    });
    const { phase, problem } = window.state().agent;
    expect(phase).toBe('failed');
    expect(problem?.code).toMatch(/^(agent-unavailable|storage)$/);
  });
});

describe('a link in the place of the folder or the socket is refused, and what it points to stays', () => {
  test.each(['folder', 'socket', 'file'])('%s', async (what) => {
    const target = path.join(folder, 'target');
    if (what === 'folder') {
      mkdirSync(target, { mode: 0o700 });
      symlinkSync(target, sockets());
    } else {
      mkdirSync(sockets(), { mode: 0o700 });
      writeFileSync(target, 'precious');
      if (what === 'socket') symlinkSync(target, socketPath());
      else writeFileSync(socketPath(), 'precious');
    }
    const window = await open();
    expect(window.state().agent).toMatchObject({
      phase: 'failed',
      socket: null,
      problem: { code: 'agent-unavailable' },
    });
    if (what === 'folder') expect(existsSync(path.join(target, 'agent.sock'))).toBe(false);
    else expect(readFileSync(what === 'socket' ? target : socketPath(), 'utf8')).toBe('precious');
  });
});

test('no frame does harm', async () => {
  const window = await open();
  const program = await pairedProgram(window);
  const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
  const json = fc
    .oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constantFrom('hello', 'pair', 'reveal', 'request', '__proto__'),
        nonce: fc.anything(),
      }),
      fc.record({
        type: fc.constant('hello'),
        versions: fc.array(fc.oneof(fc.integer(), fc.constant(1))),
        nonce: fc.constant(createNonce()),
      }),
      fc.record({
        type: fc.constant('request'),
        publicKey: fc.constant(program.key.publicKey),
        request: fc.oneof(fc.string(), fc.constant('{"op":"token"}')),
        signature: fc.oneof(fc.string(), fc.constant('A'.repeat(86))),
      }),
    )
    .map((value) => {
      const text = Buffer.from(JSON.stringify(value) ?? '');
      const head = Buffer.alloc(4);
      head.writeUInt32BE(text.length);
      return Buffer.concat([head, text]);
    });
  const stream = fc.array(fc.oneof(json, bytes, fc.constant(hello())), { minLength: 1, maxLength: 4 });
  await fuzz(
    fc.asyncProperty(stream, async (parts) => {
      const stranger = testProgram(window.socket);
      stranger.socket.end(Buffer.concat(parts));
      await stranger.closed;
    }),
    broken / 2,
  );
  expect(await works(program)).toBe(true);
  expect(window.programs()).toHaveLength(1);
  expect(window.log.lines.join('\n')).not.toContain('unexpected');
}, 600_000);

function hello(): Buffer {
  return encodeFrame({ type: 'hello', versions: [1], nonce: createNonce() });
}

test('of two programs that pair at once one is asked about', async () => {
  const window = await open();
  const programs = await Promise.all([greetedProgram(window.socket), greetedProgram(window.socket)]);
  const codes = await Promise.all(programs.map((program) => program.pair()));
  const answers = await Promise.all(programs.map((program) => program.next()));
  const shown = await window.asked();
  const first = answers.findIndex(({ type }) => type === 'asking');
  expect(answers.map((each) => each['code'] ?? each['type']).sort()).toEqual(['agent-busy', 'asking']);
  expect(shown.code).toBe(codes[first]);
  await window.allow();
  expect(await programs[first]?.next()).toMatchObject({ type: 'paired' });
  const loser = await greetedProgram(window.socket, programs[1 - first]?.key);
  expect(await loser.ask({ op: 'status' })).toMatchObject({ code: 'agent-refused' });
  // An answer to what was shown before is not one to what is shown now.
  const next = await greetedProgram(window.socket);
  await next.pair();
  await window.asked();
  expect(() => window.desk.handlers.refuseProgram({ id: shown.id })).toThrow('does not ask any more');
});

describe('a sign-out ends what is under way', () => {
  const waiting = (family: string) =>
    vi.waitFor(() =>
      expect(simulator.requests.filter(({ status }) => status === 0).map((each) => each.path)).toContainEqual(
        expect.stringContaining(family),
      ),
    );

  test('a call', async () => {
    const window = await open();
    const program = await pairedProgram(window, { right: 'calls' });
    simulator.setFaults({ hang: 'api' });
    program.send(program.requestOf(call));
    await waiting('/api/units');
    await window.desk.handlers.signOut(undefined);
    expect(await program.next()).toMatchObject({ type: 'error', code: 'agent-withdrawn' });
    expect(window.programs()).toEqual([]);
  });

  test('a token', async () => {
    const window = await open();
    const program = await pairedProgram(window);
    const { accessToken } = await window.desk.handlers.getToken(undefined);
    simulator.setFaults({ hang: 'token' });
    program.send(program.requestOf({ op: 'token', rejected: accessToken }));
    await waiting('/token');
    // It ends at once, the sign-out once the provider has answered.
    void window.desk.handlers.signOut(undefined);
    expect(await program.next()).toMatchObject({ type: 'error', code: 'agent-withdrawn' });
  });
});

test('another account that becomes current is not given', async () => {
  const window = await open({ people: ['Sam Sample', 'Tessa Kraft'] });
  const program = await pairedProgram(window, { account: 'sam.sample@example.com' });
  const { accounts } = window.state().session;
  const sam = simulator.people[0]?.id;
  expect(accounts).toHaveLength(2);
  const found = new Set<unknown>();
  for (let round = 0; round < 20; round++) {
    const answer = program.ask({ op: 'token' });
    const id = accounts[round % 2]?.id ?? '';
    const [token] = await Promise.all([answer, window.desk.handlers.switchAccount({ id })]);
    found.add(userIdIn(String(token['accessToken'])));
    found.add((token['account'] as { userId: string }).userId);
  }
  expect([...found]).toEqual([sam]);
});

test('nobody gets a report of an account that the window does not show', async () => {
  const window = await open({ people: ['Sam Sample', 'Tessa Kraft'] });
  const program = await pairedProgram(window, { account: 'sam.sample@example.com' });
  const report = {
    ...({ op: 'report', by: 'unit', language: 'en' } as const),
    ...{ from: Date.now() - 3_600_000, to: Date.now() },
  };
  const idOf = (email: string) =>
    window.state().session.accounts.find((each) => each.email === email)?.id ?? '';
  const show = (email: string) => window.desk.handlers.switchAccount({ id: idOf(email) });
  expect(await program.ask(report)).toMatchObject({ type: 'error', code: 'agent-unavailable' });
  await show('sam.sample@example.com');
  await window.desk.handlers.listUnits({ run: 1 });
  const rowsUntilEnd = async () => {
    const types = new Set<unknown>();
    for (let message = await program.ask(report); ; message = await program.next()) {
      types.add(message['type'] === 'error' ? message['code'] : message['type']);
      if (message['challenge'] !== undefined) {
        program.hello = { ...program.hello, challenge: message['challenge'] };
        return [...types];
      }
    }
  };
  // The list is kept a moment after it was read.
  await vi.waitFor(async () => expect(await rowsUntilEnd()).toEqual(['report', 'rows', 'end']));
  await show('tessa.kraft@example.com');
  expect(await rowsUntilEnd()).toEqual(['agent-unavailable']);
  // Such a request ends its connection.
  for (const wrong of [{ to: 0 }, { from: -1 }, { from: 1 }, { by: 'city' }]) {
    const again = await greetedProgram(window.socket, program.key);
    const answer = await again.ask(JSON.parse(JSON.stringify({ ...report, ...wrong })));
    expect(answer).toMatchObject({ type: 'error', code: 'bad-request' });
  }
});
