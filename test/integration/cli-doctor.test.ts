import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nodeAdvice } from '../../electron/command-line/node-advice.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { secretsIn } from '../fakes/canary.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { hasTerminal, needsTerminal, onTerminal } from '../fakes/on-terminal.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

if (!hasTerminal) console.log(`Skipped, colours on a terminal: ${needsTerminal}.`);

let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService()]);
  user = service.user(cli.file);
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});
afterEach(() => service.simulator.clearFaults());

interface Step {
  check: string;
  outcome: 'passed' | 'failed' | 'skipped';
  text: string;
  failure: { code: string; message: string; hint: string } | null;
}
const doctor = (...args: string[]) => user.run(service.asAccount('doctor', ...args));
const steps = ({ out }: { out: string }) => JSON.parse(out) as Step[];

describe('max-desk doctor --shapes', () => {
  test('prints what the service sends, without what it says (R29)', async () => {
    const busy = await secureService({ units: 40, eventsPerSecond: 4_000 });
    const operator = busy.user(cli.file);
    const { status, out, err } = await operator.run(busy.asAccount('doctor', '--shapes'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      format: 'max-desk-shapes',
      list: { pageSizes: [40], page: { list: 'value' }, failure: null },
      hub: { negotiation: { transports: ['WebSockets'] }, reading: { invalid: 0 }, failure: null },
    });
    expect(secretsIn(out, [busy.simulator.subscriptionKey, 'localhost'])).toEqual([]);
    operator.end();
    await busy.close();
  });

  test('ends with the status of what went wrong, and prints what came', async () => {
    service.simulator.setFaults({ hubStatus: 503 });
    const hub = await user.failure(service.asAccount('doctor', '--shapes'));
    expect(hub).toMatchObject({ status: 5, code: 'api-unavailable' });
    expect(JSON.parse(hub.out)).toMatchObject({
      list: { failure: null },
      hub: { failure: 'api-unavailable' },
    });
    const nobody = await user.failure(['doctor', '--shapes', '--ca', service.ca]);
    expect(nobody).toMatchObject({ status: 3, code: 'sign-in-needed', out: '' });
  });
});

describe('max-desk doctor', () => {
  test('prints each step with its outcome, and ends with 0 when none has failed', async () => {
    const [table, json] = await Promise.all([doctor(), doctor('--format', 'json')]);
    expect(table).toMatchObject({ status: 0, err: '' });
    const printed = table.out.trimEnd().split('\n');
    // The tests run on older ones too, where the registry has no newer one.
    const advice = nodeAdvice(process.version);
    const notes = advice === undefined ? [] : [`note     ${advice}`];
    expect(printed.filter((line) => line.startsWith('note'))).toEqual(notes);
    const lines = printed.filter((line) => !line.startsWith('note'));
    expect(lines).toHaveLength(12);
    for (const line of lines) expect(line).toMatch(/^passed {3}[A-Z][\w -]+ {2}\S/);
    expect(json).toMatchObject({ status: 0, err: '' });
    expect(steps(json).map(({ outcome, failure }) => [outcome, failure])).toEqual(
      lines.map(() => ['passed', null]),
    );
    expect(steps(json).map(({ check }) => check)).toEqual(
      expect.arrayContaining(['names', 'tls', 'clock', 'token', 'key', 'units', 'hub']),
    );
    for (const secret of [service.simulator.subscriptionKey, 'eyJ']) expect(table.out).not.toContain(secret);
  });

  test('ends with the status of the first step that failed, and prints all the same', async () => {
    const ask = (env: Record<string, string | undefined>, ...args: string[]) =>
      user.failure(service.asAccount('doctor', '--format', 'json', ...args), env);
    const nowhere = service.fileWith({ baseUrl: 'https://localhost:9' }, 'nowhere');
    const [key, unset, password, address, untrusted] = await Promise.all([
      ask({ MAX_DESK_SUBSCRIPTION_KEY: 'wrong' }),
      ask({ MAX_DESK_SUBSCRIPTION_KEY: undefined }),
      ask({ MAX_DESK_PASSWORD: 'swordfish' }),
      ask({}, '--connection', nowhere),
      user.failure(['doctor', '--format', 'json']),
    ]);
    const outcome = (ended: { out: string }, check: string) =>
      steps(ended).find((step) => step.check === check)?.outcome;
    expect(key).toMatchObject({ status: 5, code: 'api-key-refused' });
    expect(unset).toMatchObject({ status: 6, code: 'api-key-missing' });
    expect(password).toMatchObject({ status: 3, code: 'sign-in-refused' });
    expect(outcome(password, 'key')).toBe('skipped');
    expect(password.out + password.message).not.toContain('swordfish');
    expect(address).toMatchObject({ status: 4, code: 'offline' });
    expect(untrusted).toMatchObject({ status: 4, code: 'tls' });
    expect(untrusted.message).toContain('MAX Desk test authority');
    expect(outcome(untrusted, 'names')).toBe('passed');
    for (const each of [key, unset, password, address, untrusted]) {
      expect(each.message).toMatch(/^\d+ of 12 steps failed, first "/);
      expect(each.hint).not.toBe('');
    }
  });

  test('skips what needs somebody where nobody is signed in, which is no failure', async () => {
    const ended = await user.run(['doctor', '--ca', service.ca]);
    expect(ended.status).toBe(0);
    expect(ended.out).toContain('skipped  Access token      Nobody is signed in.');
  });

  test.runIf(hasTerminal)('is coloured on a terminal, unless NO_COLOR says otherwise', async () => {
    const [coloured, plain, piped] = await Promise.all([
      onTerminal({ user, file: cli.file }, service.asAccount('doctor')),
      onTerminal({ user, file: cli.file }, service.asAccount('doctor'), { NO_COLOR: '1' }),
      doctor(),
    ]);
    expect(coloured).toContain('\u001b[32mpassed');
    for (const each of [plain, piped.out]) {
      expect(each).toContain('passed');
      expect(each).not.toContain('\u001b');
    }
  });
});
