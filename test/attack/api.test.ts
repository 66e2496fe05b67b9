/** The API of a connection is an attacker's, who gets the token and the key for it, and wants more than that. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { type HostileAnswer, sendJson } from '../fakes/hostile-server.ts';
import { inFull } from '../fakes/rounds.ts';
import { type Victim, victim } from '../fakes/victim.ts';

let victims: Victim;
let file: string;
beforeAll(async () => {
  victims = await victim();
  file = victims.file({ api: { baseUrl: `${victims.hostile.url}/max` } });
});
afterAll(() => victims.close());

function run(how: HostileAnswer, ...args: string[]) {
  victims.accomplice.answer((_request, response) => sendJson(response, []));
  victims.hostile.answer(how);
  return victims.user.run(victims.asAccount(...args, '--connection', file, '--timeout', '40'));
}
const units = (how: HostileAnswer, ...args: string[]) => run(how, 'units', '--format', 'ndjson', ...args);
const list = [{ id: 'U-1' }];

test('the API of these attacks is read when it is honest, and gets the token and the key', async () => {
  const { status, out } = await units((_request, response) => sendJson(response, { value: list }));
  expect(status).toBe(0);
  expect(out).toContain('"id":"U-1"');
  expect(victims.secretsIn(victims.hostile.text())).toEqual(['key', 'token']);
});

describe('hostile API', () => {
  const own = 'token and key go to the API of the connection and nowhere else';

  for (const status of [301, 302, 303, 307, 308])
    attack(`redirects the list to another host (${status})`, own, async () => {
      const ended = await units((_request, response) =>
        response.writeHead(status, { location: `${victims.accomplice.url}/max/units` }).end(),
      );
      expect(victims.accomplice.asked()).toEqual([]);
      expect(ended.status).not.toBe(0);
    });

  const links: Record<string, (own: URL, other: URL) => string> = {
    'another host': (_own, other) => `${other.href}max/units`,
    'another host without a scheme': (_own, other) => `//${other.host}/max/units`,
    'another host by backslashes': (_own, other) => `\\\\${other.host}\\max\\units`,
    'another host behind its own name': ({ host }, other) => `http://${host}@${other.host}/max/units`,
    'another host behind a line break': (_own, other) => `/\n/${other.host}/max/units`,
    'another port': ({ hostname }, other) => `http://${hostname}:${other.port}/max/units`,
    'a blob of its own': ({ origin }) => `blob:${origin}/9115d58c`,
    'a file': () => 'file:///etc/passwd',
    data: () => `data:application/json,${encodeURIComponent('[{"id":"U-2"}]')}`,
  };
  for (const [what, link] of Object.entries(links))
    for (const [where, answer] of Object.entries<
      (response: Parameters<HostileAnswer>[1], to: string) => void
    >({
      'in its list': (response, to) => sendJson(response, { value: list, nextLink: to }),
      'in a header': (response, to) =>
        sendJson(response, { value: list }, { link: `<${encodeURI(to)}>; rel="next"` }),
    }))
      attack(`goes on at ${what}, ${where}`, own, async () => {
        const to = link(new URL(victims.hostile.url), new URL(victims.accomplice.url));
        const ended = await units(({ target }, response) =>
          target === '/max/units' ? answer(response, to) : sendJson(response, []),
        );
        expect(victims.accomplice.asked()).toEqual([]);
        expect(ended.out).not.toContain('U-2');
        // What it went on to was its own, or the list is not whole and says so.
        const wentOn = victims.hostile.arrived.length > 1;
        expect(wentOn || ended.status === 5).toBe(true);
      });

  attack('sets a cookie', 'no cookie is kept', async () => {
    await units(({ target }, response) =>
      sendJson(response, target.includes('page') ? list : { value: [], nextLink: 'units?page=2' }, {
        'set-cookie': 'followed=yes; Path=/',
      }),
    );
    expect(victims.hostile.arrived).toHaveLength(2);
    for (const { headers } of victims.hostile.arrived) expect(headers.cookie).toBeUndefined();
  });

  attack('repeats token and key in its refusal', 'no secret is printed', async () => {
    const { err, out } = await units(({ headers }, response) =>
      response.writeHead(403, JSON.stringify(headers).slice(0, 200)).end(JSON.stringify(headers)),
    );
    expect(victims.secretsIn(err + out)).toEqual([]);
    expect(err).not.toBe('');
  });

  attack('repeats token and key in its headers', 'the console gives neither token nor key away', async () => {
    const echo: HostileAnswer = ({ headers }, response) => {
      const key = String(headers['ocp-apim-subscription-key']);
      const token = String(headers.authorization);
      response
        .writeHead(200, { 'x-echo': `${token} ${key}`, 'x-token': token.slice(7), 'x-key': key })
        .end('done');
    };
    const { status, out, err } = await run(echo, 'call', 'GET', '/echo', '--include');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('x-echo');
    expect(victims.secretsIn(out)).toEqual([]);
  });

  const bounded = 'no answer of a service makes the program run out of memory, hang or crash';
  for (const [what, how] of Object.entries<HostileAnswer>({
    'nests a unit 200,000 deep': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`[{"id":"U-1","city":${'['.repeat(200_000)}${']'.repeat(200_000)}}]`),
    'nests its list 200,000 deep': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"value":${'{"value":'.repeat(200_000)}`),
    'sends its pages round and round': ({ target }, response) =>
      sendJson(response, { value: list, nextLink: target.includes('b') ? 'units?a' : 'units?b' }),
    'claims to be compressed': (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('[{"id":"U-1"}]'),
    'breaks off in the middle of its list': (_request, response) => {
      response.writeHead(200, { 'content-length': '4000' });
      response.write('[{"id":"U-1"},');
      setImmediate(() => response.destroy());
    },
    'sends a header of 60 KB': (_request, response) =>
      response.writeHead(200, { 'x-long': 'x'.repeat(60_000) }).end('[]'),
  }))
    attack(what, bounded, async () => {
      const { status, err } = await units(how);
      expect([0, 4, 5]).toContain(status);
      expect(err).not.toMatch(/RangeError|Maximum call stack|FATAL|\n\s+at /);
    });

  if (inFull)
    attack('sends a list without end', bounded, async () => {
      const ended = await units((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const piece = `${' '.repeat(65_536)}\n`;
        const more = () => {
          while (!response.destroyed && response.write(piece));
          if (!response.destroyed) response.once('drain', more);
        };
        response.write('[');
        more();
      });
      expect([4, 5]).toContain(ended.status);
    });

  attack(
    'names documents so that they would lie elsewhere',
    'a document is saved in the folder named',
    async () => {
      const names = [
        '../out.pdf',
        '/tmp/out.pdf',
        '..\\out.pdf',
        '.bashrc',
        'a/../../out.pdf',
        'CON',
        'x\0.pdf',
        '..',
        'q\u202efdp.exe',
      ];
      const folder = path.join(victims.user.folder, 'documents');
      const before = readdirSync(victims.user.folder);
      const { err } = await run(
        ({ target }, response) => {
          const [, number] = /\/file\/(\d+)/.exec(target) ?? [];
          if (number === undefined)
            return sendJson(
              response,
              names.map((fileName, n) => ({ id: n, fileName, contentUrl: `/max/file/${n}` })),
            );
          const name = encodeURIComponent(names[Number(number)] ?? '');
          response.writeHead(200, {
            'content-type': 'application/pdf',
            'content-disposition': `attachment; filename*=UTF-8''${name}`,
          });
          response.end('%PDF-1.4');
        },
        ...['list', 'documents', '--unit', 'U-1', '--output', folder],
      );
      expect(err).not.toContain('not whole');
      expect(readdirSync(victims.user.folder).sort()).toEqual([...before, 'documents'].sort());
      const saved = readdirSync(folder);
      expect(saved).toHaveLength(names.length);
      for (const name of saved) {
        expect(name).not.toMatch(/^\.|[\\/\p{Cc}\p{Bidi_C}]|^con(?:\.|$)/iu);
        expect(readFileSync(path.join(folder, name), 'latin1')).toBe('%PDF-1.4');
      }
    },
  );
});
