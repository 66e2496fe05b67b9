import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import { type Dialect, dialectNamed, dialectNames } from '../../electron/simulator/dialect/dialects.ts';
import { createFleet, type FleetUnit } from '../../electron/simulator/fleet/fleet.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { foreignReading } from '../fakes/foreign.ts';
import { type DialectName, type Simulator, start } from '../fakes/simulator.ts';

const seed = process.env['FUZZ_SEED'];
const mixes = [1, 2, 3].map((): DialectName => (seed === undefined ? 'random' : `random:${Number(seed)}`));
/** A random dialect has its seed in its name, so a failure names it: FUZZ_SEED=… repeats it. */
const names = [...dialectNames, ...mixes.map((name) => dialectNamed(name).name)];
const size = 7;
const startedAt = Date.parse('2026-05-04T15:00:00Z');
let cli: Bundled;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());

const conditions: Record<string, Unit['condition']> = {
  'In Service': 'in-service',
  'Out Of Service': 'out-of-service',
  Maintenance: 'limited',
  'Limited Service': 'limited',
  Inspection: 'limited',
  Unknown: 'unknown',
};
/** Numbers say nothing to anybody who does not know the service, unless the connection says what they mean. */
const saysNothing = ({ statuses, names: called }: Dialect) => statuses === 'number' && called !== 'foreign';
const conditionIn = (dialect: Dialect, status: string) =>
  saysNothing(dialect) ? 'unknown' : conditions[status];

/** The unit as everybody must read it, but for the service's word for the status. */
function truthOf(dialect: Dialect, unit: FleetUnit): Omit<Unit, 'status'> {
  const read = (text: string) => {
    const at = Date.parse(text);
    return dialect.dates === 'seconds' ? Math.floor(at / 1_000) * 1_000 : at;
  };
  const condition = conditionIn(dialect, unit.equipmentStatus) ?? 'unknown';
  return {
    id: unit.unitId,
    name: unit.name,
    site: unit.siteName,
    address: unit.address,
    city: unit.city,
    country: unit.country,
    type: unit.type === 'Elevator' ? 'elevator' : 'escalator',
    condition,
    floor: unit.currentFloor === null ? null : String(unit.currentFloor),
    direction: unit.currentTripDirection.toLowerCase() as Unit['direction'],
    availability: unit.availability,
    lastEventAt: read(unit.lastEventAt ?? ''),
    ...(dialect.dates === 'local' ? { zoneAssumed: true } : {}),
    ...(condition === 'out-of-service' && {
      outSince: read(unit.outOfServiceSince ?? ''),
      fault: `${unit.faultCode} · ${unit.faultText}`,
      ...(dialect.dates === 'local' ? { outSinceZoneAssumed: true } : {}),
    }),
  };
}

interface Day {
  simulator: Simulator;
  user: CommandLineUser;
  run(...args: string[]): ReturnType<CommandLineUser['run']>;
  asAccount(...args: string[]): string[];
  end(): Promise<void>;
}

async function begin(dialect: DialectName): Promise<Day> {
  const simulator = await start({ dialect, units: size, pageSize: 3, eventsPerSecond: 0, now: later() });
  const user = commandLineUser(cli.file);
  const { username, password } = simulator.technicalAccount;
  const { connection } = simulator;
  const api = { ...connection.api, ...(dialect === 'foreign' ? foreignReading : {}) };
  Object.assign(user.env, {
    MAX_DESK_CONNECTION: user.fileFor({ connection: { ...connection, api } }),
    MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey,
    MAX_DESK_PASSWORD: password,
  });
  const asAccount = (...args: string[]) => [...args, '--technical-account', username];
  return {
    simulator,
    user,
    asAccount,
    run: (...args) => user.run(asAccount(...args)),
    async end() {
      user.end();
      await simulator.close();
    },
  };
}

/** The fleet is that of the day on which the simulator starts; its tokens are of today. */
function later(): () => number {
  let isFirst = true;
  return () => {
    if (!isFirst) return Date.now();
    isFirst = false;
    return startedAt;
  };
}

describe.each(names)('a service that speaks %s', (name) => {
  const { dialect } = dialectNamed(name);
  const fleet = createFleet(size, 1, startedAt, dialect.ids);
  const units = fleet.page(0, size);
  const ids = units.map(({ unitId }) => unitId);
  let day: Day;
  beforeAll(async () => {
    day = await begin(name);
  });
  afterAll(() => day.end());

  test('has the same units as any other', async () => {
    const { status, out, err } = await day.run('units', '--format', 'json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const listed = (JSON.parse(out) as Unit[]).map(({ status: _word, ...unit }) => unit);
    expect(listed).toEqual(units.map((unit) => truthOf(dialect, unit)));
  });

  test('has one unit by its id, searched and called', async () => {
    const [id = ''] = ids;
    const found = await day.run('units', '--format', 'json', '--search', id);
    expect((JSON.parse(found.out) as Unit[]).map((unit) => unit.id)).toEqual([id]);
    expect(await day.run('call', 'GET', `/units/${id}`)).toMatchObject({ status: 0 });
  });

  test('tells a live update of it, and of nobody else', async () => {
    const [id = '', other = ''] = ids;
    const watch = day.user.start(day.asAccount('watch', '--verbose', id));
    const texts = { out: '', err: '' };
    watch.child.stdout?.on('data', (text: string) => {
      texts.out += text;
    });
    watch.child.stderr?.on('data', (text: string) => {
      texts.err += text;
    });
    const soon = (check: () => void) => vi.waitFor(check, { interval: 10 });
    await soon(() => expect(texts.err).toContain('Live.'));
    const says = { currentFloor: null, equipmentStatus: null, currentTripDirection: null };
    day.simulator.hub.send({ ...says, unitId: other, currentFloor: 9 });
    day.simulator.hub.send({ ...says, unitId: id, currentFloor: -1, currentTripDirection: 'Relevel' });
    await soon(() => expect(texts.out).toContain('\n'));
    day.simulator.hub.send({ ...says, unitId: id, equipmentStatus: 'Entrapment' });
    await soon(() => expect(texts.out.trimEnd().split('\n')).toHaveLength(2));
    const lines = texts.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      expect.objectContaining({ id, source: 'live', floor: '-1', direction: 'levelling' }),
      expect.objectContaining({
        id,
        source: 'live',
        condition: saysNothing(dialect) ? 'unknown' : 'entrapment',
      }),
    ]);
    watch.child.kill();
    await watch.ended;
  });
});

describe('a list that is not whole', () => {
  let day: Day;
  beforeAll(async () => {
    day = await begin('plain');
  });
  afterAll(() => day.end());

  test.each(['breaks-off', 'miscounts', 'partial', 'loops'] as const)(
    'because it %s ends with 5',
    async (list) => {
      day.simulator.setFaults({ list });
      const { status, out } = await day.run('units', '--format', 'ndjson');
      expect(status).toBe(5);
      expect(out.split('\n').length).toBeGreaterThan(3);
    },
  );
});
