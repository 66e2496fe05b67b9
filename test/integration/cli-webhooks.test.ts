import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser, Started } from '../fakes/command-line-user.ts';
import { isSigned, webhookSecret } from '../fakes/receiver.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';
import { serve, type TestServer } from '../fakes/server.ts';

const posix = process.platform !== 'win32';
const hookPath = '/hook-hunter2';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let receiver: TestServer;
let status: number;
/** Where a redirect leads to. */
let elsewhere: string;
let received: { path: string; body: string; signature: string; change: Record<string, unknown> }[];

beforeAll(async () => {
  [cli, service] = await Promise.all([
    bundle('cli', 'cli.cjs'),
    secureService({ units: 20, eventsPerSecond: 0 }),
  ]);
});
afterAll(() => Promise.all([cli.remove(), service.close()]));
beforeEach(async () => {
  user = service.user(cli.file);
  status = 200;
  received = [];
  receiver = await serve(async (request, response) => {
    const body = await text(request);
    const signature = String(request.headers['max-desk-signature']);
    received.push({ path: request.url ?? '', body, signature, change: JSON.parse(body) });
    response.writeHead(status, { location: `${elsewhere}/stolen` }).end();
  });
  elsewhere = receiver.url;
});
afterEach(async () => {
  user.end();
  await receiver.close();
});

const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

function fileWith(webhook: object = {}, secret = webhookSecret): string {
  const secretFile = path.join(user.folder, 'secret');
  writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
  const file = path.join(user.folder, 'webhooks.json');
  const all = { webhooks: [{ name: 'room', url: `${receiver.url}${hookPath}`, secretFile, ...webhook }] };
  writeFileSync(file, JSON.stringify(all));
  return file;
}
const args = (file: string, ...more: string[]) =>
  service.asAccount('serve', '--listen', '127.0.0.1:0', '--webhook', file, ...more);

/** Serves, and follows the units. */
async function serving(file: string): Promise<Started & { said: () => string }> {
  const before = service.simulator.hub.counts.subscribeCalls;
  const started = user.start(args(file, '--verbose'));
  let said = '';
  started.child.stderr?.on('data', (more: string) => {
    said += more;
  });
  await soon(() => expect(service.simulator.hub.counts.subscribeCalls).toBeGreaterThan(before));
  await soon(() => expect(said).toContain('Live.'));
  return { ...started, said: () => said };
}

let ids: string[] | undefined;
async function idsOf(): Promise<string[]> {
  const { out } = await user.run(service.asAccount('units', '--format', 'ndjson'));
  ids ??= out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; condition: string })
    .filter(({ condition }) => condition === 'in-service')
    .map(({ id }) => id);
  return ids;
}
const send = (unitId: string, equipmentStatus: string) =>
  service.simulator.hub.send({ unitId, currentFloor: null, equipmentStatus, currentTripDirection: null });
const told = () =>
  received.map(({ change: { unit, condition } }) => `${(unit as { id: string }).id} ${String(condition)}`);

describe('max-desk serve --webhook', () => {
  test.runIf(posix)(
    'tells changes, signed; those that a killed process could not deliver, and those that it missed, after the next start',
    async () => {
      const [one = '', two = '', three = ''] = await idsOf();
      const file = fileWith();
      const first = await serving(file);
      send(one, 'Out Of Service');
      await soon(() => expect(told()).toEqual([`${one} out-of-service`]));
      expect(received.map((each) => each.path)).toEqual([hookPath]);
      status = 503;
      send(two, 'Entrapment');
      await soon(() => expect(received.length).toBeGreaterThan(1));
      send(two, 'Out Of Service');
      send(one, 'Entrapment');
      await soon(() => expect(told()).toContain(`${one} entrapment`));
      first.child.kill('SIGKILL');
      await first.ended;
      const waiting = received.find(({ change }) => change['condition'] === 'entrapment')?.change['id'];
      // Nobody hears this.
      send(three, 'Maintenance');
      received = [];
      status = 200;
      const second = await serving(file);
      await soon(() => expect(told()).toHaveLength(4));
      const inOrder = told();
      expect([...inOrder].sort()).toEqual(
        [`${one} entrapment`, `${two} entrapment`, `${two} out-of-service`, `${three} limited`].sort(),
      );
      expect(inOrder.indexOf(`${two} entrapment`)).toBeLessThan(inOrder.indexOf(`${two} out-of-service`));
      expect(received.map(({ change }) => change['id'])).toContain(waiting);
      expect(received.find(({ change }) => change['condition'] === 'limited')?.change['source']).toBe('list');
      for (const { body, signature } of received) expect(isSigned(body, signature)).toBe(true);
      // Another one would send everything twice.
      const other = await user.failure(args(file));
      expect(other).toMatchObject({
        status: 7,
        message: expect.stringContaining('Another "max-desk serve"'),
      });
      second.child.kill('SIGTERM');
      expect((await second.ended).status).toBe(0);
      const secrets = [webhookSecret, 'hunter2', service.simulator.subscriptionKey];
      expect(plainIn(user.bytesOnDisk(), secrets)).toEqual([]);
      for (const text of [first.said(), second.said()])
        for (const secret of [...secrets, 'v1=']) expect(text).not.toContain(secret);
      for (const id of [one, two, three]) send(id, 'In Service');
    },
  );

  test.runIf(posix)('does not follow a redirect, and stops where nothing more is wanted', async () => {
    const [one = '', two = ''] = await idsOf();
    status = 307;
    const running = await serving(fileWith({ conditions: ['entrapment'] }));
    send(two, 'Out Of Service');
    send(one, 'Entrapment');
    await soon(() => expect(running.said()).toContain('did not take a change (redirect)'));
    status = 410;
    await soon(() => expect(running.said()).toContain('wants nothing more (410)'));
    expect(new Set(received.map((each) => each.path))).toEqual(new Set([hookPath]));
    expect(new Set(told())).toEqual(new Set([`${one} entrapment`]));
    running.child.kill('SIGTERM');
    expect((await running.ended).status).toBe(0);
    for (const id of [one, two]) send(id, 'In Service');
  });

  test('says what is wrong with the file or its secret', async () => {
    const failure = (file: string) => user.failure(args(file));
    expect(await failure(path.join(user.folder, 'none.json'))).toMatchObject({
      status: 6,
      code: 'configuration',
    });
    expect(await failure(fileWith({ url: 'http://hooks.example.com/' }))).toMatchObject({
      status: 6,
      message: expect.stringContaining('webhooks.0.url'),
    });
    expect(await failure(fileWith({}, 'short'))).toMatchObject({
      status: 6,
      message: 'The secret of the webhook "room" is shorter than 24 bytes.',
    });
    if (!posix) return;
    const open = fileWith();
    chmodSync(path.join(user.folder, 'secret'), 0o644);
    expect(await failure(open)).toMatchObject({ status: 7, code: 'storage' });
  });
});
