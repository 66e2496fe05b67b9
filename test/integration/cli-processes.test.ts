import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { random } from '../fakes/random.ts';

const processes = 10;
let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;
let file: string;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.js');
}, 120_000);
afterAll(() => cli.remove());
beforeEach(async () => {
  user = commandLineUser(cli.file);
  // Every process has to refresh, and every refresh token is good once: a second use ends the whole sign-in, as
  // RFC 9700 §4.14.2 has it.
  simulator = await start({ units: 1, accessTokenSeconds: 0 });
  file = user.fileFor(simulator);
});
afterEach(async () => {
  user.end();
  await simulator.close();
});

const answered = () => simulator.requests.filter((r) => r.path.endsWith('/token') && r.status === 200).length;
const signIn = () => user.signIn('Continue as Sam Sample', '--connection', file);

describe('ten processes at once on one sign-in (R27)', () => {
  test.each([
    ['a person’s', async () => void (await signIn())],
    [
      'a technical account’s',
      async () => {
        const { username, password } = simulator.technicalAccount;
        await user.run(['token', '--store', '--technical-account', username, '--connection', file], {
          MAX_DESK_PASSWORD: password,
        });
      },
    ],
  ])(
    'never lose %s, though each of them has to refresh',
    async (_whose, begin) => {
      await begin();
      const before = answered();
      const rounds = 3;
      for (let round = 0; round < rounds; round++) {
        const all = await Promise.all(Array.from({ length: processes }, () => user.run(['token'])));
        expect(all.map(({ status, err }) => [status, err])).toEqual(all.map(() => [0, '']));
      }
      expect(answered() - before).toBeGreaterThanOrEqual(rounds);
    },
    60_000,
  );

  test('may sign in and begin to keep a technical account at once, and everybody is kept', async () => {
    const { username, password } = simulator.technicalAccount;
    const store = ['token', '--store', '--technical-account', username, '--connection', file];
    const env = { MAX_DESK_PASSWORD: password };
    const all = await Promise.all([
      signIn(),
      user.signIn('Continue as Tessa Kraft', '--connection', file),
      ...Array.from({ length: 4 }, () => user.run(store, env)),
    ]);
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 0));
    const accounts = JSON.parse((await user.run(['accounts', '--format', 'json'])).out) as { name: string }[];
    expect(accounts.map(({ name }) => name).sort()).toEqual([
      'Sam Sample',
      'Technical Account',
      'Tessa Kraft',
    ]);
  }, 60_000);
});

test('killed at any moment of a refresh, the old state or the new one is left and the next run works (R26)', async () => {
  await signIn();
  const rounds = 30;
  const moment = random(20_261_123);
  let lost = 0;
  const began = performance.now();
  await user.run(['token']);
  const usual = performance.now() - began;
  for (let round = 0; round < rounds; round++) {
    const before = answered();
    const { child, ended } = user.start(['token']);
    await pause((0.3 + moment() * 0.9) * usual);
    child.kill('SIGKILL');
    const killed = await ended;
    const spent = answered() > before;
    const next = await user.run(['token', '--errors', 'json']);
    if (next.status === 0) {
      expect(next.out).toMatch(/^ey/);
      continue;
    }
    // Only this may happen: the provider has given the next refresh token to a process that was not there any more.
    expect(JSON.parse(next.err)).toMatchObject({ code: 'sign-in-needed' });
    expect({ status: next.status, spent, killed: killed.status }).toEqual({
      status: 3,
      spent: true,
      killed: null,
    });
    lost += 1;
    expect((await signIn()).status).toBe(0);
  }
  // The moment between the provider's answer and the disk is short.
  expect(lost).toBeLessThan(rounds / 2);
  expect(readdirSync(user.home).filter((name) => name.includes('damaged'))).toEqual([]);
}, 120_000);
