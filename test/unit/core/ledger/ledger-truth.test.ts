/** What the ledger says, against a truth that is worked out moment by moment. */
import { expect, test } from 'vitest';
import { isOut, unitConditions } from '../../../../electron/contract/names.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import { fleetHistoryOf } from '../../../../electron/core/ledger/fleet-history.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { random as seededRandom } from '../../../fakes/random.ts';

type Condition = Unit['condition'];
const length = 600;
const ids = ['a', 'b', 'c', 'd', 'e'];

/** A unit moment by moment; undefined while it is not in the list. */
interface Truth {
  conditions: (Condition | undefined)[];
  maintained: boolean[];
}

interface World {
  units: Map<string, Truth>;
  looked: boolean[];
}

/** Lives through some time by chance, and takes it down. */
async function live(random: () => number) {
  const folder = createMemoryFolder();
  const limits = { journalBytes: 300, journalAge: Number.POSITIVE_INFINITY };
  let store = await openTestLedger(folder, { limits });
  const world: World = { units: new Map(), looked: new Array(length).fill(false) };
  const now = new Map<string, Condition>();
  let lookFrom: number | undefined;
  for (let at = 0; at < length; at += 1) {
    if (random() < 0.02) {
      if (lookFrom === undefined) lookFrom = at;
      else {
        store.ledger.look(lookFrom, at);
        lookFrom = undefined;
      }
    }
    world.looked[at] = lookFrom !== undefined;
    for (const id of ids) {
      if (random() > 0.04) continue;
      const condition = unitConditions[Math.floor(random() * unitConditions.length)] ?? 'unknown';
      now.set(id, condition);
      store.ledger.tell(id, at, condition, 'event');
    }
    if (random() < 0.01) {
      // A whole list that some units are missing in.
      store.ledger.beginList();
      for (const [id, condition] of now)
        if (random() < 0.7) store.ledger.tell(id, at, condition, 'list');
        else now.delete(id);
      store.ledger.endList(at, true);
    }
    for (const id of ids) {
      const truth = world.units.get(id) ?? { conditions: [], maintained: [] };
      truth.conditions[at] = now.get(id);
      world.units.set(id, truth);
    }
    if (random() < 0.05) await store.flush();
    if (random() < 0.01) {
      await store.close();
      store = await openTestLedger(folder, { limits });
    }
  }
  if (lookFrom !== undefined) store.ledger.look(lookFrom, length);
  return { store, world };
}

function tallied({ conditions, maintained }: Truth, looked: boolean[], from: number, to: number) {
  const sum = { known: 0, out: 0, up: 0, maintenance: 0 };
  for (let at = from; at < to; at += 1) {
    const condition = conditions[at];
    if (condition === undefined) continue;
    if (maintained[at]) {
      sum.maintenance += 1;
      continue;
    }
    sum.known += 1;
    if (!looked[at] || condition === 'unknown') continue;
    if (isOut(condition)) sum.out += 1;
    else sum.up += 1;
  }
  return sum;
}

test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
  'is true in every moment (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const { store, world } = await live(random);
    const from = Math.floor(random() * 300);
    const to = from + 1 + Math.floor(random() * (length - from - 1));
    const [start, end] = [Math.floor(random() * length), Math.floor(random() * length)].sort((a, b) => a - b);
    const mended = end !== undefined && start !== undefined && end > start ? [{ from: start, to: end }] : [];
    const view = viewOf(store, length, (id) => (id === 'b' ? mended : []));
    let [known, out, up] = [0, 0, 0];
    for (const [id, truth] of world.units) {
      if (id === 'b')
        for (const each of mended)
          for (let at = each.from; at < each.to; at += 1) truth.maintained[at] = true;
      const history = await unitHistoryOf(view, id, { from, to });
      const expected = tallied(truth, world.looked, from, to);
      known += expected.known;
      out += expected.out;
      up += expected.up;
      const { availability, spans } = history;
      expect(availability.out).toBe(expected.out);
      expect(availability.unwatched).toBe(expected.known - expected.out - expected.up);
      expect(availability.maintenance).toBe(expected.maintenance);
      for (const span of spans) {
        for (let at = span.from; at < span.to; at += 1) {
          const condition = truth.conditions[at];
          const isKnown = condition !== undefined && world.looked[at];
          const shown =
            condition !== undefined && truth.maintained[at]
              ? 'maintenance'
              : isKnown
                ? condition
                : 'not-watched';
          expect(span.condition, `${id} at ${at}`).toBe(shown);
        }
      }
      for (const [index, span] of spans.entries()) expect(span.from).toBe(spans[index - 1]?.to ?? span.from);
    }
    const { availability } = await fleetHistoryOf(view, { from, to });
    expect(availability.out).toBe(out);
    expect(availability.least).toBe(out + up === 0 ? null : up / known);
    expect(availability.most).toBe(out + up === 0 ? null : (known - out) / known);
  },
);
