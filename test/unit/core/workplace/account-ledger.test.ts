import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { createLedgerShelf, type LedgerShelf } from '../../../../electron/core/ledger/ledger-shelf.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import { createUnitIds } from '../../../../electron/core/units/unit-ids.ts';
import { createAccountLedger } from '../../../../electron/core/workplace/account-ledger.ts';
import { type FakeClock, fakeClock, fakeLog } from '../../../fakes/ports.ts';
import { unit } from '../../renderer/units/sample.ts';

let clock: FakeClock;
let painted: PromiseWithResolvers<void>;
let opened: string[];
let shelf: LedgerShelf;

beforeEach(() => {
  clock = fakeClock(0);
  painted = Promise.withResolvers();
  opened = [];
  const own = createLedgerShelf(undefined, createMemoryStore('simulated'), fakeLog());
  shelf = {
    ...own,
    open(name, ...rest) {
      opened.push(name);
      return own.open(name, ...rest);
    },
  };
});

const newLedger = (parts: Partial<Parameters<typeof createAccountLedger>[0]> = {}) =>
  createAccountLedger({
    shelf,
    connectionId: 'connection',
    clock,
    painted: painted.promise,
    maintenanceOf: () => [],
    onChange: () => undefined,
    ...parts,
  });
/** Live updates that tell nothing. */
const silentLive = {
  listBegins: () => ({
    page: (units: Unit[]) => units,
    complete: () => undefined,
    failed: () => undefined,
  }),
};
const update = { id: 'a', at: 0, condition: 'out-of-service' } as const;
const question = { id: 'a', from: 0, to: 100 };

test('what comes before the first paint is taken down once the ledger is open', async () => {
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update]);
  clock.move(100);
  expect(ledger.state().phase).toBe('off');
  painted.resolve();
  expect((await ledger.calls.unitHistory(question)).outages).toHaveLength(1);
  expect(ledger.state().phase).toBe('memory');
});

test('whoever needs the state of an open ledger waits until it is', async () => {
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update]);
  const asked = ledger.openState();
  painted.resolve();
  expect(await asked).toEqual({ phase: 'memory', since: 0, setAside: 0 });
});

test('R28 whoever signs out before the first paint leaves nothing behind', async () => {
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update]);
  await ledger.forget('sam');
  painted.resolve();
  await expect(ledger.calls.unitHistory(question)).rejects.toMatchObject({ code: 'sign-in-needed' });
  expect(opened).toEqual([]);
});

test('another account has a ledger of its own, and finds it when it comes back', async () => {
  painted.resolve();
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update]);
  clock.move(100);
  expect((await ledger.calls.unitHistory(question)).outages).toHaveLength(1);
  ledger.follow('tessa', true);
  expect((await ledger.calls.unitHistory(question)).outages).toEqual([]);
  ledger.follow('sam', true);
  expect((await ledger.calls.unitHistory(question)).outages).toHaveLength(1);
});

test('maintenance counts apart, also while it goes on', async () => {
  painted.resolve();
  const ledger = newLedger({ maintenanceOf: () => [{ from: 50, to: null }] });
  ledger.follow('sam', true);
  ledger.apply([update]);
  clock.move(100);
  expect((await ledger.calls.unitHistory(question)).availability.maintenance).toBe(50);
});

test('several events in one are told one after the other: it was back in between', async () => {
  painted.resolve();
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update]);
  clock.move(100);
  ledger.apply([{ ...update, at: 60, outAt: 50, wasBack: true }]);
  const { outages } = await ledger.calls.unitHistory(question);
  expect(outages.map(({ from, to }) => [from, to])).toEqual([
    [50, null],
    [0, 50],
  ]);
});

test('a list that was begun for one account tells another one nothing, nor the same one that has come back', async () => {
  painted.resolve();
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([{ ...update, condition: 'in-service' }]);
  await ledger.calls.unitHistory(question);
  const reading = ledger.readingOf(silentLive).listBegins();
  ledger.follow('tessa', true);
  ledger.apply([{ ...update, id: 'of tessa', condition: 'in-service' }]);
  reading.page([unit('of sam')]);
  clock.move(50);
  ledger.check({ phase: 'live', cover: null });
  const conditionOf = async (id: string) =>
    (await ledger.calls.unitHistory({ ...question, id, to: clock.now() })).spans.at(-1)?.condition;
  await ledger.calls.unitHistory(question);
  reading.complete(createUnitIds(), true);
  clock.move(50);
  expect(await conditionOf('of sam')).toBeUndefined();
  expect(await conditionOf('of tessa')).toBe('in-service');
  ledger.follow('sam', true);
  ledger.check({ phase: 'live', cover: null });
  await ledger.calls.unitHistory(question);
  reading.complete(createUnitIds(), true);
  clock.move(50);
  expect(await conditionOf('a')).toBe('in-service');
});

test('several events in one that end with an unknown condition: what was known before counts', async () => {
  painted.resolve();
  const ledger = newLedger();
  ledger.follow('sam', true);
  ledger.apply([update, { ...update, id: 'b' }]);
  clock.move(100);
  ledger.apply([
    { id: 'a', at: 60, condition: 'unknown', wasBack: true },
    { id: 'b', at: 60, condition: 'unknown' },
    { id: 'c', at: 60, condition: 'unknown', outAt: 50 },
  ]);
  const outagesOf = async (id: string) =>
    (await ledger.calls.unitHistory({ ...question, id })).outages.map(({ from, to }) => [from, to]);
  ledger.apply(['a', 'b', 'c'].map((id) => ({ ...update, id, at: 80 })));
  expect(await outagesOf('a')).toEqual([
    [80, null],
    [0, 60],
  ]);
  expect(await outagesOf('b')).toEqual([[0, null]]);
  expect(await outagesOf('c')).toEqual([[50, null]]);
});

test('an outage that begins while a list is read is not watched from the beginning of that list on', async () => {
  painted.resolve();
  const ledger = newLedger();
  ledger.follow('sam', true);
  /** A list of one page, which takes 40 ms more to come to its end. */
  function list(condition: Unit['condition']): void {
    const reading = ledger.readingOf(silentLive).listBegins();
    reading.page([unit('a', { condition })]);
    clock.move(40);
    reading.complete(createUnitIds(), true);
  }
  list('in-service');
  clock.move(20);
  list('in-service');
  clock.move(20);
  list('out-of-service');
  const { spans } = await ledger.calls.unitHistory({ ...question, to: clock.now() });
  expect(spans.map(({ from, condition }) => [from, condition])).toEqual([
    [0, 'not-watched'],
    [40, 'in-service'],
    [60, 'not-watched'],
    [120, 'out-of-service'],
  ]);
});

test('whoever quits does not wait for a disk that never answers', async () => {
  painted.resolve();
  const ledger = newLedger({ shelf: { ...shelf, close: () => new Promise(() => undefined) } });
  ledger.follow('sam', true);
  await ledger.calls.unitHistory(question);
  const closed = ledger.close();
  clock.move(1_000);
  await closed;
});

describe('whoever quits after another account has signed in', () => {
  let isFull: boolean;
  let written: string[];
  let ledger: ReturnType<typeof newLedger>;

  beforeEach(async () => {
    painted.resolve();
    isFull = false;
    written = [];
    const own = shelf;
    ledger = newLedger({
      shelf: {
        ...own,
        async open(name, ...rest) {
          const open = await own.open(name, ...rest);
          const { close } = open.store;
          open.store.close = async () => {
            if (isFull) throw new AppError('storage', 'full', { details: { file: '', text: 'ENOSPC' } });
            await close();
            written.push(name);
          };
          return open;
        },
      },
    });
    ledger.follow('sam', true);
    await ledger.calls.unitHistory(question);
  });

  test('has what the disk did not take of the first one then', async () => {
    isFull = true;
    ledger.follow('tessa', true);
    await ledger.calls.unitHistory(question);
    expect(written).toEqual([]);
    isFull = false;
    await ledger.close();
    expect(written.toSorted()).toEqual(opened.toSorted());
    expect(new Set(written).size).toBe(2);
  });

  test('has the first one written, though nobody is signed in now', async () => {
    ledger.follow(undefined, false);
    await ledger.close();
    expect(written).toEqual(opened);
  });
});

describe('what has waited for the ledger to be opened', () => {
  const conditions = ['in-service', 'limited'] as const;

  test('is taken down in small steps, and what comes meanwhile after it', async () => {
    let steady = 0;
    // Each look at the clock takes a millisecond.
    const ledger = newLedger({ clock: { ...clock, steady: () => steady++ } });
    ledger.follow('sam', true);
    for (let i = 0; i < 4_000; i += 1)
      ledger.apply([{ id: 'a', at: i, condition: conditions[i % 2] ?? 'unknown' }]);
    clock.move(5_000);
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (turns === 3) ledger.apply([{ ...update, at: 4_500 }]);
      if (ledger.state().phase === 'off') setImmediate(turn);
    };
    setImmediate(turn);
    painted.resolve();
    const { outages, spans } = await ledger.calls.unitHistory({ id: 'a', from: 3_000, to: 5_000 });
    // Eight milliseconds each.
    expect(turns).toBeGreaterThan(400);
    expect(outages.map(({ from }) => from)).toEqual([4_500]);
    expect(spans).not.toEqual([]);
  });

  test('is on the disk when whoever quits may go', async () => {
    const disk = Promise.withResolvers<void>();
    const closed = vi.fn();
    const ledger = newLedger({
      shelf: {
        ...shelf,
        open: (...all) => disk.promise.then(() => shelf.open(...all)),
        close: (store) => shelf.close(store).then(closed),
      },
    });
    ledger.follow('sam', true);
    ledger.apply([update]);
    painted.resolve();
    // The opening has begun, and waits for the disk.
    await new Promise((resolve) => setImmediate(resolve));
    const quit = ledger.close();
    disk.resolve();
    await quit;
    expect(closed).toHaveBeenCalledOnce();
  });

  test('is there for whoever leaves while it is taken down, and comes back at once', async () => {
    let steady = 0;
    const ledger = newLedger({ clock: { ...clock, steady: () => steady++ } });
    ledger.follow('sam', true);
    for (let i = 0; i < 1_000; i += 1)
      ledger.apply([{ id: 'a', at: i, condition: conditions[i % 2] ?? 'unknown' }]);
    ledger.apply([{ ...update, at: 2_000 }]);
    clock.move(5_000);
    painted.resolve();
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    ledger.follow('tessa', true);
    ledger.follow('sam', true);
    const { outages } = await ledger.calls.unitHistory({ id: 'a', from: 0, to: 5_000 });
    expect(outages.map(({ from }) => from)).toEqual([2_000]);
  });

  test('is too much in the middle of a list: no unit of its first pages is taken for gone', async () => {
    const ledger = newLedger();
    ledger.follow('sam', true);
    ledger.check({ phase: 'live', cover: null });
    const reading = ledger.readingOf(silentLive).listBegins();
    reading.page([unit('a', { condition: 'in-service' })]);
    clock.move(10);
    for (let i = 0; i < 20_000; i += 1) ledger.apply([{ id: 'b', at: 0, condition: 'in-service' }]);
    clock.move(40);
    painted.resolve();
    await ledger.calls.unitHistory(question);
    reading.page([unit('c', { condition: 'in-service' })]);
    reading.complete(createUnitIds(), true);
    clock.move(50);
    const conditionsOf = async (id: string) =>
      (await ledger.calls.unitHistory({ ...question, id })).spans.map((each) => each.condition);
    expect(await conditionsOf('a')).toEqual(['in-service', 'not-watched']);
    expect((await ledger.calls.unitHistory(question)).spans.at(-1)).toMatchObject({ to: 100 });
    expect(await conditionsOf('c')).toEqual(['in-service']);
  });

  test('is too much: what comes while it is taken down is not overwritten by that', async () => {
    let steady = 0;
    const ledger = newLedger({ clock: { ...clock, steady: () => steady++ } });
    ledger.follow('sam', true);
    ledger.check({ phase: 'live', cover: null });
    for (let i = 0; i < 20_001; i += 1)
      ledger.apply([{ id: 'a', at: 0, condition: conditions[i % 2] ?? 'unknown' }]);
    clock.move(50);
    const turn = () => {
      ledger.apply([{ ...update, at: 50 }]);
      if (ledger.state().phase === 'off') setImmediate(turn);
    };
    setImmediate(turn);
    painted.resolve();
    await ledger.calls.unitHistory(question);
    clock.move(50);
    const { spans } = await ledger.calls.unitHistory(question);
    expect(spans.at(-1)).toMatchObject({ from: 50, condition: 'out-of-service' });
  });

  test('is taken down whole, whenever the last of it comes', async () => {
    painted.resolve();
    const ledger = newLedger();
    ledger.follow('sam', true);
    ledger.check({ phase: 'live', cover: null });
    const ids: string[] = [];
    // One in each of the shortest steps there are.
    while (ledger.state().phase === 'off') {
      const id = `unit ${ids.length}`;
      ids.push(id);
      ledger.apply([{ ...update, id }]);
      await undefined;
    }
    clock.move(100);
    const lost: string[] = [];
    for (const id of ids)
      if ((await ledger.calls.unitHistory({ ...question, id })).outages.length === 0) lost.push(id);
    expect(lost).toEqual([]);
  });

  test('is too much: a list that had begun, and ends when the ledger is open, is not whole', async () => {
    const ledger = newLedger();
    ledger.follow('sam', true);
    const reading = ledger.readingOf(silentLive).listBegins();
    const page = (id: string) => reading.page([unit(id, { condition: 'in-service' })]);
    page('a');
    for (let i = 0; i < 20_000; i += 1) ledger.apply([{ id: 'b', at: 0, condition: 'in-service' }]);
    page('c');
    clock.move(50);
    painted.resolve();
    await ledger.calls.unitHistory(question);
    reading.complete(createUnitIds(), true);
    clock.move(50);
    // So that the time up to then counts.
    ledger.apply([{ id: 'd', at: clock.now(), condition: 'in-service' }]);
    const { availability } = await ledger.calls.unitHistory(question);
    expect(availability.unrecorded).toBe(0);
  });

  test('is too much: from then on it is not watched, until it is told again', async () => {
    const ledger = newLedger();
    ledger.follow('sam', true);
    ledger.check({ phase: 'live', cover: null });
    ledger.apply([{ ...update, condition: 'in-service' }]);
    for (let i = 0; i < 20_000; i += 1) ledger.apply([{ id: 'b', at: 0, condition: 'in-service' }]);
    clock.move(50);
    ledger.apply([{ ...update, at: 50 }]);
    painted.resolve();
    await ledger.calls.unitHistory(question);
    for (let left = 5; left > 0; left -= 1) clock.move(60_000);
    ledger.apply([{ ...update, at: clock.now(), condition: 'in-service' }]);
    for (let left = 5; left > 0; left -= 1) clock.move(60_000);
    const { spans } = await ledger.calls.unitHistory({ id: 'a', from: 50, to: clock.now() });
    expect(spans.map(({ from, condition }) => [from, condition])).toEqual([
      [50, 'not-watched'],
      [300_050, 'in-service'],
    ]);
  });
});

test('R28 a key that was made while somebody signed out goes, too', async () => {
  const store = createMemoryStore('simulated');
  const root = path.join(tmpdir(), 'max-desk-no-ledger');
  const own = createLedgerShelf(root, store, fakeLog());
  const opening = own.open('connection.sam', true, { clock, onChange: () => undefined });
  await own.erase('connection.sam');
  await opening;
  expect(store.has('ledger.connection.sam')).toBe(false);
});
