import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NotesPage, UnitNote } from '../../electron/contract/notes.ts';
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
let vault: ReturnType<typeof fakeVault>;
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 3 });
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  vault = fakeVault();
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
});

/** A desk as a new start of the window would make it, with the connection open: nothing shared but the disk. */
async function newDesk(): Promise<Desk> {
  const log = fakeLog();
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  const desk = createDesk(
    deskPorts({
      settings,
      log,
      secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault, log }),
      browser: (url) => browser.open(url),
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
const notesOf = async (desk: Desk): Promise<NotesPage | null> => desk.handlers.unitNotes({ from: 0 });
const tag = async (desk: Desk, ids: string[], add: string[]): Promise<UnitNote[]> =>
  desk.handlers.changeNotes({ ids, add, remove: [], note: 'the porter has the key' });
/** Everything on the disk, sealed or not, with the names of the entries. */
const onDisk = () => JSON.stringify([[...settings.entries], [...secrets.entries]]);
const entries = () => [...secrets.entries.keys()].filter((name) => name.includes('notes'));

test('tags, notes and folds are there at the next start, also of a unit that is in no list', async () => {
  const desk = await signedIn();
  await tag(desk, ['in-no-list'], ['VIP']);
  await desk.handlers.keepFolds({ grouping: 'tag', folds: { all: false, except: ['VIP'] } });
  const before = simulator.requests.length;
  expect(await notesOf(await newDesk())).toMatchObject({
    notes: [{ id: 'in-no-list', tags: ['VIP'], note: 'the porter has the key' }],
    folds: { tag: { all: false, except: ['VIP'] } },
    last: true,
  });
  // Nothing of it was sent, then or now.
  for (const { path } of simulator.requests) expect(path).not.toMatch(/VIP|porter|in-no-list/);
  expect(simulator.requests.slice(before).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('R28 nothing of them is on the disk in plain text, and nothing at all after the sign-out', async () => {
  const desk = await signedIn();
  await tag(desk, ['unit-one'], ['VIP-customer']);
  await desk.handlers.keepFolds({ grouping: 'tag', folds: { all: true, except: ['VIP-customer'] } });
  expect(entries()).toHaveLength(1);
  expect(plainIn(onDisk(), ['VIP-customer', 'porter', 'unit-one'])).toEqual([]);
  const [copy] = entries();
  const sealed = secrets.entries.get(copy ?? '');
  await desk.handlers.signOut(undefined);
  expect(entries()).toEqual([]);
  expect(await notesOf(desk)).toBeNull();
  // A copy from before, put back, opens no more.
  if (copy !== undefined && sealed !== undefined) secrets.entries.set(copy, sealed);
  await desk.handlers.signIn(undefined);
  expect((await notesOf(desk))?.notes).toEqual([]);
});

test('R28 a connection that is removed takes them along', async () => {
  const desk = await signedIn();
  await tag(desk, ['unit-one'], ['VIP']);
  const id = desk.state().connection?.id ?? '';
  await desk.handlers.removeConnection({ id });
  expect(entries()).toEqual([]);
});

test('R23 without a secret store they are kept in memory only, and the state says so', async () => {
  vault.fault = 'no-keyring';
  const desk = await signedIn();
  await tag(desk, ['unit-one'], ['VIP']);
  expect((await notesOf(desk))?.notes).toHaveLength(1);
  expect(desk.state().persistence.kind).toBe('memory');
  expect(entries()).toEqual([]);
});
