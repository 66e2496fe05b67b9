/** A disk that refuses for long, and has room again. */
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import { fleetHistoryOf } from '../../../../electron/core/ledger/fleet-history.ts';
import type { LedgerFolder } from '../../../../electron/core/ledger/ledger-folder.ts';
import { mostUnsealed, retryPause } from '../../../../electron/core/ledger/ledger-limits.ts';
import type { LedgerStore } from '../../../../electron/core/ledger/ledger-store.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { DamagedLedgerFile } from '../../../../electron/core/ledger/segment.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { type FakeClock, fakeClock } from '../../../fakes/ports.ts';

const full = new AppError('storage', 'full', { details: { file: '', text: 'ENOSPC' } });
const busy = new AppError('storage', 'busy', { details: { file: '', text: 'EBUSY' } });
/** Files that are not taken. */
let refused: RegExp | undefined;
/** Files that another program has open, as on Windows: they are not let go. */
let held: RegExp | undefined;
/** Names of the files that were to be written. */
let tried: string[];
let disk: LedgerFolder;
let folder: LedgerFolder;
let clock: FakeClock;

beforeEach(() => {
  refused = undefined;
  held = undefined;
  tried = [];
  disk = createMemoryFolder();
  clock = fakeClock(0);
  const orRefuse = (name: string, write: () => Promise<void>): Promise<void> => {
    tried.push(name);
    return refused?.test(name) ? Promise.reject(full) : write();
  };
  folder = {
    ...disk,
    append: (name, bytes) => orRefuse(name, () => disk.append(name, bytes)),
    replace: (name, parts) => orRefuse(name, () => disk.replace(name, parts)),
    rename: (name, next) => (held?.test(name) ? Promise.reject(busy) : disk.rename(name, next)),
    remove: (name) => (held?.test(name) ? Promise.reject(busy) : disk.remove(name)),
  };
});

const open = (limits: NonNullable<Parameters<typeof openTestLedger>[1]>['limits']) =>
  openTestLedger(folder, { clock, limits });

/** Resolves when what is under way has been done: it is in turn with the writing. */
const idle = (store: LedgerStore) => store.putAside(new DamagedLedgerFile('none'));

/** A new unit in each of these seconds, which is written by time. */
async function seconds(store: LedgerStore, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    store.ledger.tell(`at ${clock.now()}`, clock.now(), 'limited', 'list');
    clock.move(1_000);
    await idle(store);
  }
}

/** A change of a unit that was there in each of these seconds. */
async function changes(store: LedgerStore, id: string, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    store.ledger.tell(id, clock.now(), left % 2 === 0 ? 'in-service' : 'limited', 'event');
    clock.move(1_000);
    await idle(store);
  }
}

/** Lets what is being appended wait from now on. @returns lets it go on */
function hold(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { append } = folder;
  folder.append = (name, bytes) => promise.then(() => append(name, bytes));
  return resolve;
}

/** Which of the units of these seconds the disk knows. */
async function kept(count: number): Promise<number[]> {
  const store = await openTestLedger(disk, { clock });
  const found: number[] = [];
  for (let second = 0; second < count; second += 1) {
    const id = `at ${second * 1_000}`;
    store.ledger.look(0, clock.now());
    const { spans } = await unitHistoryOf(viewOf(store, clock.now()), id, { from: 0, to: clock.now() });
    if (spans.some(({ condition }) => condition === 'limited')) found.push(second);
  }
  return found;
}
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe.each([
  ['segments', /segment$/],
  ['the ids of units', /^units$/],
])('a disk that takes no %s', (_what, file) => {
  test('is asked again every half minute, and the journal goes on each second', async () => {
    refused = file;
    const store = await open({ journalBytes: 1_000 });
    await seconds(store, 20);
    expect(store.state().failed).toBe(true);
    const attempts = () => tried.filter((name) => file.test(name)).length;
    const before = attempts();
    const appended = tried.length;
    await seconds(store, 25);
    expect(attempts() - before).toBeLessThanOrEqual(1);
    expect(tried.length - appended).toBeGreaterThanOrEqual(25);
    await seconds(store, 120);
    expect(attempts() - before).toBeGreaterThanOrEqual(4);
    expect(attempts() - before).toBeLessThanOrEqual(6);
  });

  test('loses nothing of it, and needs no more changes to notice that there is room', async () => {
    refused = file;
    const store = await open({ journalBytes: 1_000 });
    await seconds(store, 60);
    expect(store.state().failed).toBe(true);
    expect(await kept(60)).toEqual(upTo(60));
    refused = undefined;
    clock.move(retryPause);
    await idle(store);
    expect(store.state().failed).toBe(false);
    expect([...(await disk.list()).keys()].filter((name) => name.endsWith('.journal'))).toHaveLength(1);
    expect(await kept(60)).toEqual(upTo(60));
  });

  test('for very long, has a bounded number of files, and the newest of what was told', async () => {
    refused = file;
    const store = await open({ journalBytes: 200 });
    await seconds(store, 100);
    const journals = [...(await disk.list()).keys()].filter((name) => name.endsWith('.journal'));
    expect(journals).toHaveLength(mostUnsealed + 1);
    expect(store.ledger.view().chapters).toHaveLength(mostUnsealed + 1);
    refused = undefined;
    await store.flush();
    const found = await kept(100);
    expect(found.length).toBeGreaterThan(mostUnsealed);
    expect(found).toEqual(upTo(100).slice(-found.length));
  });

  test('gets no more chapters to wait for their age alone', async () => {
    refused = file;
    const store = await open({ journalAge: 1_000 });
    await seconds(store, 50);
    expect(store.ledger.view().chapters.length).toBeLessThanOrEqual(2);
    refused = undefined;
    await store.flush();
    expect(await kept(50)).toEqual(upTo(50));
  });
});

describe('a unit that is new after a start has nothing of another one', () => {
  /** What is known of a new unit, and of one from before, by those that were killed just now. */
  async function afterKill(id: string) {
    const copy = createMemoryFolder();
    for (const name of (await disk.list()).keys()) await copy.replace(name, [await disk.read(name)]);
    const store = await openTestLedger(copy, { clock: fakeClock(clock.now()) });
    const end = clock.now() + 1_000;
    store.ledger.tell('new', clock.now(), 'in-service', 'list');
    store.ledger.look(0, end);
    const view = viewOf(store, end);
    const period = { from: 0, to: end };
    const { worst } = await fleetHistoryOf(view, period);
    return {
      new: (await unitHistoryOf(view, 'new', period)).spans.map(({ condition }) => condition),
      old: (await unitHistoryOf(view, id, period)).spans.map(({ condition }) => condition),
      worst: worst.longest.map((each) => each.id),
    };
  }

  test('though what waited was given up, and only journals are taken again', async () => {
    const store = await open({ waiting: 300 });
    await seconds(store, 2);
    refused = /./;
    await seconds(store, 30);
    await changes(store, 'at 30000', 101);
    refused = /^units$|segment$/;
    await store.flush();
    expect((await afterKill('at 0')).new).toEqual(['in-service']);
    refused = /segment$/;
    await store.flush();
    expect(await afterKill('at 30000')).toMatchObject({
      new: ['in-service'],
      old: expect.arrayContaining(['limited']),
    });
  });

  test('though chapters were given up, and the ids are not taken', async () => {
    refused = /^units$|segment$/;
    const store = await open({ journalBytes: 200 });
    await seconds(store, 30);
    await changes(store, 'at 29000', 101);
    expect((await afterKill('at 0')).new).toEqual(['in-service']);
  });

  test('though the journal with the ids is gone, and those in the others are known', async () => {
    refused = /^units$|segment$/;
    const store = await open({ journalBytes: 200 });
    for (const condition of ['out-of-service', 'in-service'] as const) {
      store.ledger.tell('lost', clock.now(), condition, 'list');
      await seconds(store, 6);
    }
    await disk.remove('000001.journal');
    expect(await afterKill('at 11000')).toEqual({ new: ['in-service'], old: ['limited'], worst: [] });
  });
});

describe('a journal that another program has open', () => {
  const journals = async () => [...(await disk.list()).keys()].filter((name) => name.endsWith('.journal'));
  /** Whether it is known what a unit was, read from the file that has it. */
  async function isKnown(store: LedgerStore, id: string): Promise<boolean> {
    store.ledger.look(0, clock.now());
    const { spans } = await unitHistoryOf(viewOf(store, clock.now()), id, { from: 0, to: clock.now() });
    return spans.some(({ condition }) => condition === 'limited');
  }

  test('goes once it is let go, and its segment stays the one that is read', async () => {
    held = /journal$/;
    const store = await open({ journalBytes: 1_000 });
    await seconds(store, 40);
    expect(store.state()).toEqual({ failed: true, setAside: 0 });
    clock.move(retryPause);
    await idle(store);
    expect(await isKnown(store, 'at 0')).toBe(true);
    held = undefined;
    clock.move(retryPause);
    await idle(store);
    expect(store.state().failed).toBe(false);
    expect(await journals()).toHaveLength(1);
    expect(await isKnown(store, 'at 0')).toBe(true);
    expect(await kept(40)).toEqual(upTo(40));
  });

  test('for very long, costs nothing that is a segment', async () => {
    held = /000001.journal$/;
    const store = await open({ journalBytes: 200 });
    await seconds(store, 10);
    expect((await disk.list()).has('000001.segment')).toBe(true);
    await seconds(store, 60);
    // It waits no more: those after it are segments, too.
    expect(store.ledger.view().chapters.length).toBeGreaterThan(mostUnsealed + 2);
    expect(await isKnown(store, 'at 0')).toBe(true);
    expect(await kept(70)).toEqual(upTo(70));
  });

  test('and is damaged, is put aside once it is let go', async () => {
    const first = await open({});
    await seconds(first, 3);
    await first.close();
    const name = '000001.journal';
    const whole = await disk.read(name);
    // The last chunk but one: what was told first stands before it.
    whole.writeUInt8(whole.readUInt8(whole.length - 70) ^ 1, whole.length - 70);
    held = /journal$/;
    const store = await open({});
    await store.flush();
    await store.flush();
    expect(store.state()).toEqual({ failed: true, setAside: 1 });
    expect(await isKnown(store, 'at 0')).toBe(true);
    held = undefined;
    await store.flush();
    expect(store.state()).toEqual({ failed: false, setAside: 1 });
    expect(await isKnown(store, 'at 0')).toBe(true);
  });
});

describe('a disk on which the oldest segment cannot be removed', () => {
  test('is asked again, and is fine once it can be, though nothing else waits', async () => {
    const store = await open({ journalBytes: 200, age: 20_000, journalAge: 1_000_000 });
    held = /000001.segment$/;
    await seconds(store, 40);
    expect(store.state().failed).toBe(true);
    expect(store.ledger.since()).toBe(0);
    held = undefined;
    clock.move(retryPause);
    await idle(store);
    expect(store.state().failed).toBe(false);
    expect((await disk.list()).has('000001.segment')).toBe(false);
    expect(store.ledger.since()).toBeGreaterThan(0);
  });
});

describe('a disk whose files cannot be listed for a moment', () => {
  test('is asked again, and is fine once they can be, though nothing else waits', async () => {
    const store = await open({ journalBytes: 200 });
    const { list } = folder;
    folder.list = () => Promise.reject(full);
    for (let left = 10; left > 0 && !store.state().failed; left -= 1) await seconds(store, 1);
    expect(store.state().failed).toBe(true);
    folder.list = list;
    clock.move(retryPause);
    await idle(store);
    expect(store.state().failed).toBe(false);
  });
});

describe('a disk that takes nothing', () => {
  test('is asked every half minute, and has everything when there is room again', async () => {
    const store = await open({});
    await seconds(store, 2);
    refused = /./;
    await seconds(store, 10);
    expect(store.state().failed).toBe(true);
    const before = tried.length;
    await seconds(store, 100);
    expect(tried.length - before).toBeGreaterThanOrEqual(3);
    expect(tried.length - before).toBeLessThanOrEqual(4);
    refused = undefined;
    clock.move(retryPause);
    await idle(store);
    expect(store.state().failed).toBe(false);
    expect(await kept(112)).toEqual(upTo(112));
  });

  test('but has room again when the app closes, has what was in memory only', async () => {
    const store = await open({ waiting: 300 });
    await seconds(store, 2);
    refused = /./;
    await seconds(store, 60);
    expect(store.ledger.view().chapters.length).toBeGreaterThan(2);
    refused = undefined;
    await store.close();
    expect(await kept(62)).toEqual(upTo(62));
  });

  test('is written to each second again, though it was asked anew while something else was under way', async () => {
    const store = await open({});
    await seconds(store, 1);
    refused = /./;
    await seconds(store, 1);
    refused = undefined;
    const goOn = hold();
    const flushed = store.flush();
    clock.move(retryPause);
    store.ledger.tell('meanwhile', clock.now(), 'limited', 'list');
    goOn();
    await flushed;
    await idle(store);
    const before = tried.length;
    await seconds(store, 1);
    expect(tried.length).toBeGreaterThan(before);
  });

  test('when it is closed, is asked once more when it is opened again', async () => {
    const store = await open({});
    await seconds(store, 2);
    refused = /./;
    await seconds(store, 2);
    await expect(store.close()).rejects.toMatchObject({ code: 'storage' });
    refused = undefined;
    await store.close();
    expect(await kept(4)).toEqual(upTo(4));
  });
});
