import { afterEach, describe, expect, test } from 'vitest';
import { requestTechnicalToken } from '../../electron/core/auth/technical-account.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import type { FieldShape } from '../../electron/core/doctor/shapes/field-report.ts';
import { recordShapes, type ServiceShapes, shapesText } from '../../electron/core/doctor/shapes/shapes.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { dialectNamed, dialectNames } from '../../electron/simulator/dialect/dialects.ts';
import { noteForCanary, secretsIn } from '../fakes/canary.ts';
import { openSocket } from '../fakes/network.ts';
import { serve, type TestServer } from '../fakes/server.ts';
import { type DialectName, type Simulator, type SimulatorOptions, start } from '../fakes/simulator.ts';

const seed = process.env['FUZZ_SEED'];
const mixes = [1, 2, 3].map((): DialectName => (seed === undefined ? 'random' : `random:${Number(seed)}`));
const names = [...dialectNames, ...mixes.map((name) => dialectNamed(name).name)];

const open: (Simulator | TestServer)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
async function begin(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await start({ eventsPerSecond: 4_000, ...options });
  open.push(simulator);
  return simulator;
}

async function shapesOf(
  { connection: file, technicalAccount, subscriptionKey }: Simulator,
  api: Partial<Simulator['connection']['api']> = {},
) {
  const text = JSON.stringify({ ...file, api: { ...file.api, ...api } });
  const connection = parseConnection(text, 'test');
  const ports = { http: fetch, clock: systemClock };
  const recorded = await recordShapes(
    {
      ...ports,
      connection,
      token: () =>
        requestTechnicalToken(parseConnection(JSON.stringify(file), 'test'), technicalAccount, ports),
      subscriptionKey: async () => subscriptionKey,
      sockets: openSocket,
      explain: (failure) => failure,
      signal: new AbortController().signal,
    },
    '1.2.3',
  );
  // The canary of all tests looks for secrets.
  noteForCanary(shapesText(recorded.shapes));
  return recorded;
}

const fieldAt = (fields: readonly FieldShape[], path: string) => fields.find((each) => each.path === path);
/** Without what is made up: how many texts differ. Which fields come first depends on which units have them. */
const alike = (fields: readonly FieldShape[]) =>
  fields.map(({ distinct: _distinct, ...each }) => each).sort((a, b) => (a.path < b.path ? -1 : 1));

describe('what the simulated service sends', () => {
  test('is described by names, types, words of statuses and counts', async () => {
    const { shapes, error } = await shapesOf(await begin({ units: 300, pageSize: 200 }));
    expect(error).toBeUndefined();
    expect(shapes).toMatchObject({
      format: 'max-desk-shapes',
      version: 1,
      product: 'MAX Desk 1.2.3',
      list: {
        statuses: [200],
        headers: { 'content-type': 'application/json; charset=utf-8' },
        page: { list: 'value', next: 'nextLink', link: 'absolute', count: 'count', countOf: 'list' },
        pageSizes: [200, 100],
        total: 300,
        reading: { columns: { id: 300, city: 300 }, types: { elevator: expect.any(Number) }, withoutId: 0 },
        failure: null,
      },
      hub: {
        negotiation: { status: 200, transports: ['WebSockets'] },
        reading: { received: expect.any(Number), invalid: 0 },
        failure: null,
      },
    });
    expect(fieldAt(shapes.list.fields, 'equipmentStatus')?.values?.['In Service']).toBeGreaterThan(200);
    expect(fieldAt(shapes.list.fields, 'lastEventAt')).toMatchObject({
      column: 'lastEvent',
      forms: { '9999-99-99T99:99:99.999Z': 300 },
    });
    expect(fieldAt(shapes.hub?.events ?? [], 'currentTripDirection')?.values).toMatchObject({
      Up: expect.any(Number),
    });
    expect(fieldAt(shapes.hub?.negotiation?.fields ?? [], 'availableTransports/[]/transport')).toBeDefined();
  });

  test('has no value of a unit in it, no secret and no address (R29)', async () => {
    const simulator = await begin({ units: 300, pageSize: 300 });
    const text = shapesText((await shapesOf(simulator)).shapes);
    const { accessToken } = await requestTechnicalToken(
      parseConnection(JSON.stringify(simulator.connection), 'test'),
      simulator.technicalAccount,
      { http: fetch, clock: systemClock },
    );
    const response = await fetch(`${simulator.connection.api.baseUrl}/units?$top=300`, {
      headers: {
        authorization: `Bearer ${accessToken}`,
        'ocp-apim-subscription-key': simulator.subscriptionKey,
      },
    });
    const { value: units } = (await response.json()) as { value: Record<string, string>[] };
    expect(units).toHaveLength(300);
    const fields = [
      'unitId',
      'name',
      'siteName',
      'address',
      'city',
      'country',
      'serialNumber',
      'model',
      'lastEventAt',
    ];
    const said = new Set(units.flatMap((unit) => fields.map((field) => unit[field] ?? '')));
    expect([...said].filter((value) => text.includes(value))).toEqual([]);
    const secrets = [simulator.subscriptionKey, accessToken, simulator.technicalAccount.username];
    expect(secretsIn(text, [...secrets, 'localhost', 'http'])).toEqual([]);
  });

  // Names that nobody knows are put together where they stand like a table by place or person, so `foreign` is not served again.
  test.each(names.filter((name) => name !== 'foreign'))(
    'in %s is served again from its shape, and read as the same fleet',
    async (dialect) => {
      const first = await shapesOf(await begin({ dialect, units: 120, pageSize: 50 }));
      expect(first.error).toBeUndefined();
      const again = await begin({ shape: JSON.parse(shapesText(first.shapes)) as unknown });
      const second = await shapesOf(again);
      expect(second.error).toBeUndefined();
      const [before, after] = [first.shapes.list, second.shapes.list];
      expect(after.reading).toEqual(before.reading);
      expect(alike(after.fields)).toEqual(alike(before.fields));
      expect(after).toMatchObject({
        pageSizes: before.pageSizes,
        total: before.total,
        page: before.page,
      });
      expect(headersOf(after)).toEqual(headersOf(before));
      expectSameEvents(first.shapes, second.shapes);
    },
  );
});

/** A byte order mark is not seen, and a body with one comes in chunks. */
const headersOf = ({ headers: { 'transfer-encoding': _coding, ...headers } }: ServiceShapes['list']) =>
  headers;

/** Which values events have is a matter of chance. */
function expectSameEvents({ hub: before }: ServiceShapes, { hub: after }: ServiceShapes): void {
  const kinds = (fields: readonly FieldShape[] | undefined) =>
    Object.fromEntries(
      (fields ?? []).map(({ path, types }) => [path, Object.keys(types).filter((type) => type !== 'null')]),
    );
  expect(after?.reading.invalid).toBe(0);
  const [known, found] = [kinds(before?.events), kinds(after?.events)];
  // A status changes seldom.
  for (const path of ['unitId', 'currentFloor', 'currentTripDirection']) {
    const [field = path] = Object.keys(known).filter((each) => each.toLowerCase() === path.toLowerCase());
    expect([field, found[field]]).toEqual([field, known[field]]);
  }
}

describe('a service that is not as it should be', () => {
  const odd = async (answer: string, headers: Record<string, string> = {}) => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(answer);
    });
    open.push(server);
    return shapesOf(await begin({ units: 1 }), { baseUrl: server.url, hubUrl: '' });
  };

  test('and sends no list is described by the document that it sends', async () => {
    const { shapes, error } = await odd(
      '{"units":{"US-1377515":{"city":"Gotham","status":"Fault"}},"count":1}',
    );
    expect(error).toMatchObject({ code: 'api-bad-answer' });
    expect(shapes.hub).toBeNull();
    expect(shapes.list).toMatchObject({ failure: 'api-bad-answer', page: null, pageSizes: [] });
    expect(shapes.list.document?.map(({ path }) => path)).toEqual([
      ...['', 'units', 'units/*', 'units/*/city', 'units/*/status', 'count'],
    ]);
    expect(shapesText(shapes)).not.toMatch(/1377515|Gotham/);
  });

  test('and puts people, places and ids wherever it likes gives none of them away', async () => {
    const item = (i: number) => ({
      unitId: `US-137751${i}`,
      status: i % 2 === 0 ? 'In Service' : `Waiting for Tessa Kraft ${i}`,
      unitType: i === 1 ? 'Gotham' : 'Elevator',
      'sam.sample@example.com': { seen: '2024-05-01T12:00:00Z' },
      contact: { name: 'Tessa Kraft', type: 'Kraft', mail: 'tessa@example.com' },
      byCity: { Gotham: 1, Metropolis: 2, Smallville: 3 },
      note: 'Gotham',
    });
    const answer = { value: Array.from({ length: 9 }, (_, i) => item(i)), 'Gotham-7': 'x', nextLink: '' };
    const { shapes } = await odd(JSON.stringify(answer), {
      link: '<https://gotham.example/US-1377515>; rel="self kraft"',
      server: 'Gotham/1.0',
      'x-user': 'Tessa Kraft',
      'content-type': 'application/json; profile=Gotham',
    });
    const text = shapesText(shapes);
    expect(text).not.toMatch(/gotham|metropolis|smallville|kraft|tessa|sam|137751|example/i);
    expect(fieldAt(shapes.list.fields, 'status')).toMatchObject({ values: { 'In Service': 5 }, hidden: 4 });
    expect(shapes.list.reading.columns).toMatchObject({ id: 9, status: 9 });
  });

  test('and has no hub, or one that does not answer, says so beside the list', async () => {
    const simulator = await begin({ units: 3 });
    simulator.setFaults({ hubStatus: 503 });
    const { shapes, error } = await shapesOf(simulator);
    expect(error).toMatchObject({ code: 'api-unavailable' });
    expect(shapes).toMatchObject({
      list: { failure: null, pageSizes: [3] },
      hub: { negotiation: { status: 503 }, events: [], failure: 'api-unavailable' },
    });
  });

  test('and refuses the first page is not described', async () => {
    const simulator = await begin({ units: 3 });
    simulator.setFaults({ apiStatus: 403 });
    await expect(shapesOf(simulator)).rejects.toMatchObject({ code: 'api-refused' });
  });
});
