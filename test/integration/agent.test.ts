import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AgentWindow, agentWindow, greetedProgram, pairedProgram } from '../fakes/agent.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

let simulator: Simulator;
let window: AgentWindow;

beforeEach(async () => {
  simulator = await start({ units: 10, pageSize: 4 });
});
afterEach(async () => {
  window.close();
  await simulator.close();
});

describe('a program that uses nothing of MAX Desk', () => {
  const file = path.resolve(import.meta.dirname, 'agent-plain-client.mjs');

  /** What it prints, line by line. */
  function run(...args: string[]): Promise<Record<string, unknown>[]> {
    const keep = path.join(window.folder, 'plain-client.json');
    return new Promise((resolve, reject) =>
      execFile(process.execPath, [file, window.socket, keep, ...args], (error, stdout) =>
        stdout === '' && error
          ? reject(error)
          : resolve(
              stdout
                .trim()
                .split('\n')
                .map((line) => JSON.parse(line)),
            ),
      ),
    );
  }

  test('pairs, gets the token and has calls made, and is told when it is withdrawn', async () => {
    window = await agentWindow(simulator);
    const pairing = run('pair', 'Nightly report');
    const request = await window.allow();
    const [shown, paired] = await pairing;
    expect(request).toMatchObject({ name: 'Nightly report', path: file, code: shown?.['code'] });
    expect(paired).toMatchObject({ type: 'paired', right: 'token', term: 'until-withdrawn', until: null });

    const { accessToken } = await window.desk.handlers.getToken(undefined);
    const [token] = await run('token');
    expect(token).toMatchObject({ accessToken, subscriptionKey: simulator.subscriptionKey });
    const [status] = await run('status');
    expect(status).toMatchObject({ right: 'token', account: { email: 'sam.sample@example.com' } });

    const [head, ...parts] = await run('call', 'GET', '/units');
    expect(head).toMatchObject({ type: 'head', status: 200 });
    expect(parts.at(-1)).toMatchObject({ type: 'end' });
    const body = parts.map((each) => each['body'] ?? '').join('');
    expect(JSON.parse(body)).toBeDefined();

    const [program] = window.programs();
    expect(program).toMatchObject({
      name: 'Nightly report',
      account: 'sam.sample@example.com',
      right: 'token',
    });
    expect(program?.lastUsed).not.toBeNull();
    await window.desk.handlers.withdrawProgram({ id: program?.id ?? '' });
    const [told] = await run('token');
    expect(told).toMatchObject({ type: 'error', code: 'agent-withdrawn' });
    expect(window.programs()).toEqual([]);
  });
});

describe('a grant of calls only', () => {
  test('gives no token', async () => {
    window = await agentWindow(simulator);
    const program = await pairedProgram(window, { right: 'calls' });
    expect(await program.ask({ op: 'token' })).toMatchObject({ type: 'error', code: 'agent-refused' });
    expect(await program.ask({ op: 'status' })).toMatchObject({ type: 'status', right: 'calls' });
  });

  test('goes to the API only, and sends no header of its own that MAX Desk sets', async () => {
    window = await agentWindow(simulator);
    const program = await pairedProgram(window, { right: 'calls' });
    const call = { op: 'call', method: 'GET', path: '/units', headers: [], body: null } as const;
    for (const wrong of [
      { ...call, path: 'https://elsewhere.example/units' },
      { ...call, path: simulator.url.replace(/\d+$/, '1') },
      { ...call, headers: [['authorization', 'Bearer x']] as [string, string][] },
      { ...call, headers: [['Range', 'bytes=0-9']] as [string, string][] },
      { ...call, headers: [['accept-encoding', 'x-own']] as [string, string][] },
    ])
      expect(await program.ask(wrong)).toMatchObject({ type: 'error', code: 'bad-request' });
  });
});

describe('a grant for once', () => {
  test('gives one token', async () => {
    window = await agentWindow(simulator);
    const program = await pairedProgram(window, { term: 'once' });
    expect(await program.ask({ op: 'token' })).toMatchObject({ type: 'token' });
    program.send(program.requestOf({ op: 'token' }));
    expect(await program.next()).toMatchObject({ code: 'agent-withdrawn' });
    expect(window.programs()).toEqual([]);
  });

  test('has the calls of one connection made, and of no other', async () => {
    window = await agentWindow(simulator);
    const program = await pairedProgram(window, { term: 'once', right: 'calls' });
    const call = { op: 'call', method: 'HEAD', path: '/units', headers: [], body: null } as const;
    const made = async () => {
      const first = await program.ask(call);
      const last = await program.next();
      program.hello = { ...program.hello, challenge: last['challenge'] };
      return [first['type'], last['type']];
    };
    expect([await made(), await made()]).toEqual([
      ['head', 'end'],
      ['head', 'end'],
    ]);
    const other = await greetedProgram(window.socket, program.key);
    expect(await other.ask(call)).toMatchObject({ code: 'agent-withdrawn' });
    program.end();
    await vi.waitFor(() => expect(window.programs()).toEqual([]));
  });
});

test('a grant for once is used up by a call that a program leaves before its end', async () => {
  window = await agentWindow(simulator);
  const program = await pairedProgram(window, { term: 'once', right: 'calls' });
  simulator.setFaults({ hang: 'api' });
  program.send(program.requestOf({ op: 'call', method: 'GET', path: '/units', headers: [], body: null }));
  await vi.waitFor(() => expect(simulator.requests.some(({ status }) => status === 0)).toBe(true));
  program.end();
  await vi.waitFor(() => expect(window.programs()).toEqual([]));
  const other = await greetedProgram(window.socket, program.key);
  expect(await other.ask({ op: 'status' })).toMatchObject({ code: 'agent-withdrawn' });
});

test('who signs out while the user is asked cannot be granted', async () => {
  window = await agentWindow(simulator);
  const program = await greetedProgram(window.socket);
  await program.pair();
  const { id, choices } = await window.asked();
  const { connectionId = '', accountId = '' } = choices[0] ?? {};
  await window.desk.handlers.signOut(undefined);
  await window.desk.handlers.grantProgram({
    id,
    connectionId,
    accountId,
    right: 'calls',
    term: 'until-withdrawn',
  });
  expect(await program.next()).toMatchObject({ type: 'asking' });
  expect(await program.next()).toMatchObject({ type: 'error', code: 'sign-in-needed' });
  expect(window.programs()).toEqual([]);
});

test('grants and the key outlive the window, and are not to be read on the disk', async () => {
  window = await agentWindow(simulator);
  const { secrets } = window;
  const program = await pairedProgram(window);
  const disk = [...secrets.entries.values()].join('\n');
  expect(plainIn(disk, [program.key.publicKey, 'sam.sample', '/opt/test'])).toEqual([]);
  window.close();
  // Nobody signs in again: the sign-in is on the disk, too.
  window = await agentWindow(simulator, { secrets, people: [] });
  const again = await greetedProgram(window.socket, program.key);
  expect(again.hello['publicKey']).toBe(program.hello['publicKey']);
  expect(await again.ask({ op: 'token' })).toMatchObject({ type: 'token' });
  expect(window.programs()).toHaveLength(1);
});

test('what is switched off serves nobody, and closes who is there', async () => {
  window = await agentWindow(simulator);
  const program = await pairedProgram(window);
  await window.desk.handlers.changeSettings({ agent: false });
  await program.closed;
  await vi.waitFor(() => expect(window.state().agent).toMatchObject({ phase: 'off', socket: null }));
  await window.desk.handlers.changeSettings({ agent: true });
  await vi.waitFor(() =>
    expect(window.state().agent).toMatchObject({ phase: 'listening', socket: window.socket }),
  );
  const again = await greetedProgram(window.socket, program.key);
  expect(await again.ask({ op: 'status' })).toMatchObject({ type: 'status' });
});

test('three that nobody allows are followed by silence, and a yes by none', async () => {
  window = await agentWindow(simulator);
  const refused = async () => {
    const program = await greetedProgram(window.socket);
    await program.pair();
    return program;
  };
  for (const round of [1, 2]) {
    const program = await refused();
    await window.refuse();
    expect([round, (await program.next())['type'], (await program.next())['code']]).toEqual([
      round,
      'asking',
      'agent-refused',
    ]);
  }
  // The third one goes away instead.
  const gone = await refused();
  await window.asked();
  gone.end();
  await vi.waitFor(() => expect(window.state().agent.request).toBeNull());
  const late = await refused();
  const told = await late.next();
  expect(told).toMatchObject({ type: 'error', code: 'agent-quiet' });
  expect(told['seconds']).toBeGreaterThan(590);
  expect(window.state().agent.request).toBeNull();
});

describe('an account that the window does not show', () => {
  const email = 'sam.sample@example.com';
  const asked = () => simulator.requests.filter((each) => each.path.endsWith('/token')).length;
  /** The next token, which the provider has been asked for: two of the same second are the same. */
  const renewed = async (program: Awaited<ReturnType<typeof pairedProgram>>) => {
    const before = asked();
    const { accessToken } = await program.ask({ op: 'token' });
    expect(asked()).toBe(before);
    const next = await program.ask({ op: 'token', rejected: String(accessToken) });
    expect(next).toMatchObject({ type: 'token', account: { email } });
    expect(asked()).toBe(before + 1);
    return String(next['accessToken']);
  };

  test('is granted, and its tokens are renewed, beside another one on the same connection', async () => {
    window = await agentWindow(simulator, { people: ['Sam Sample', 'Tessa Kraft'] });
    const program = await pairedProgram(window, { account: email });
    await renewed(program);
    const token = await renewed(program);
    // The window goes on from there: a provider that rotates strictly would end the sign-in by an old refresh token.
    const sam = window.state().session.accounts.find((each) => each.email === email);
    await window.desk.handlers.switchAccount({ id: sam?.id ?? '' });
    const shown = await window.desk.handlers.getToken(undefined);
    expect(shown.accessToken).toBe(token);
    expect(await program.ask({ op: 'token' })).toMatchObject({ accessToken: token, account: { email } });
  });

  test('is granted on another connection, with its key', async () => {
    const other = await start({ units: 3 });
    try {
      window = await agentWindow(simulator);
      const program = await pairedProgram(window);
      await window.desk.open(
        { text: JSON.stringify({ ...other.connection, name: 'Other' }), origin: '/files/other.json' },
        { remember: true, subscriptionKey: other.subscriptionKey },
      );
      await window.signIn('Tessa Kraft');
      expect(window.state().connection?.name).toBe('Other');
      await renewed(program);
      // Its key was given at the start, and is not kept.
      expect(await program.ask({ op: 'token' })).toMatchObject({ subscriptionKey: null });
      const second = await pairedProgram(window, { account: 'tessa.kraft@example.com' });
      expect(await second.ask({ op: 'token' })).toMatchObject({ subscriptionKey: other.subscriptionKey });
    } finally {
      await other.close();
    }
  });

  test('goes with its connection', async () => {
    const other = await start({ units: 3 });
    try {
      window = await agentWindow(simulator);
      const program = await pairedProgram(window);
      const first = window.state().connection?.id ?? '';
      await window.desk.open(
        { text: JSON.stringify({ ...other.connection, name: 'Other' }), origin: '/files/other.json' },
        { remember: true },
      );
      await window.desk.handlers.removeConnection({ id: first });
      program.send(program.requestOf({ op: 'token' }));
      expect(await program.next()).toMatchObject({ type: 'error', code: 'agent-withdrawn' });
      expect(window.programs()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
