import { expect, test } from 'vitest';
import { unitConditions } from '../../../../electron/contract/names.ts';
import { fleetHistoryOf } from '../../../../electron/core/ledger/fleet-history.ts';
import { groupAvailabilityOf } from '../../../../electron/core/ledger/group-availability.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { random as seededRandom } from '../../../fakes/random.ts';

test('a report says of each group what is said of its units alone, also of one that is in two groups or was never seen', async () => {
  const random = seededRandom(7);
  const store = await openTestLedger(createMemoryFolder(), {});
  const ids = ['a', 'b', 'c', 'd'];
  store.ledger.look(0, 400);
  for (let at = 0; at < 1_000; at += 1) {
    for (const id of ids) {
      const condition = unitConditions[Math.floor(random() * unitConditions.length)] ?? 'unknown';
      if (random() < 0.05) store.ledger.tell(id, at, condition, 'event');
    }
  }
  const groups = [['d', 'a'], ['b'], ['a', 'c'], ['nobody'], []];
  const period = { from: 100, to: 900 };
  const found = await groupAvailabilityOf(viewOf(store), period, groups);
  expect(found).toHaveLength(groups.length);
  for (const [place, group] of groups.entries()) {
    const alone = await fleetHistoryOf(viewOf(store), period, group);
    expect(found[place]).toEqual(alone.availability);
  }
  expect(found[0]?.outages).toBeGreaterThan(0);
  expect(found[3]).toMatchObject({ least: null, most: null, outages: 0 });
});
