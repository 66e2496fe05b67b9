import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dialectNamed, dialectNames } from '../../electron/simulator/dialect/dialects.ts';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import { createRecords } from '../../electron/simulator/fleet/records.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { serve, type TestServer } from '../fakes/server.ts';
import { type DialectName, type Simulator, start } from '../fakes/simulator.ts';

let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
afterEach(async () => {
  user.end();
  await simulator.close();
});

async function begin(dialect: DialectName = 'plain'): Promise<void> {
  simulator = await start({ dialect, units: 5, pageSize: 2, eventsPerSecond: 0 });
  user = commandLineUser(cli.file);
  const { username, password } = simulator.technicalAccount;
  Object.assign(user.env, {
    MAX_DESK_CONNECTION: user.fileFor(simulator),
    MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey,
    MAX_DESK_PASSWORD: password,
  });
  account = ['--technical-account', username];
}
let account: string[];
const list = (...args: string[]) => user.run(['list', ...args, ...account]);
const failure = (...args: string[]) => user.failure(['list', ...args, ...account]);
async function out(...args: string[]): Promise<string> {
  const ended = await list(...args);
  expect({ args, status: ended.status, err: ended.err }).toEqual({ args, status: 0, err: '' });
  return ended.out;
}

function truth(dialect: DialectName) {
  const { ids } = dialectNamed(dialect).dialect;
  const [{ unitId } = { unitId: '' }] = createFleet(5, 1, 0, ids).page(0, 1);
  return { unitId, orders: createRecords(1, Date.now(), ids).workOrders(unitId) };
}

/** An API of its own behind the sign-in of the simulator, with these resources. */
async function withApi(
  listener: RequestListener,
  resources: unknown,
  run: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await serve(listener);
  const { api, ...rest } = simulator.connection;
  const file = path.join(user.folder, 'other.json');
  writeFileSync(file, JSON.stringify({ ...rest, api: { ...api, baseUrl: server.url, resources } }));
  user.env['MAX_DESK_CONNECTION'] = file;
  try {
    await run(server);
  } finally {
    await server.close();
  }
}

describe.each(dialectNames)('work orders of a service that speaks %s', (dialect) => {
  test('are all there, with ids digit for digit (R42)', async () => {
    await begin(dialect);
    const { unitId, orders } = truth(dialect);
    const rows = JSON.parse(await out('work-orders', '--unit', unitId, '--format', 'json')) as object[];
    const lower = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])),
    );
    expect(
      lower.map((row) => [
        row['workorderid'],
        row['unitid'],
        row['subject'],
        row['technician'] ?? row['technician.name'] ?? null,
        String(row['hours']),
      ]),
    ).toEqual(
      orders.map(({ workOrderId, subject, technician, hours }) => [
        workOrderId,
        unitId,
        subject,
        technician,
        String(hours),
      ]),
    );
    expect(orders.length).toBeGreaterThan(0);
  });
});

describe('max-desk list', () => {
  beforeEach(() => begin());

  test('prints in each format, as max-desk units does', async () => {
    const { unitId, orders } = truth('plain');
    const args = ['work-orders', '--unit', unitId];
    const table = await out(...args);
    expect(table).toMatch(
      /^workOrderId +unitId +subject +priority +state +technician +hours +createdAt +dueAt\n/,
    );
    expect(table.trimEnd().split('\n')).toHaveLength(orders.length + 1);
    const csv = await out(...args, '--format', 'csv');
    expect(csv).toMatch(/^workOrderId,unitId,subject,/);
    expect((await out(...args, '--format', 'excel')).startsWith('\uFEFFworkOrderId')).toBe(true);
    const ndjson = await out(...args, '--format', 'ndjson');
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(orders);
    const file = path.join(user.folder, 'orders.csv');
    expect(await out(...args, '--format', 'csv', '--output', file)).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(csv);
  });

  test('searches, as max-desk units does', async () => {
    const { unitId, orders } = truth('plain');
    const [wanted] = orders;
    const search = ['--search', wanted?.workOrderId ?? '', '--format', 'json'];
    expect(JSON.parse(await out('work-orders', '--unit', unitId, ...search))).toEqual([wanted]);
  });

  test('fills in who the token belongs to', async () => {
    expect(await out('notifications')).toMatch(/^notificationId +title +text +read +createdAt\n/);
  });

  test('has the columns that are declared, in their order', async () => {
    const { unitId } = truth('plain');
    expect(await out('documents', '--unit', unitId, '--format', 'csv')).toMatch(
      /^title,createdAt,fileName\r\nInspection report,\d{4}-/,
    );
  });

  test('saves documents into a folder, and overwrites nothing', async () => {
    const { unitId } = truth('plain');
    const folder = path.join(user.folder, 'new', 'documents');
    const names = [
      'Betriebsanleitung für Betreiber.pdf',
      'Inspection report.pdf',
      'Spare parts, illustrated.pdf',
    ];
    const save = (...args: string[]) => out('documents', '--unit', unitId, '--output', folder, ...args);
    const first = await save();
    expect(first.trimEnd().split('\n').sort()).toEqual(names.map((name) => path.join(folder, name)).sort());
    expect(readdirSync(folder).sort()).toEqual(names);
    // Like those that the window saves.
    if (process.platform !== 'win32')
      for (const name of names) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    for (const name of names)
      expect(readFileSync(path.join(folder, name), 'latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/);
    writeFileSync(path.join(folder, 'Inspection report.pdf'), 'mine');
    expect(await save('--search', 'inspection')).toBe(`${path.join(folder, 'Inspection report (2).pdf')}\n`);
    expect(readFileSync(path.join(folder, 'Inspection report.pdf'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toHaveLength(4);
  });

  test('says what it needs: 2', async () => {
    expect(await failure('orders')).toMatchObject({
      status: 2,
      message: 'The connection has no resource "orders".',
      hint: 'It has: work-orders, documents, notifications.',
    });
    expect(await failure('work-orders')).toMatchObject({
      status: 2,
      message: expect.stringContaining('--unit'),
    });
    expect(await failure('work-orders', '--unit', '..')).toMatchObject({ status: 2 });
    expect(await failure('notifications', '--unit', 'US-1')).toMatchObject({
      status: 2,
      hint: expect.stringContaining('--search'),
    });
  });

  test('says of what is not there what to do: 5', async () => {
    const ended = await failure('work-orders', '--unit', 'US-1/../../units');
    expect(ended).toMatchObject({ status: 5, code: 'api-bad-answer' });
    expect(ended.message).toMatch(/^localhost:\d+ has no "work-orders" here \(404\)\.$/);
    expect(ended.hint).toContain('"api.resources.work-orders"');
    expect(simulator.requests.at(-1)?.path).toBe('/api/units/US-1%2F..%2F..%2Funits/work-orders');
  });

  test.each(['breaks-off', 'miscounts', 'partial', 'loops'] as const)(
    'ends with 5 and leaves no file when the list %s (R41)',
    async (fault) => {
      simulator.setFaults({ list: fault });
      const file = path.join(user.folder, 'orders.json');
      const args = ['notifications', '--format', 'json', '--output', file];
      expect((await failure(...args)).status).toBe(5);
      expect(readdirSync(user.folder)).not.toContain('orders.json');
    },
  );
});

describe('a service that means harm', () => {
  beforeEach(() => begin());
  const declared = { files: { path: '/files', document: 'href' } };
  const pdf =
    (body: string, disposition?: string): RequestListener =>
    (_request, response) =>
      void response
        .writeHead(200, {
          'content-type': 'application/pdf',
          ...(disposition ? { 'content-disposition': disposition } : {}),
        })
        .end(body);

  /** Lists one document under this address and answers with it. */
  const service =
    (href: string, answer: RequestListener): RequestListener =>
    (request, response) => {
      if (request.url !== '/files') answer(request, response);
      else
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify([{ name: '../../x\u001b[31m', href }]));
    };

  test('cannot write beside the folder, over a file or through a link', async () => {
    await withApi(service('/a', pdf('%PDF', 'attachment; filename="../../NUL.pdf"')), declared, async () => {
      const folder = path.join(user.folder, 'saved');
      mkdirSync(folder);
      symlinkSync(path.join(user.folder, 'elsewhere'), path.join(folder, '_NUL.pdf'));
      expect(await out('files', '--output', folder)).toBe(`${path.join(folder, '_NUL (2).pdf')}\n`);
      expect(readdirSync(user.folder)).not.toContain('elsewhere');
      expect(readdirSync(user.folder)).not.toContain('NUL.pdf');
    });
  });

  test('gets token and key on no other host: 5', async () => {
    const other = await serve((_request, response) => void response.end('%PDF'));
    await withApi(service(`${other.url}/a`, pdf('')), declared, async () => {
      const folder = path.join(user.folder, 'saved');
      const ended = await failure('files', '--output', folder);
      expect(ended).toMatchObject({
        status: 5,
        message: expect.stringContaining('another host'),
        hint: expect.stringContaining('Token and key'),
      });
      expect(readdirSync(user.folder)).not.toContain('saved');
    });
    await other.close();
  });

  test('that answers with a page in the place of a document is found out: 4', async () => {
    const page: RequestListener = (_request, response) =>
      void response.setHeader('content-type', 'text/html').end('<html>');
    await withApi(service('/a', page), declared, async () => {
      const ended = await failure('files', '--output', path.join(user.folder, 'saved'));
      expect(ended).toMatchObject({ status: 4, code: 'captive-portal' });
    });
  });

  test('that refuses a document to this account says which, without its control characters: 5', async () => {
    const refuse: RequestListener = (_request, response) => void response.writeHead(403).end();
    await withApi(service('/a', refuse), declared, async () => {
      const ended = await failure('files', '--output', path.join(user.folder, 'saved'));
      expect(ended).toMatchObject({
        status: 5,
        code: 'api-refused',
        hint: expect.stringContaining('"files"'),
      });
      expect(ended.message).toContain('does not show document "x-[31m" to this account (403)');
    });
  });

  test('cannot write names of columns to the terminal as they are (R45)', async () => {
    const listed: RequestListener = (_request, response) =>
      void response.end('[{"a\\u001b[31m":"b\\u0007"}]');
    await withApi(listed, { odd: '/odd' }, async () => {
      expect(await out('odd')).toBe('a [31m\nb\n');
    });
  });
});
