import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser, Started } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const posix = process.platform !== 'win32';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let ids: string[];

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 0 })]);
  user = service.user(cli.file);
  const { out } = await user.run(service.asAccount('units', '--format', 'ndjson'));
  ids = out
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});
afterEach(() => service.simulator.clearFaults());

interface Watch extends Started {
  /** The whole lines so far, without their times. */
  lines(): Record<string, unknown>[];
  text(): string;
  said(): string;
}

/** Starts it and waits until it says that it is live. */
async function watch(...args: string[]): Promise<Watch> {
  const started = user.start(service.asAccount('watch', '--verbose', ...args));
  const texts = { out: '', err: '' };
  started.child.stdout?.on('data', (text: string) => {
    texts.out += text;
  });
  started.child.stderr?.on('data', (text: string) => {
    texts.err += text;
  });
  await vi.waitFor(() => expect(texts.err).toContain('Live.'), { interval: 10 });
  const parsed = (line: string) => {
    const { at, ...rest } = JSON.parse(line) as Record<string, unknown>;
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    return rest;
  };
  return {
    ...started,
    text: () => texts.out,
    said: () => texts.err,
    lines: () => texts.out.split('\n').slice(0, -1).map(parsed),
  };
}
const soon = (check: () => void) => vi.waitFor(check, { interval: 10 });
const send = (unitId: string, news: object = {}) =>
  service.simulator.hub.send({
    unitId,
    currentFloor: null,
    equipmentStatus: null,
    currentTripDirection: null,
    ...news,
  });

describe('max-desk watch', () => {
  test('prints what is new of the units that are named, and of no other, one line each', async () => {
    const [one = '', other = ''] = ids;
    const { lines, child, ended, said, text } = await watch(one);
    expect([...service.simulator.hub.subscribed]).toEqual([one]);
    send(other, { currentFloor: '9' });
    send(one, { currentFloor: '3', currentTripDirection: 'Up' });
    await soon(() => expect(lines()).toHaveLength(1));
    send(one, { equipmentStatus: 'Out of service' });
    await soon(() => expect(lines()).toHaveLength(2));
    expect(lines()).toEqual([
      { id: one, source: 'live', floor: '3', direction: 'up' },
      { id: one, source: 'live', status: 'Out of service', condition: 'out-of-service' },
    ]);
    // It waits for no answer of the hub, which would never come.
    service.simulator.setFaults({ hubStalled: true });
    child.kill('SIGINT');
    expect((await ended).status).toBe(posix ? 130 : null);
    expect(text()).toMatch(/\n$/);
    await soon(() => expect(service.simulator.hub.connections).toBe(0));
    for (const secret of [service.simulator.subscriptionKey, 'eyJ']) expect(said()).not.toContain(secret);
  });

  test('comes back after a drop, with what has changed meanwhile (R34)', async () => {
    const [one = '', other = ''] = ids;
    const { lines, said, child, ended } = await watch();
    expect(service.simulator.hub.subscribed.size).toBe(ids.length);
    send(one, { currentFloor: '1' });
    await soon(() => expect(lines()).toHaveLength(1));
    service.simulator.setFaults({ hubStatus: 503, apiStatus: 503 });
    service.simulator.hub.disconnect();
    await soon(() => expect(said()).toContain('Trying again.'));
    // Nobody hears these: the list has to say so.
    send(one, { currentFloor: '2' });
    send(other, { equipmentStatus: 'Maintenance' });
    service.simulator.clearFaults();
    await soon(() => expect(said()).toContain('is there again'));
    expect(lines().slice(1)).toEqual([
      { id: one, source: 'list', floor: '2' },
      { id: other, source: 'list', status: 'Maintenance', condition: 'limited' },
    ]);
    send(one, { currentFloor: '4' });
    await soon(() => expect(lines().at(-1)).toEqual({ id: one, source: 'live', floor: '4' }));
    child.kill();
    expect((await ended).status).toBe(posix ? 0 : null);
  });

  test('drops what is no event, and goes on (R33)', async () => {
    const [one = ''] = ids;
    const { lines, child, ended } = await watch(one);
    service.simulator.hub.sendText(
      'garbage\u001e{"type":1,"target":"ProcessRealtimeTwinEventMessage"}\u001e',
    );
    const hostile = { unitId: one, currentFloor: 1e9, equipmentStatus: 'x'.repeat(300) };
    const message = { type: 1, target: 'ProcessRealtimeTwinEventMessage' };
    service.simulator.hub.sendText(`${JSON.stringify({ ...message, arguments: [7] })}\u001e`);
    service.simulator.hub.sendText(`${JSON.stringify({ ...message, arguments: [hostile] })}\u001e`);
    service.simulator.hub.sendText(
      `${JSON.stringify({ ...message, arguments: [{ unitId: one, currentFloor: '\u001b[2J5\n' }] })}\u001e`,
    );
    send(one, { currentFloor: '6' });
    await soon(() => expect(lines().at(-1)).toMatchObject({ floor: '6' }));
    child.kill();
    // Whatever a service says, a line is one line and holds no control character.
    expect((await ended).out).not.toContain('\u001b');
  });

  test('ends quietly when its reader goes, and with 0 after --timeout', async () => {
    const [piped, timed] = await Promise.all([watch(), watch('--timeout', '3')]);
    piped.child.stdout?.destroy();
    const timer = setInterval(() => send(ids[0] ?? '', { currentFloor: '7' }), 50);
    const [gone, over] = await Promise.all([piped.ended, timed.ended]);
    clearInterval(timer);
    expect(gone.status).toBe(0);
    expect(over.status).toBe(0);
    expect(piped.said() + timed.said()).not.toContain('max-desk:');
  });

  test.runIf(posix)(
    'never leaves half a line, whenever it is killed and however slowly it is read',
    async () => {
      const busy = await secureService({ units: 2_000, eventsPerSecond: 20_000, pageSize: 2_000 });
      const reader = busy.user(cli.file);
      const { child, ended } = reader.start(busy.asAccount('watch'));
      child.stdout?.pause();
      const { hub } = busy.simulator;
      // More than any pipe holds.
      await soon(() => expect(hub.counts.events).toBeGreaterThan(20_000));
      child.kill('SIGKILL');
      await once(child, 'exit');
      child.stdout?.resume();
      const { out } = await ended;
      expect(out.length).toBeGreaterThan(4_096);
      expect(out).toMatch(/\n$/);
      for (const line of out.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
      reader.end();
      await busy.close();
    },
    30_000,
  );

  test('goes on over the end of its token, with another one by the password (R34)', async () => {
    const brief = await secureService({ units: 5, eventsPerSecond: 20, accessTokenSeconds: 3 });
    const reader = brief.user(cli.file);
    const { status, out } = await reader.run(brief.asAccount('watch', '--timeout', '7'));
    expect(status).toBe(0);
    expect(brief.tokenRequests()).toBeGreaterThan(1);
    const times = out
      .trimEnd()
      .split('\n')
      .map((line) => Date.parse((JSON.parse(line) as { at: string }).at));
    // The first token was over by then.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(3_000);
    reader.end();
    await brief.close();
  });

  test('ends at once when it cannot become live: the status says why', async () => {
    const failed = (...args: string[]) => user.failure(service.asAccount('watch', ...args));
    const withoutHub = service.fileWith({ hubUrl: '' }, 'no-hub');
    const otherHub = service.fileWith({ hubUrl: `${service.simulator.url}/api/other` }, 'other-hub');
    const [unknown, unset, missing, key, none, nobody] = await Promise.all([
      failed(ids[0] ?? '', 'U-nowhere'),
      failed('--connection', withoutHub),
      failed('--connection', otherHub),
      user.failure(service.asAccount('watch'), { MAX_DESK_SUBSCRIPTION_KEY: 'wrong' }),
      user.failure(service.asAccount('watch'), { MAX_DESK_SUBSCRIPTION_KEY: undefined }),
      user.failure(['watch', '--ca', service.ca]),
    ]);
    expect(unknown).toMatchObject({ status: 2, message: 'The list has no unit "U-nowhere".' });
    expect(unset).toMatchObject({ status: 6, message: expect.stringContaining('api.hubUrl') });
    expect(missing).toMatchObject({ status: 5, message: expect.stringContaining('404') });
    expect(key).toMatchObject({ status: 5, code: 'api-key-refused' });
    expect(none).toMatchObject({ status: 6, code: 'api-key-missing' });
    expect(nobody).toMatchObject({ status: 3, code: 'sign-in-needed' });
    service.simulator.setFaults({ list: 'partial' });
    expect(await failed('U-nowhere')).toMatchObject({
      status: 5,
      code: 'api-bad-answer',
      message: expect.stringContaining('The list of units is incomplete'),
    });
    service.simulator.clearFaults();
    service.simulator.setFaults({ hubDown: true });
    expect(await failed()).toMatchObject({ status: 4, code: 'offline' });
  });
});
