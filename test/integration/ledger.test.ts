import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UnitHistory } from '../../electron/contract/ledger.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { deskPorts } from '../fakes/desk.ts';
import {
  type FakeClock,
  type FakeKeyValue,
  fakeClock,
  fakeKeyValue,
  fakeLog,
  fakeVault,
} from '../fakes/ports.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

const minute = 60_000;

let simulator: Simulator;
let settings: FakeKeyValue;
let secrets: FakeKeyValue;
let vault: ReturnType<typeof fakeVault>;
let clock: FakeClock;
let folder: string;
let root: string;
let units: Unit[];
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 4 });
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  vault = fakeVault();
  clock = fakeClock();
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-ledger-'));
  root = path.join(folder, 'ledger');
  units = [];
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A desk as a new start of the window would make it, with the connection open: nothing shared but the disk. */
async function newDesk(): Promise<Desk> {
  const log = fakeLog();
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  const desk = createDesk(
    deskPorts({
      settings,
      log,
      clock,
      ledgers: root,
      secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault, log }),
      browser: (url) => browser.open(url),
      send(event, value) {
        if (event === 'unitsPage') units.push(...(value as { units: Unit[] }).units);
      },
    }),
  );
  desks.push(desk);
  const file = { text: JSON.stringify(simulator.connection), origin: '/files/max.json' };
  await desk.open(file, { remember: true, subscriptionKey: simulator.subscriptionKey });
  return desk;
}

async function signedIn(): Promise<Desk> {
  const desk = await newDesk();
  await desk.handlers.signIn(undefined);
  return desk;
}

/** Reads the list and follows all of it, until it is live. */
async function watchAll(desk: Desk): Promise<void> {
  units = [];
  await desk.handlers.listUnits({ run: 1 });
  await desk.handlers.followUnits({ ids: 'all' });
  await vi.waitFor(() => expect(desk.state().live.phase).toBe('catching-up'));
  await desk.handlers.listUnits({ run: 2 });
  expect(desk.state().live).toMatchObject({ phase: 'live', cover: null });
}

/** Lets minutes pass, in each of which the timers run. */
function pass(minutes: number): void {
  for (let left = minutes; left > 0; left -= 1) clock.move(minute);
}

const inService = () => units.find(({ condition }) => condition === 'in-service')?.id ?? '';
const historyOf = async (desk: Desk, id: string, back = 24 * 60 * minute): Promise<UnitHistory> =>
  desk.handlers.unitHistory({ id, from: clock.now() - back, to: clock.now() });
const conditionsOf = ({ spans }: UnitHistory) => spans.map(({ condition }) => condition);

/** An event that the desk has heard of. */
async function outage(desk: Desk, unitId: string): Promise<void> {
  const quiet = { currentFloor: null, currentTripDirection: null };
  simulator.hub.send({ ...quiet, unitId, equipmentStatus: 'Out Of Service' });
  await vi.waitFor(async () => {
    clock.move(20);
    expect((await historyOf(desk, unitId)).outages).toHaveLength(1);
  });
}

const filesIn = (place: string): string[] =>
  existsSync(place)
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => path.join(each.parentPath, each.name))
    : [];
const keyEntries = () => [...secrets.entries.keys()].filter((name) => name.includes('ledger.'));

test('what list and hub have told is known, and since when, with who told it', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  pass(10);
  await outage(desk, id);
  pass(5);
  const { outages, availability, since } = await historyOf(desk, id);
  expect(outages).toEqual([
    { from: expect.any(Number), to: null, condition: 'out-of-service', source: 'event', maintenance: 0 },
  ]);
  expect(since).toBeLessThanOrEqual(clock.now() - 15 * minute);
  expect(availability.unwatched).toBe(0);
  expect(availability.least).toBeCloseTo(10 / 15, 2);
  expect(availability.most).toBe(availability.least);
  expect(desk.state().ledger).toEqual({ phase: 'on', since, setAside: 0 });
  const fleet = await desk.handlers.fleetHistory({ from: clock.now() - 60 * minute, to: clock.now() });
  expect(fleet.worst.often).toEqual([{ id, outages: 1 }]);
  const [spark] = await desk.handlers.unitSparks({ ids: [id], days: 30 });
  expect(spark?.cells.slice(-2)).toEqual([0, 3]);
});

test('what happened before a start is there after it, and the time between is not watched', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  pass(10);
  await outage(desk, id);
  pass(10);
  await desk.close();
  pass(30);
  const next = await newDesk();
  await watchAll(next);
  pass(10);
  const history = await historyOf(next, id);
  expect(conditionsOf(history).slice(0, 3)).toEqual(['in-service', 'out-of-service', 'not-watched']);
  expect(history.availability.unwatched).toBeGreaterThanOrEqual(30 * minute);
  expect(history.availability.unwatched).toBeLessThan(31 * minute);
  const { least, most } = history.availability;
  expect(least).toBeLessThan(most ?? 0);
});

test('paused is not watched', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  pass(10);
  await desk.handlers.pauseLive({ paused: true });
  pass(10);
  const { availability } = await historyOf(desk, inService());
  expect(availability.unwatched).toBe(10 * minute);
});

test('a damaged file is found out by whoever asks, said, and the rest is shown', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  // A journal of more than a week becomes a segment with the next change.
  clock.move(8 * 24 * 60 * minute);
  await outage(desk, id);
  clock.move(2_000);
  const segment = () => filesIn(root).find((file) => file.endsWith('.segment')) ?? '';
  await vi.waitFor(() => expect(segment()).not.toBe(''));
  await desk.close();
  const bytes = readFileSync(segment());
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(segment(), bytes);
  const next = await newDesk();
  await watchAll(next);
  pass(10);
  const { outages } = await historyOf(next, id, 30 * 24 * 60 * minute);
  expect(outages).toEqual([expect.objectContaining({ to: null, condition: 'out-of-service' })]);
  expect(next.state().ledger).toMatchObject({ phase: 'on', setAside: 1 });
  expect(filesIn(root).filter((file) => file.includes('.damaged-'))).toHaveLength(1);
});

test('R28 nothing is on the disk in plain text, and nothing at all after the sign-out', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  await outage(desk, id);
  clock.move(2_000);
  await vi.waitFor(() => expect(filesIn(root)).toHaveLength(1));
  expect(keyEntries()).toHaveLength(1);
  for (const file of filesIn(root)) expect(plainIn(readFileSync(file, 'latin1'), [id])).toEqual([]);
  await desk.handlers.signOut(undefined);
  expect(filesIn(root)).toEqual([]);
  expect(keyEntries()).toEqual([]);
  expect(desk.state().ledger).toEqual({ phase: 'off', since: null, setAside: 0 });
  pass(10);
  await desk.handlers.signIn(undefined);
  expect(await historyOf(desk, id)).toMatchObject({ spans: [], since: null });
});

test('R28 a connection that is removed takes it along', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  clock.move(2_000);
  await vi.waitFor(() => expect(filesIn(root)).toHaveLength(1));
  await desk.handlers.removeConnection({ id: desk.state().connection?.id ?? '' });
  expect(filesIn(root)).toEqual([]);
  expect(keyEntries()).toEqual([]);
});

test('R28 what a killed sign-out has left is removed at the next start, because its key has gone', async () => {
  const desk = await signedIn();
  await watchAll(desk);
  await desk.close();
  expect(filesIn(root)).toHaveLength(1);
  const [key = ''] = keyEntries();
  secrets.entries.delete(key);
  const next = await newDesk();
  await vi.waitFor(() => expect(next.state().ledger.phase).toBe('on'));
  expect(filesIn(root)).toEqual([]);
});

test('R23 without a secret store it is in memory only, and the state says so', async () => {
  vault.fault = 'no-keyring';
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  await outage(desk, id);
  clock.move(2_000);
  expect(desk.state().ledger.phase).toBe('memory');
  expect((await historyOf(desk, id)).outages).toHaveLength(1);
  expect(filesIn(root)).toEqual([]);
});

test('where the disk refuses it, it goes on in memory, and the state says so', async () => {
  writeFileSync(root, 'a file where the folder should be');
  const desk = await signedIn();
  await watchAll(desk);
  const id = inService();
  await outage(desk, id);
  expect(desk.state().ledger.phase).toBe('failed');
  expect((await historyOf(desk, id)).outages).toHaveLength(1);
});

test('without an account there is none to ask', async () => {
  const desk = await newDesk();
  await expect(desk.handlers.unitSparks({ ids: ['a'], days: 7 })).rejects.toMatchObject({
    code: 'sign-in-needed',
  });
});
