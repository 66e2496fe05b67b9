/** Clocks that are set forward and back: by a year, by hours, while it runs and between two runs. */
import { beforeEach, expect, test } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { LedgerFolder } from '../../../../electron/core/ledger/ledger-folder.ts';
import type { LedgerStore } from '../../../../electron/core/ledger/ledger-store.ts';
import { createLookout } from '../../../../electron/core/ledger/lookout.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { type FakeClock, fakeClock } from '../../../fakes/ports.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const begin = Date.UTC(2026, 10, 1);

let clock: FakeClock;
let folder: LedgerFolder;
let store: LedgerStore;
const limits = { journalAge: day };

beforeEach(async () => {
  clock = fakeClock(begin);
  folder = createMemoryFolder();
  store = await openTestLedger(folder, { clock, limits });
});

async function restart(): Promise<void> {
  await store.close();
  store = await openTestLedger(folder, { clock, limits });
}

function tell(condition: Unit['condition']): void {
  store.takeDown((ledger) => ledger.tell('a', clock.now(), condition, 'event'));
}

/** Somebody looks on for these minutes. */
async function watch(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 1) {
    const from = clock.now();
    clock.move(minute);
    store.takeDown((ledger) => ledger.look(from, clock.now()));
    await store.flush();
  }
}

/** Two days, of which the unit was out in an hour. */
async function twoDays(): Promise<void> {
  tell('in-service');
  await watch(20 * 60);
  tell('out-of-service');
  await watch(60);
  tell('in-service');
  await watch(27 * 60);
}

/** Minutes since the beginning, and what it was. */
async function spans(from = begin, to = clock.now()): Promise<[number, string][]> {
  const history = await unitHistoryOf(viewOf(store, clock.now()), 'a', { from, to });
  return history.spans.map((each) => [Math.round((each.from - begin) / minute), each.condition]);
}

const past: [number, string][] = [
  [0, 'in-service'],
  [1_200, 'out-of-service'],
  [1_260, 'in-service'],
];

test.each([
  ['a year', 365 * day],
  ['three days', 3 * day],
  ['eight hours', 8 * hour],
])(
  'set forward by %s for ten minutes, that time is not watched, and what follows has its own',
  async (_by, ahead) => {
    await twoDays();
    clock.set(ahead);
    tell('limited');
    await watch(10);
    clock.set(-ahead);
    await watch(1);
    tell('out-of-service');
    await watch(30);
    const expected = [...past, [2_880, 'not-watched'], [2_891, 'out-of-service']];
    expect(await spans()).toEqual(expected);
    expect(store.ledger.latest()).toBe(clock.now());
    await restart();
    expect(await spans()).toEqual(expected);
    await watch(5);
    expect((await spans()).at(-1)).toEqual([2_891, 'out-of-service']);
    const view = viewOf(store, clock.now());
    const { availability, outages } = await unitHistoryOf(view, 'a', { from: begin, to: clock.now() });
    expect(outages.map(({ from }) => (from - begin) / minute)).toEqual([2_891, 1_200]);
    expect(availability.out).toBe(95 * minute);
    expect(availability.unwatched).toBe(11 * minute);
  },
);

test('units that were first seen while it was ahead were first seen when it was set back', async () => {
  await twoDays();
  clock.set(365 * day);
  store.ledger.tell('new', clock.now(), 'out-of-service', 'list');
  await watch(2);
  clock.set(-365 * day);
  await watch(10);
  for (const _ of [1, 2]) {
    const { since, outages } = await unitHistoryOf(viewOf(store, clock.now()), 'new', {
      from: begin,
      to: clock.now(),
    });
    expect(since).toBeLessThan(clock.now());
    expect(since).toBeGreaterThanOrEqual(begin + 2 * day);
    expect(outages).toEqual([expect.objectContaining({ from: since, to: null })]);
    await restart();
  }
});

test('a year ahead over several runs, the next run at the right time goes on there', async () => {
  await twoDays();
  await store.close();
  clock.set(365 * day);
  store = await openTestLedger(folder, { clock, limits });
  tell('limited');
  await watch(30);
  await restart();
  await watch(30);
  await store.close();
  clock.set(-365 * day);
  store = await openTestLedger(folder, { clock, limits });
  await watch(1);
  tell('out-of-service');
  await watch(30);
  const expected = [...past, [2_880, 'not-watched'], [2_941, 'out-of-service']];
  expect((await spans()).filter(([at]) => at !== 2_940)).toEqual(expected);
  await restart();
  expect((await spans()).filter(([at]) => at !== 2_940)).toEqual(expected);
});

test.each([
  ['sixteen years, as without a battery', 16 * 365 * day],
  ['eight hours, as after another system', 8 * hour],
])(
  'set back by %s when it starts, nothing is lost, and nothing is told of times that are known',
  async (_by, behind) => {
    await twoDays();
    await store.close();
    clock.set(-behind);
    store = await openTestLedger(folder, { clock, limits });
    tell('out-of-service');
    await watch(5);
    clock.set(behind);
    await watch(1);
    tell('in-service');
    await watch(30);
    const expected = [...past, [2_880, 'not-watched']];
    for (const _ of [1, 2]) {
      const found = await spans();
      expect(found.slice(0, 4)).toEqual(expected);
      expect(found.at(-1)).toEqual([2_886, 'in-service']);
      const { outages } = await unitHistoryOf(viewOf(store, clock.now()), 'a', {
        from: begin,
        to: clock.now(),
      });
      // It began when it was told, as nearly as anybody can say.
      expect(outages.map(({ from }) => (from - begin) / minute)).toEqual([2_880, 1_200]);
      await restart();
    }
  },
);

test('set back by hours while it runs, nothing is taken down earlier than what is known', async () => {
  await twoDays();
  clock.set(-8 * hour);
  tell('out-of-service');
  await watch(60);
  const { outages } = await unitHistoryOf(viewOf(store, begin + 3 * day), 'a', {
    from: begin,
    to: begin + 3 * day,
  });
  expect(outages.map(({ from }) => (from - begin) / minute)).toEqual([2_880, 1_200]);
  // It has caught up.
  await watch(8 * 60);
  expect((await spans()).at(-1)).toEqual([2_880, 'out-of-service']);
});

test('who looks goes on looking from the present time when the clock is set back', () => {
  const looks: [number, number][] = [];
  const lookout = createLookout(clock.now, (from, to) => looks.push([from, to]));
  lookout.check({ phase: 'live', cover: null });
  clock.set(365 * day);
  clock.move(minute);
  lookout.beat();
  clock.set(-365 * day);
  clock.move(minute);
  lookout.beat();
  const set = clock.now();
  clock.move(minute);
  lookout.beat();
  expect(looks.at(-1)).toEqual([set, clock.now() - 30_000]);
});
