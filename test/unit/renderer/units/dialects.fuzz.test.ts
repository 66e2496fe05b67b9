import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUnitFormatter } from '../../../../electron/command-line/unit-formats.ts';
import { printUnits } from '../../../../electron/command-line/units.ts';
import { createWatchLines } from '../../../../electron/command-line/watch-lines.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import { createApiClient } from '../../../../electron/core/api/client.ts';
import { csvLine } from '../../../../electron/core/export/csv.ts';
import { createEventReader } from '../../../../electron/core/live/updates.ts';
import { systemClock } from '../../../../electron/core/ports.ts';
import { createUnitRuns } from '../../../../electron/core/units/unit-runs.ts';
import { unitsPage } from '../../../../electron/simulator/api/units-page.ts';
import { type Dialect, dialectNamed, PLAIN } from '../../../../electron/simulator/dialect/dialects.ts';
import { eventForm } from '../../../../electron/simulator/dialect/unit-form.ts';
import type { FleetUnit } from '../../../../electron/simulator/fleet/fleet.ts';
import type { TwinEvent } from '../../../../electron/simulator/fleet/traffic.ts';
import { listenerFor } from '../../../../electron/simulator/http.ts';
import { exportRow, tableOf } from '../../../../renderer/units/export/export-table.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fleetTruth, type Truth } from '../../../fakes/fleet-truth.ts';
import { rounds } from '../../../fakes/rounds.ts';
import { serve, type TestServer } from '../../../fakes/server.ts';
import { englishText, storeOf } from './sample.ts';

/** `FUZZ_SEED=… npm test -- dialects.fuzz` repeats a failure first. */
const firstSeed = Number(process.env['FUZZ_SEED'] ?? Date.now() & 0x3fff_ffff);
/** MAX_DESK_NIGHTLY=1 takes its time. */
const lists = process.env['MAX_DESK_NIGHTLY'] === undefined ? rounds(300) : 10_000;

let server: TestServer;
let serving: { dialect: Dialect; truth: readonly Truth[]; pageSize: number };

beforeAll(async () => {
  server = await serve((request, response) => {
    const { dialect, truth, pageSize } = serving;
    const units = truth.map(({ sent }) => sent as unknown as FleetUnit);
    const fleet = { size: units.length, page: (skip: number, top: number) => units.slice(skip, skip + top) };
    const parts = { url: server.url, pageSize, dialect, fleet, faults: { current: () => ({}) } };
    const traffic = { asItIs: (unit: FleetUnit) => unit };
    const answer = listenerFor(
      async ({ url }) => unitsPage({ ...parts, traffic }, url.searchParams),
      server.url,
      [],
      Date.now,
    );
    void answer(request, response);
  });
});
afterAll(() => server.close());

/** The form of a random dialect: the values have forms of their own in every list. */
function dialectOf(seed: number): Dialect {
  const { dialect } = dialectNamed(`random:${seed}`);
  const { ids, statuses, directions, dates, numbers } = PLAIN;
  return { ...dialect, ids, statuses, directions, dates, numbers };
}

const newApi = () =>
  createApiClient({
    connection: connectionWith({ 'api.baseUrl': `${server.url}/api` }),
    http: fetch,
    token: async () => ({ accessToken: 'token', expiresAt: 0, scopes: [] }),
    subscriptionKey: async () => 'key',
  });

/** The units that the window gets. */
async function windowUnits(): Promise<Unit[]> {
  const units: Unit[] = [];
  const runs = createUnitRuns({
    api: newApi(),
    path: '/units',
    clock: systemClock,
    onPage: (page) => units.push(...page.units),
    live: {
      listBegins: () => ({ page: (page) => page, complete: () => undefined, failed: () => undefined }),
    },
    keepFor: () => async () => undefined,
  });
  const { received, withoutId, shortfall } = await runs.list(1);
  expect({ received, withoutId, shortfall }).toEqual({
    received: units.length,
    withoutId: 0,
    shortfall: null,
  });
  return units;
}

/** What `max-desk units` prints. */
async function printed(format: 'json' | 'csv' | 'table'): Promise<string> {
  let text = '';
  const output = {
    async write(more: string | Uint8Array) {
      text += String(more);
    },
  };
  const context = { env: {}, output, signal: new AbortController().signal };
  await printUnits(newApi(), '/units', { format, search: '', status: '' }, context);
  return text;
}

/** What the formats of the command line make of these units, without a service. */
function expected(format: 'csv' | 'table', units: readonly Unit[]): string {
  const formatter = createUnitFormatter(format);
  return formatter.head() + formatter.page(units) + formatter.tail();
}

/** The lines of a watch for an event of each unit, as they come through the hub. */
function watched(dialect: Dialect, truth: readonly Truth[]): object[] {
  const lines = createWatchLines();
  const ids = new Set(truth.map(({ unit }) => unit.id));
  const reader = createEventReader(() => ids);
  for (const { sent } of truth) {
    const { unitId, currentFloor, equipmentStatus, currentTripDirection } = sent;
    const event = { unitId, currentFloor, equipmentStatus, currentTripDirection } as unknown as TwinEvent;
    const record = JSON.stringify({ type: 1, target: 'x', arguments: [eventForm(dialect)(event)] });
    const [parsed] = (JSON.parse(record) as { arguments: unknown[] }).arguments;
    const update = reader.read(parsed, 0, record);
    if (update) lines.heard(update);
  }
  let text = '';
  for (let more = lines.next(); more !== undefined; more = lines.next()) text += more;
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as object);
}

function lineOf({ unit }: Truth): object {
  const { id, status, condition, floor, direction } = unit;
  return {
    id,
    at: new Date(0).toISOString(),
    source: 'live',
    status,
    condition,
    ...(floor === null ? {} : { floor }),
    ...(direction === null ? {} : { direction }),
  };
}

const trappedFirst = (units: readonly Unit[]) => [
  ...units.filter(({ condition }) => condition === 'entrapment'),
  ...units.filter(({ condition }) => condition !== 'entrapment'),
];

async function check(seed: number): Promise<void> {
  const truth = fleetTruth(seed);
  const units = truth.map(({ unit }) => unit);
  const dialect = dialectOf(seed);
  serving = { dialect, truth, pageSize: 1 + (seed % 7) };

  const shown = await windowUnits();
  expect(shown).toEqual(units);
  const format = (['json', 'csv', 'table'] as const)[seed % 3] ?? 'json';
  if (format === 'json') expect(JSON.parse(await printed(format))).toEqual(units);
  else expect(await printed(format)).toBe(expected(format, units));
  expect(watched(dialect, truth)).toEqual(truth.map(lineOf));

  const store = storeOf(...shown);
  store.settle();
  store.setColumns(['id', 'city', 'status']);
  const table = tableOf(store, [], 'csv');
  expect(table.units.map(({ id }) => id).toSorted()).toEqual(units.map(({ id }) => id).toSorted());
  const conditions = table.units.map(({ condition }) => condition);
  expect(conditions).toEqual(trappedFirst(table.units).map(({ condition }) => condition));
  for (const unit of table.units) {
    const cells = exportRow(table, unit);
    expect(csvLine(cells)).toBe(csvLine([unit.id, unit.city, englishText.cell(unit, 'status', 0)]));
  }
}

describe('a list of any dialect', () => {
  it(`is shown as it is, wherever it is shown: ${lists} lists`, async () => {
    for (let seed = firstSeed; seed < firstSeed + lists; seed += 1) {
      await check(seed).catch((error: unknown) => {
        const dialect = JSON.stringify(dialectOf(seed));
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`FUZZ_SEED=${seed} ${dialect}\n${reason}`, { cause: error });
      });
    }
  }, 900_000);
});
