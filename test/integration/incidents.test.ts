import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventValue } from '../../electron/contract/calls.ts';
import type { HandedOver } from '../../electron/contract/hand-over.ts';
import { nothingKnown } from '../../electron/contract/incident-facts.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { deskPorts } from '../fakes/desk.ts';
import { type FakeKeyValue, fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let settings: FakeKeyValue;
let secrets: FakeKeyValue;
let folder: string;
let units: Unit[];
let ended: EventValue<'incidentsEnded'>[];
const vault = fakeVault();
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 60, eventsPerSecond: 0 });
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-incidents-'));
  units = [];
  ended = [];
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
  await rm(folder, { recursive: true });
});

const file = () => path.join(folder, 'hand-over.json');

/** A desk as a new start of the window would make it, signed in, with the list read: nothing shared but the disk. */
async function atWork(signsIn = true): Promise<Desk> {
  const log = fakeLog();
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  const desk = createDesk(
    deskPorts({
      settings,
      log,
      secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault, log }),
      browser: (url) => browser.open(url),
      chooseExportFile: async () => file(),
      chooseHandOverFile: async () => ({ text: await readFile(file(), 'utf8'), file: file() }),
      send(event, value) {
        if (event === 'unitsPage') units.push(...(value as EventValue<'unitsPage'>).units);
        if (event === 'incidentsEnded') ended.push(value as EventValue<'incidentsEnded'>);
      },
    }),
  );
  desks.push(desk);
  const connection = { text: JSON.stringify(simulator.connection), origin: '/files/max.json' };
  await desk.open(connection, { remember: true, subscriptionKey: simulator.subscriptionKey });
  if (signsIn) await desk.handlers.signIn(undefined);
  units = [];
  await desk.handlers.listUnits({ run: 1 });
  return desk;
}
function firstOut(): Unit {
  const found = units.find(({ condition }) => condition === 'out-of-service');
  if (found === undefined) throw new Error('no unit of the simulator is out of service');
  return found;
}
const known = async (desk: Desk) => desk.handlers.incidents(undefined);
async function acknowledge(desk: Desk, { id, outSince = 0 }: Unit): Promise<void> {
  const said = { acknowledgedAt: Date.now(), note: 'the porter has the key', outageAt: outSince };
  await desk.handlers.setIncidents({ incidents: [{ ...nothingKnown(id), ...said }] });
}
/** Everything on the disk, sealed or not, with the names of the entries. */
const onDisk = () => JSON.stringify([[...settings.entries], [...secrets.entries]]);
const entries = () => [...secrets.entries.keys()].filter((name) => name.includes('incidents'));

test('an acknowledged outage is known at the next start, and closed by the list in which it is over', async () => {
  const desk = await atWork();
  const out = firstOut();
  await acknowledge(desk, out);
  const next = await atWork(false);
  expect(await known(next)).toMatchObject({
    incidents: [{ id: out.id, note: 'the porter has the key', outageAt: out.outSince }],
    ended: [],
  });
  simulator.hub.send({
    unitId: out.id,
    equipmentStatus: 'In Service',
    currentFloor: null,
    currentTripDirection: null,
  });
  await next.handlers.listUnits({ run: 2 });
  await vi.waitFor(() => expect(ended).toHaveLength(1));
  expect(await known(next)).toMatchObject({
    incidents: [],
    ended: [{ id: out.id, note: 'the porter has the key', outageAt: out.outSince }],
  });
  // Nothing of it was sent.
  for (const { path: asked } of simulator.requests) expect(asked).not.toMatch(/porter/);
});

test('R28 nothing of it is on the disk in plain text, and nothing at all after the sign-out, or with the connection', async () => {
  const desk = await atWork();
  await acknowledge(desk, firstOut());
  expect(entries()).toHaveLength(1);
  expect(plainIn(onDisk(), ['porter', firstOut().id])).toEqual([]);
  await desk.handlers.signOut(undefined);
  expect(entries()).toEqual([]);
  await desk.handlers.signIn(undefined);
  await desk.handlers.listUnits({ run: 2 });
  expect(await known(desk)).toMatchObject({ incidents: [] });
  await acknowledge(desk, firstOut());
  const { connection } = desk.state();
  await desk.handlers.removeConnection({ id: connection?.id ?? '' });
  expect(entries()).toEqual([]);
});

test('a hand-over is a file that another desk opens; one that is cut off says why it cannot be used', async () => {
  const desk = await atWork();
  const out = firstOut();
  const handed: HandedOver = {
    ...{ id: out.id, name: out.name, site: out.site, condition: 'out-of-service', fault: '' },
    ...{ outageAt: 5, firstSeenHere: false, endedAt: null, acknowledgedAt: 6 },
    ...{ note: 'ask jo@example.com', snoozedUntil: null, maintenance: [] },
  };
  expect(
    await desk.handlers.saveHandOver({
      incidents: [handed],
      lack: { part: null, asOf: null, left: 0, endedFrom: null },
    }),
  ).toEqual({ file: file() });
  const text = await readFile(file(), 'utf8');
  expect(text).not.toMatch(/example\.com|Sam Sample/);
  expect(await desk.handlers.openHandOver(undefined)).toMatchObject({
    file: 'hand-over.json',
    isOfConnection: true,
    incidents: [{ ...handed, note: 'ask […]' }],
  });
  await writeFile(file(), text.slice(0, 100));
  await expect(desk.handlers.openHandOver(undefined)).rejects.toMatchObject({
    code: 'bad-request',
    details: { file: 'hand-over.json', handOver: 'damaged' },
  });
});

test('what is maintenance counts apart in the history of the unit', async () => {
  const desk = await atWork();
  const { id } = firstOut();
  // Only what is watched counts.
  await desk.handlers.followUnits({ ids: 'all' });
  await vi.waitFor(() => expect(desk.state().live.phase).toBe('catching-up'));
  await desk.handlers.listUnits({ run: 2 });
  const now = Date.now();
  const day = 24 * 3_600_000;
  const history = async () => desk.handlers.unitHistory({ id, from: now - day, to: Date.now() });
  await vi.waitFor(async () =>
    expect((await history()).spans.map(({ condition }) => condition)).toContain('out-of-service'),
  );
  const maintenance = [{ from: now - day, to: now + day }];
  await desk.handlers.setIncidents({ incidents: [{ ...nothingKnown(id), maintenance }] });
  const { spans, outages, availability } = await history();
  const conditions = spans.map(({ condition }) => condition);
  expect(conditions).toContain('maintenance');
  expect(conditions).not.toContain('out-of-service');
  expect([outages, availability.out]).toEqual([[], 0]);
  // The report, the overview and the column of the table say the same.
  const period = { from: now - day, to: Date.now() };
  const [row] = await desk.handlers.groupAvailability({ ...period, groups: [[id]] });
  expect(row).toMatchObject({ out: 0, outages: 0, maintenance: expect.any(Number) });
  expect(row?.maintenance).toBeGreaterThan(0);
  const { worst } = await desk.handlers.fleetHistory(period);
  expect([...worst.longest, ...worst.often].map((each) => each.id)).not.toContain(id);
  const [spark] = await desk.handlers.unitSparks({ ids: [id], days: 7 });
  expect(spark?.cells).toContain(4);
  expect(spark?.cells).not.toContain(3);
});
