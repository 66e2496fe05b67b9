import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { serve, type TestServer } from '../fakes/server.ts';

let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;
let server: TestServer;
let answer: RequestListener;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  simulator = await start({ units: 1 });
  server = await serve((request, response) => answer(request, response));
  user = commandLineUser(cli.file);
  Object.assign(user.env, {
    MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey,
    MAX_DESK_PASSWORD: simulator.technicalAccount.password,
  });
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), simulator.close(), server.close()]);
});

/** Runs `max-desk units`; the API is `answer`, and the sign-in service as well if `all` is. */
function units(args: readonly string[], all = false) {
  const { identity, api, ...rest } = simulator.connection;
  const connection = {
    ...rest,
    identity: all ? { ...identity, authority: `${server.url}/tenant` } : identity,
    api: { ...api, baseUrl: server.url },
  };
  const file = path.join(user.folder, 'lists.json');
  writeFileSync(file, JSON.stringify(connection));
  const { username } = simulator.technicalAccount;
  return user.run(['units', '--connection', file, '--technical-account', username, ...args]);
}

/** The same for an API that answers with this list. */
async function unitsOf(list: readonly object[], ...args: string[]) {
  answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value: list }));
  const { status, out, err } = await units(args);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return out;
}
const read = async (...list: object[]) =>
  JSON.parse(await unitsOf(list, '--format', 'json')) as readonly Unit[];

test('columns in nested objects, in Pascal case and as numbers are a whole unit', async () => {
  const address = { street: 'Am Markt 1', city: 'Köln', country: 'DE' };
  const unit = {
    UnitId: 'U-1',
    building: { name: 'Haus 1', address },
    EquipmentStatus: 'InService',
    CurrentFloor: 3,
    CurrentTripDirection: 2,
  };
  expect(await read(unit)).toEqual([
    {
      id: 'U-1',
      name: 'U-1',
      site: 'Haus 1',
      address: 'Am Markt 1',
      city: 'Köln',
      country: 'DE',
      type: 'other',
      status: 'InService',
      condition: 'in-service',
      floor: '3',
      direction: 'levelling',
      availability: null,
      lastEventAt: null,
    },
  ]);
});

test('a status that denies a trouble is none, and unknown words stay unknown (R43)', async () => {
  const expected = {
    'no-fault-detected': 'in-service',
    'Normal - no alarms': 'in-service',
    'Fault cleared': 'in-service',
    Default: 'unknown',
    Fault: 'out-of-service',
    Entrapment: 'entrapment',
  };
  const list = Object.keys(expected).map((status, n) => ({ id: `u${n}`, status }));
  expect((await read(...list)).map(({ status, condition }) => [status, condition])).toEqual(
    Object.entries(expected),
  );
});

test('what only looks like a date or a percentage is none (R43)', async () => {
  const list = await read(
    { id: 'u1', lastEvent: 'Door opened 3' },
    { id: 'u2', lastEvent: 'U-1001' },
    { id: 'u3', lastEvent: '0001-01-01T00:00:00' },
    { id: 'u4', availability: '99,5 %' },
    { id: 'u5', availability: '24/7' },
    { id: 'u6', lastEvent: '2024-02-31T12:00:00Z' },
  );
  expect(list.map(({ lastEventAt }) => lastEventAt)).toEqual([null, null, null, null, null, null]);
  expect(list.map(({ availability }) => availability)).toEqual([null, null, null, 99.5, null, null]);
});

test('a serial number is the id where there is no other (R42)', async () => {
  const list = await read(
    { serialNumber: 'S-1', unit: { id: 'U-1' } },
    { serialNumber: 'S-2', equipment: { id: 'E-2' } },
    { serialNumber: 'S-3' },
  );
  expect(list.map(({ id }) => id)).toEqual(['U-1', 'E-2', 'S-3']);
});

test('letters of other languages are found by the plain ones', async () => {
  const list = [
    { id: 'u1', city: 'Łódź' },
    { id: 'u2', name: 'Hauptstraße 5' },
    { id: 'u3', city: 'København' },
    { id: 'u4', city: 'Düsseldorf' },
  ];
  const words = ['lodz', 'hauptstrasse', 'kobenhavn', 'duesseldorf'];
  for (const [n, word] of words.entries()) {
    const out = await unitsOf(list, '--format', 'ndjson', '--search', word);
    expect(out.trimEnd().split('\n')).toEqual([expect.stringContaining(`"id":"u${n + 1}"`)]);
  }
});

test('CSV has no formula at any separator (R44)', async () => {
  const names = ['a;=1+1;b', 'a\t=1+1\tb', '\u0000=1+1'];
  const out = await unitsOf(
    names.map((name, n) => ({ id: `u${n + 1}`, name })),
    '--format',
    'csv',
  );
  expect(out.split('\r\n').slice(1)).toEqual([
    "u1,a;'=1+1;b,,,other,,,,,,,",
    "u2,a\t'=1+1\tb,,,other,,,,,,,",
    "u3,'\u0000=1+1,,,other,,,,,,,",
    '',
  ]);
});

const two = [{ id: 'u1' }, { id: 'u2' }];
const next = 'units?page=2';
test.each<[string, object, Record<string, string>]>([
  ['odata.nextLink', { value: two, 'odata.nextLink': next }, {}],
  ['a link behind an empty one', { value: two, nextLink: '', '@odata.nextLink': next }, {}],
  ['a header with a comma in its title', { value: two }, { link: `<${next}>; title="a, b"; rel="next"` }],
  ['links.next.href', { value: two, links: { next: { href: next } } }, {}],
  ['next beside results', { results: two, next }, {}],
])('a list goes on to its last page: %s (R41)', async (_what, first, headers) => {
  answer = (request, response) => {
    const isFirst = !request.url?.includes('page');
    response.writeHead(200, { 'content-type': 'application/json', ...(isFirst ? headers : {}) });
    response.end(JSON.stringify(isFirst ? first : { value: [{ id: 'u3' }] }));
  };
  const { status, out, err } = await units(['--format', 'json']);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect((JSON.parse(out) as Unit[]).map(({ id }) => id)).toEqual(['u1', 'u2', 'u3']);
});

test('a list that ends before all its pages came ends with 5 (R41)', async () => {
  answer = (_request, response) =>
    response.end(JSON.stringify({ value: two, page: { number: 0, size: 2, total: 3 } }));
  const { status, err } = await units(['--format', 'json']);
  expect(status).toBe(5);
  expect(err).toContain('2 came, and the API sent only a part');
});

test('what has the id of another is left out and counted (R41)', async () => {
  answer = (_request, response) => response.end(JSON.stringify([...two, { id: 'u1', name: 'again' }]));
  const { status, out, err } = await units(['--format', 'json']);
  expect(status).toBe(0);
  expect((JSON.parse(out) as Unit[]).map(({ id }) => id)).toEqual(['u1', 'u2']);
  expect(err).toContain('Left out: 1 item of the list with the id of an earlier one.');
});

test('a refusal that is compressed unasked is told with its code', async () => {
  const refusal = { error: 'invalid_grant', error_description: 'AADB2C90114: The account is locked.' };
  answer = (_request, response) =>
    response
      .writeHead(400, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify(refusal)));
  const { status, out, err } = await units([], true);
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toContain('AADB2C90114');
});
