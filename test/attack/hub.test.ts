/** The hub of live updates is an attacker's, or an attacker writes into its line. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { sendJson } from '../fakes/hostile-server.ts';
import { inFull } from '../fakes/rounds.ts';
import { type Victim, victim } from '../fakes/victim.ts';

let victims: Victim;
const running: { kill(): void }[] = [];
beforeAll(async () => {
  victims = await victim();
});
afterEach(() => {
  for (const each of running.splice(0)) each.kill();
});
afterAll(() => victims.close());

/** `max-desk watch` that is live at the simulated service, of which the first unit is watched. */
async function watch() {
  const { user, simulator, hostile, accomplice } = victims;
  for (const server of [hostile, accomplice])
    server.answer((_request, response) => void response.writeHead(404).end());
  const file = victims.file();
  const listed = await user.run(victims.asAccount('units', '--format', 'ndjson', '--connection', file));
  const { id } = JSON.parse(listed.out.split('\n')[0] ?? '') as { id: string };
  const { child, ended } = user.start(victims.asAccount('watch', id, '--connection', file, '--verbose'));
  running.push({ kill: () => child.kill('SIGKILL') });
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr?.on('data', (text: string) => {
    texts.err += text;
  });
  const soon = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 10 });
  await soon(() => expect(texts.err).toContain('Live.'));
  const lines = () =>
    texts.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const send = (currentFloor: number) =>
    simulator.hub.send({ unitId: id, currentFloor, equipmentStatus: null, currentTripDirection: null });
  return { id, texts, ended, soon, lines, send };
}

/** A message of SignalR's JSON protocol that calls the client. */
const event = (...given: unknown[]) =>
  `${JSON.stringify({ type: 1, target: 'ProcessRealTimeTwinEventMessage', arguments: given })}\u001e`;

describe('hostile hub', () => {
  const own = 'token and key go to the API of the connection and nowhere else';

  for (const [what, more] of Object.entries({
    'sends the client to another host': {},
    'sends it there with a token of its own': { accessToken: 'a-token-of-theirs' },
  }))
    attack(what, own, async () => {
      const { hostile, accomplice, user } = victims;
      accomplice.answer((_request, response) => sendJson(response, {}));
      hostile.answer(({ target }, response) =>
        sendJson(
          response,
          target.includes('negotiate') ? { url: `${accomplice.url}/hub`, ...more } : [{ id: 'U-1' }],
        ),
      );
      const file = victims.file({ api: { baseUrl: hostile.url, hubUrl: `${hostile.url}/hub` } });
      await user.run(victims.asAccount('watch', 'U-1', '--connection', file, '--timeout', '40'));
      expect(hostile.arrived.some(({ target }) => target.includes('negotiate'))).toBe(true);
      expect(victims.secretsIn(accomplice.text())).toEqual([]);
    });

  attack('is another host than the API', own, async () => {
    const { hostile, accomplice, user } = victims;
    accomplice.answer((_request, response) => sendJson(response, {}));
    hostile.answer((_request, response) => sendJson(response, [{ id: 'U-1' }]));
    // Whoever names such a hub in a file of the same name must not get what another file has stored.
    const known = victims.file({ api: { baseUrl: hostile.url, hubUrl: '' } });
    expect((await user.run(victims.asAccount('token', '--store', '--connection', known))).status).toBe(0);
    const foreign = victims.file({ api: { baseUrl: hostile.url, hubUrl: `${accomplice.url}/hub` } });
    const env = { MAX_DESK_PASSWORD: undefined };
    const { status } = await user.run(['watch', 'U-1', '--connection', foreign, '--timeout', '40'], env);
    expect({ status, asked: accomplice.asked() }).toEqual({ status: 3, asked: [] });
    await user.run(['logout', '--all']);
  });

  const checked = 'what the hub sends is checked, dropped if it is wrong, and ends nothing (R33)';

  test('an honest update is printed', async () => {
    const { id, lines, send, soon } = await watch();
    send(7);
    await soon(() => expect(lines()).toMatchObject([{ id, source: 'live', floor: '7' }]));
  });

  attack('sends what is no update', checked, async () => {
    const { id, lines, send, soon, texts } = await watch();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const messages = [
      '',
      '\u001e',
      'null\u001e',
      '<html>\u001e',
      '{"type":1}\u001e',
      `{"type":1,"target":"processrealtimetwineventmessage","arguments":"${id}"}\u001e`,
      `{"type":1,"target":"processrealtimetwineventmessage","arguments":[${deep}]}\u001e`,
      `{"type":3,"invocationId":"999","result":${deep}}\u001e`,
      event(),
      event(null),
      event([]),
      event({ unitId: { toString: id } }),
      event({ unitId: id, currentFloor: { deep: 1 } }),
      event({ unitId: id, currentFloor: '9'.repeat(100_000) }),
      event({ unitId: id, currentFloor: 1e9 }),
      event({ unitId: 'U-of-nobody', currentFloor: '1' }),
      `{"type":1,"target":"processrealtimetwineventmessage","arguments":[{"__proto__":{"unitId":"${id}","currentFloor":"6"}}]}\u001e`,
      `{"type":1,"target":"constructor","arguments":[{"unitId":"${id}","currentFloor":"6"}]}\u001e`,
    ];
    for (const message of messages) victims.simulator.hub.sendText(message);
    send(8);
    await soon(() => expect(lines()).not.toEqual([]));
    expect(lines()).toMatchObject([{ id, source: 'live', floor: '8' }]);
    expect(lines()).toHaveLength(1);
    expect(texts.err).not.toMatch(/RangeError|Maximum call stack|\n\s+at /);
  });

  attack('sends bytes that are no messages', checked, async () => {
    const { id, lines, send, soon } = await watch();
    const before = victims.simulator.hub.counts.connections;
    victims.simulator.hub.sendRaw(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00, 0x80]));
    // The line is lost, and comes again.
    await soon(() => expect(victims.simulator.hub.counts.connections).toBeGreaterThan(before));
    await soon(() => expect([...victims.simulator.hub.subscribed]).toEqual([id]));
    send(9);
    await soon(() => expect(lines().at(-1)).toMatchObject({ id, floor: '9' }));
  });

  if (inFull)
    attack('sends a message of 9 MB', checked, async () => {
      const { id, lines, send, soon } = await watch();
      const before = victims.simulator.hub.counts.connections;
      victims.simulator.hub.sendText(event({ unitId: id, currentFloor: 'x'.repeat(9 * 1024 * 1024) }));
      await soon(() => expect(victims.simulator.hub.counts.connections).toBeGreaterThan(before));
      await soon(() => expect([...victims.simulator.hub.subscribed]).toEqual([id]));
      send(9);
      await soon(() => expect(lines().at(-1)).toMatchObject({ id, floor: '9' }));
    });
});
