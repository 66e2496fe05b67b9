import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type AgentWindow, agentWindow } from '../fakes/agent.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { secretsIn } from '../fakes/canary.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

let cli: Bundled;
let simulator: Simulator;
let window: AgentWindow;
let user: CommandLineUser;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(async () => {
  await cli.remove();
});
beforeEach(async () => {
  simulator = await start({ units: 10, pageSize: 4 });
  window = await agentWindow(simulator);
  user = commandLineUser(cli.file);
  user.env = { ...user.env, XDG_RUNTIME_DIR: window.folder };
});
afterEach(async () => {
  user.end();
  window.close();
  await simulator.close();
});

async function pair(choice: Parameters<AgentWindow['allow']>[0] = {}, ...args: string[]): Promise<string> {
  const { ended } = user.start(['agent', 'pair', ...args]);
  await window.allow(choice);
  const { status, err } = await ended;
  expect([status, err]).toEqual([0, expect.stringContaining('Allowed: ')]);
  return err;
}
const token = async () => (await window.desk.handlers.getToken(undefined)).accessToken;
const ids = (out: string) => (JSON.parse(out) as { id: string }[]).map(({ id }) => id);

test('a command line that never signed in has token and units by the sign-in of the window', async () => {
  const { ended } = user.start(['agent', 'pair', '--name', 'Nightly report']);
  const { code, name, path } = await window.allow();
  const { err } = await ended;
  expect([name, path]).toEqual(['Nightly report', cli.file]);
  expect(err).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);

  expect((await user.run(['token'])).out).toBe(`${await token()}\n`);
  const json = JSON.parse((await user.run(['token', '--format', 'json'])).out) as Record<string, unknown>;
  expect(json).toMatchObject({ source: 'agent', account: { email: 'sam.sample@example.com' } });
  const config = (await user.run(['token', '--format', 'curl-config'])).out;
  expect(config).toContain(simulator.subscriptionKey);
  expect(ids((await user.run(['units', '--format', 'json'])).out)).toHaveLength(10);
  expect((await user.run(['call', 'GET', '/units'])).status).toBe(0);
  const status = JSON.parse((await user.run(['agent', 'status', '--format', 'json'])).out) as unknown;
  expect(status).toMatchObject([{ right: 'token', term: 'until-withdrawn', socket: window.socket }]);

  const watching = user.start(['watch', '--verbose']);
  let said = '';
  watching.child.stderr?.on('data', (text: string) => {
    said += text;
  });
  await vi.waitFor(() => expect(said).toContain('Live.'), { timeout: 20_000 });
  watching.child.kill('SIGINT');
  expect((await watching.ended).status).toBe(130);

  // Nothing was signed in or kept here but the pairing, which is sealed.
  expect(plainIn(user.bytesOnDisk(), ['PRIVATE', 'sam.sample'])).toEqual([]);
  expect((await user.run(['agent', 'forget'])).status).toBe(0);
  expect(window.programs()).toEqual([]);
  expect(await user.failure(['token'])).toMatchObject({ status: 2, code: 'usage' });
});

test('a grant of calls only lists units and calls, and says that it gives no token', async () => {
  await pair({ right: 'calls' });
  expect(ids((await user.run(['units', '--format', 'json'])).out)).toHaveLength(10);
  const included = await user.run(['call', 'GET', '/units', '--include']);
  expect(included.out).toMatch(/^HTTP\/1\.1 200 /);
  expect(await user.failure(['call', 'GET', '/no-such-path'])).toMatchObject({
    status: 5,
    code: 'api-bad-answer',
  });
  for (const command of ['token', 'watch'])
    expect(await user.failure([command])).toMatchObject({
      status: 3,
      code: 'agent-refused',
      hint: expect.stringContaining('allow the token'),
    });
  const large = `--data=${'x'.repeat(70_000)}`;
  expect(await user.failure(['call', 'POST', '/units', large])).toMatchObject({ status: 2, code: 'usage' });
  expect(secretsIn((await user.run(['units', '--verbose', '--format', 'json'])).err)).toEqual([]);
});

test('what was withdrawn is told, and asked for again', async () => {
  await pair();
  const [program] = window.programs();
  await window.desk.handlers.withdrawProgram({ id: program?.id ?? '' });
  expect(await user.failure(['token'])).toMatchObject({
    status: 3,
    code: 'agent-withdrawn',
    hint: expect.stringContaining('max-desk agent pair'),
  });
  await pair();
  expect((await user.run(['token'])).out).toBe(`${await token()}\n`);
});

test('what the user refuses is told', async () => {
  const refusal = user.failure(['agent', 'pair']);
  await window.refuse();
  expect(await refusal).toMatchObject({ status: 3, code: 'agent-refused' });
  expect(await user.failure(['agent', 'status'])).toMatchObject({ status: 3, code: 'agent-refused' });
});

test('who names a connection or an account is not served by the window', async () => {
  await pair();
  const file = user.fileFor(simulator);
  expect(await user.failure(['token', '--connection', file])).toMatchObject({
    status: 3,
    code: 'sign-in-needed',
  });
  expect(await user.failure(['token'], { MAX_DESK_CONNECTION: file })).toMatchObject({
    code: 'sign-in-needed',
  });
  expect(await user.failure(['token', '--account', 'sam.sample@example.com'])).toMatchObject({
    code: 'usage',
  });
});

test('without the window everything is as before, and a hint names it', async () => {
  await pair();
  const file = user.fileFor(simulator);
  await user.run(['connections', 'import', file]);
  await window.desk.handlers.changeSettings({ agent: false });
  await vi.waitFor(() => expect(existsSync(window.socket)).toBe(false));
  expect(await user.failure(['token'])).toMatchObject({
    status: 3,
    code: 'sign-in-needed',
    hint: expect.stringContaining('max-desk agent pair'),
  });
  expect(await user.failure(['agent', 'status'])).toMatchObject({ status: 4, code: 'agent-unavailable' });
  expect((await user.signIn()).status).toBe(0);
  expect((await user.run(['token'])).status).toBe(0);
});

test('another window in its place is not asked, and that is said', async () => {
  await pair();
  window.close();
  const other = await agentWindow(simulator, { folder: window.folder });
  const { status, err } = await user.run(['token']);
  expect(status).not.toBe(0);
  expect(err).toContain('is not the MAX Desk that this command line was paired with');
  other.close();
});

test('no token is in a log, an argument or an environment', async (context) => {
  context.skip(process.platform !== 'linux', 'only Linux shows processes as files');
  await pair();
  simulator.setFaults({ hang: 'api' });
  const { child, ended } = user.start(['call', 'GET', '/units', '--verbose']);
  await vi.waitFor(() => expect(simulator.requests.some(({ status }) => status === 0)).toBe(true));
  const shown = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${child.pid}/${file}`, 'latin1'));
  const secrets = [await token(), simulator.subscriptionKey];
  child.kill('SIGINT');
  const { err } = await ended;
  for (const text of [...shown, err, window.log.lines.join('\n')])
    for (const secret of secrets) expect(text).not.toContain(secret);
  expect(shown[0]).toContain('/units');
});
