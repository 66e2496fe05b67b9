import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { createLiveFeed } from '../../../../../electron/core/gateway/live-feed.ts';
import { openJournal } from '../../../../../electron/core/gateway/webhooks/journal.ts';
import type { WebhookSettings } from '../../../../../electron/core/gateway/webhooks/webhook-file.ts';
import { webhookMetrics } from '../../../../../electron/core/gateway/webhooks/webhook-metrics.ts';
import { startWebhooks } from '../../../../../electron/core/gateway/webhooks/webhooks.ts';
import { fakeClock } from '../../../../fakes/ports.ts';
import { type Answer, fakeReceiver, type Received, webhookSecret } from '../../../../fakes/receiver.ts';

let folder: string;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-webhooks-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true });
});
const settled = async () => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
};
const unit = (id: string, condition: Unit['condition'], site = 'Riverside'): Unit => ({
  id,
  name: `Name of ${id}`,
  site,
  address: '1 Secret Street',
  city: '',
  country: '',
  type: 'elevator',
  status: condition,
  condition,
  floor: '1',
  direction: null,
  availability: null,
  lastEventAt: null,
});
const room: WebhookSettings = { name: 'room', url: 'https://room.example.com/', secretFile: '/s' };

/** A run of the program: a feed of its own, the same folder. */
function started(
  answer?: (received: Received, count: number) => Answer | Promise<Answer>,
  webhooks: WebhookSettings[] = [room],
) {
  const clock = fakeClock(Date.UTC(2026, 10, 29));
  const feed = createLiveFeed(clock);
  const { http, received } = fakeReceiver(answer);
  const told: string[] = [];
  const tell = (text: string) => void told.push(text);
  const journal = openJournal(path.join(folder, 'journal'), tell, clock);
  const running = startWebhooks({
    webhooks: webhooks.map((settings) => ({ settings, secret: webhookSecret })),
    feed,
    journal,
    http,
    clock,
    tell,
    random: () => 1,
  });
  const list = (...units: Unit[]) => {
    const reading = feed.listBegins();
    for (const each of units) reading.listed(each);
    reading.complete({ placeOf: (id) => (units.some((each) => each.id === id) ? 0 : undefined) }, true);
  };
  const hear = (id: string, condition: Unit['condition']) =>
    feed.heard([{ id, at: clock.now(), condition, status: condition }]);
  const end = async () => {
    const closed = running.close();
    await settled();
    clock.move(2_000);
    await closed;
  };
  ends.push(end);
  return { clock, list, hear, received, told, running, end };
}
const changes = (received: readonly Received[]) =>
  received.map(({ unit: of, before, condition, source }) => `${of}: ${before} to ${condition}, ${source}`);

describe('webhooks', () => {
  test('tell changes of condition and nothing else, in a body that says what', async () => {
    const { list, hear, received, clock } = started();
    list(unit('a', 'in-service'), unit('b', 'out-of-service'));
    hear('a', 'entrapment');
    hear('a', 'entrapment');
    await settled();
    clock.move(5_000);
    list({ ...unit('a', 'entrapment'), floor: '9' }, unit('b', 'in-service'), unit('c', 'out-of-service'));
    await settled();
    expect(changes(received)).toEqual([
      'a: in-service to entrapment, live',
      'b: out-of-service to in-service, list',
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      id: received[0]?.headers['max-desk-delivery'],
      type: 'unit.condition',
      version: 1,
      at: '2026-11-29T00:00:00.000Z',
      source: 'live',
      unit: { id: 'a', name: 'Name of a', site: 'Riverside' },
      condition: 'entrapment',
      before: 'in-service',
      status: 'entrapment',
    });
  });

  test('go to each receiver that wants them, with an id for each', async () => {
    const { list, hear, received, running } = started(undefined, [
      room,
      { ...room, name: 'trapped', url: 'https://trapped.example.com/', conditions: ['entrapment'] },
      { ...room, name: 'north', url: 'https://north.example.com/', sites: ['North'] },
    ]);
    list(unit('a', 'in-service'), unit('n', 'in-service', 'North'));
    hear('a', 'entrapment');
    hear('n', 'limited');
    await settled();
    expect(
      received.map(({ url, unit: of }) => `${new URL(url).hostname.split('.')[0]} ${of}`).sort(),
    ).toEqual(['north n', 'room a', 'room n', 'trapped a']);
    expect(new Set(received.map(({ id }) => id)).size).toBe(4);
    const metrics = webhookMetrics(running.counts());
    expect(metrics.find(({ name }) => name === 'max_desk_webhook_delivered_total')?.samples).toEqual([
      { labels: { webhook: 'room' }, value: 2 },
      { labels: { webhook: 'trapped' }, value: 1 },
      { labels: { webhook: 'north' }, value: 1 },
    ]);
  });

  test('that were not received when the process was killed are received after the next start, in order', async () => {
    const first = started(({ unit: of }) => (of === 'a' ? 'hangs' : 200));
    first.list(unit('a', 'in-service'), unit('b', 'in-service'));
    first.hear('a', 'out-of-service');
    first.hear('a', 'entrapment');
    first.hear('b', 'limited');
    await settled();
    expect(changes(first.received)).toHaveLength(2);
    // Nobody ends the first one: it is gone.
    const second = started();
    second.list(unit('a', 'entrapment'), unit('b', 'limited'));
    await settled();
    expect(changes(second.received)).toEqual([
      'a: in-service to out-of-service, live',
      'a: out-of-service to entrapment, live',
    ]);
    expect(second.received[0]?.id).toBe(first.received[0]?.id);
    const third = started();
    third.list(unit('a', 'entrapment'), unit('b', 'limited'));
    await settled();
    expect(third.received).toEqual([]);
  });

  test('tell with the first list what changed while nobody looked', async () => {
    const first = started();
    first.list(unit('a', 'in-service'), unit('b', 'in-service'));
    await first.end();
    const second = started();
    second.list(unit('a', 'out-of-service'), unit('b', 'in-service'), unit('new', 'out-of-service'));
    await settled();
    expect(changes(second.received)).toEqual(['a: in-service to out-of-service, list']);
  });

  test('that are not in the file any more are given up, and said', async () => {
    const first = started(() => 503);
    first.list(unit('a', 'in-service'));
    first.hear('a', 'limited');
    await settled();
    await first.end();
    const second = started(undefined, [{ ...room, name: 'another' }]);
    await settled();
    expect(second.received).toEqual([]);
    expect(second.told).toEqual([
      expect.stringContaining('1 change waited for webhooks that are not in the file'),
    ]);
    await second.end();
    const third = started();
    await settled();
    expect(third.received).toEqual([]);
  });

  test('are short, however long a service calls something', async () => {
    const { list, hear, received } = started();
    list({ ...unit('a', 'in-service'), name: 'x'.repeat(100_000), site: 'y'.repeat(100_000) });
    hear('a', 'limited');
    await settled();
    expect(received[0]?.body.length).toBeLessThan(1_000);
  });

  test('have no secret on the disk', async () => {
    const { list, hear, end } = started(() => 503);
    list(unit('a', 'in-service'));
    hear('a', 'limited');
    await settled();
    await end();
    const text = readFileSync(path.join(folder, 'journal'), 'utf8');
    expect(text).toContain('Name of a');
    for (const secret of [webhookSecret, 'v1=', 'room.example.com', 'Secret Street'])
      expect(text).not.toContain(secret);
  });

  test('are not sent any more after a sign-out, which removes what waits', async () => {
    const { list, hear, clock, received, running } = started(() => 503);
    list(unit('a', 'in-service'), unit('b', 'in-service'));
    hear('a', 'entrapment');
    await settled();
    expect(received).toHaveLength(1);
    rmSync(path.join(folder, 'journal'));
    hear('b', 'entrapment');
    clock.move(600_000);
    await settled();
    expect(received).toHaveLength(1);
    expect(running.counts()).toMatchObject([{ waiting: 0 }]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
