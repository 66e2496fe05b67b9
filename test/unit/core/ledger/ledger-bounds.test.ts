/** Years and busy fleets, by a clock that is moved. */
import { expect, test } from 'vitest';
import { fleetHistoryOf } from '../../../../electron/core/ledger/fleet-history.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('five years later it knows the last 400 days and some, in bounded memory and on a bounded disk', async () => {
  const clock = fakeClock(0);
  const folder = createMemoryFolder();
  let store = await openTestLedger(folder, { clock });
  const sizes: number[] = [];
  for (let step = 0; step * 6 * hour < 5 * 365 * day; step += 1) {
    for (let unit = 0; unit < 10; unit += 1) {
      const condition = (step + unit) % 4 === 0 ? 'out-of-service' : 'in-service';
      store.ledger.tell(`unit ${unit}`, clock.now(), condition, 'event');
    }
    store.ledger.look(clock.now(), clock.now() + 5 * hour);
    clock.move(6 * hour);
    await store.flush();
    if (step % 1_460 === 1_459) {
      // A year.
      sizes.push([...(await folder.list()).values()].reduce((sum, size) => sum + size, 0));
      await store.close();
      store = await openTestLedger(folder, { clock });
    }
  }
  expect(sizes).toHaveLength(5);
  expect(sizes[4]).toBeLessThan((sizes[1] ?? 0) * 1.2);
  const since = store.ledger.since() ?? 0;
  expect(clock.now() - since).toBeGreaterThan(399 * day);
  expect(clock.now() - since).toBeLessThan(415 * day);
  const view = viewOf(store, clock.now());
  const { availability } = await unitHistoryOf(view, 'unit 3', {
    from: clock.now() - 400 * day,
    to: clock.now(),
  });
  // Out in one step of four, and nobody looked in the last of six hours.
  expect(availability.least).toBeCloseTo((3 / 4) * (5 / 6), 2);
  expect(availability.most).toBeCloseTo(1 - (1 / 4) * (5 / 6), 2);
  expect(availability.outages).toBeGreaterThan(395);
  expect(availability.repair).toBe(6 * hour);
  await store.close();
});

test('of 100,000 units with 1,000 changes a second, each second is one small chunk', async () => {
  const clock = fakeClock(0);
  const folder = createMemoryFolder();
  let chunks = 0;
  let isListed = false;
  let largest = 0;
  const store = await openTestLedger(
    {
      ...folder,
      async append(name, bytes) {
        chunks += 1;
        if (isListed) largest = Math.max(largest, bytes.length);
        await folder.append(name, bytes);
      },
    },
    { clock },
  );
  store.ledger.beginList();
  for (let unit = 0; unit < 100_000; unit += 1) store.ledger.tell(`unit ${unit}`, 0, 'in-service', 'list');
  store.ledger.endList(0, true);
  await store.flush();
  isListed = true;
  const before = chunks;
  for (let second = 1; second <= 20; second += 1) {
    clock.move(1_000);
    for (let change = 0; change < 1_000; change += 1) {
      const unit = (change * 97) % 100_000;
      store.ledger.tell(`unit ${unit}`, clock.now(), second % 2 === 0 ? 'in-service' : 'limited', 'event');
    }
    await store.flush();
  }
  expect(chunks - before).toBe(20);
  expect(largest).toBeLessThan(8_000);
  const { availability } = await fleetHistoryOf(viewOf(store, clock.now()), { from: 0, to: clock.now() });
  expect(availability.unwatched).toBe(100_000 * clock.now());
});

test('a clock that is set back makes no time twice, and nothing goes backwards', async () => {
  const folder = createMemoryFolder();
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 1_000, 'in-service', 'list');
  store.ledger.look(1_000, 5_000);
  store.ledger.tell('a', 5_000, 'out-of-service', 'event');
  // An hour that comes again.
  store.ledger.tell('a', 2_000, 'in-service', 'event');
  store.ledger.look(2_000, 4_000);
  store.ledger.tell('b', 3_000, 'limited', 'event');
  store.ledger.look(4_000, 7_000);
  await store.flush();
  const again = await openTestLedger(folder);
  const { spans, availability } = await unitHistoryOf(viewOf(again, 7_000), 'a', { from: 0, to: 7_000 });
  expect(spans).toEqual([{ from: 1_000, to: 7_000, condition: 'in-service' }]);
  expect(availability.least).toBe(1);
  const { spans: others } = await unitHistoryOf(viewOf(again, 7_000), 'b', { from: 0, to: 7_000 });
  expect(others).toEqual([{ from: 3_000, to: 7_000, condition: 'limited' }]);
});
