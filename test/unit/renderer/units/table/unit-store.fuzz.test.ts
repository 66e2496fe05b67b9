import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitUpdate } from '../../../../../electron/contract/live.ts';
import { unitColumns } from '../../../../../electron/contract/names.ts';
import type { Unit } from '../../../../../electron/contract/units.ts';
import type { UnitFilters } from '../../../../../renderer/units/table/unit-filters.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { fuzz } from '../../../../fakes/fuzz.ts';
import { shownIds, slowStore, unit } from '../sample.ts';
import {
  emptyModel,
  expectedAvailability,
  expectedIds,
  put,
  type StoreModel,
  update,
} from './store-model.ts';

const id = fc.integer({ min: 0, max: 30 }).map(String);
const condition = fc.constantFrom<Unit['condition'][]>('in-service', 'limited', 'out-of-service', 'unknown');
const type = fc.constantFrom<Unit['type'][]>('elevator', 'escalator', 'other');
const site = fc.constantFrom('Harbour Tower', 'Airport', 'Mall');
const city = fc.constantFrom('Berlin', 'Paris');
const floor = fc.constantFrom('-1', '2', '10', 'Lobby');
const status = fc.constantFrom('In Service', 'Maintenance', 'Out Of Service');
const anyUnit = fc
  .record({
    id,
    condition,
    type,
    site,
    city,
    floor: fc.option(floor),
    status,
    availability: fc.option(fc.nat(100)),
  })
  .map(({ id: own, ...part }) => unit(own, part));
const units = fc.array(anyUnit, { maxLength: 40 });
const unitUpdate: fc.Arbitrary<UnitUpdate> = fc.record(
  { id, at: fc.nat(1_000), condition, floor, status, direction: fc.constantFrom('up', 'down', 'none') },
  { requiredKeys: ['id', 'at'] },
);
const filters: fc.Arbitrary<UnitFilters> = fc.record({
  conditions: fc.uniqueArray(condition, { maxLength: 2 }),
  types: fc.uniqueArray(type, { maxLength: 2 }),
  sites: fc.uniqueArray(site, { maxLength: 2 }),
  cities: fc.uniqueArray(city, { maxLength: 2 }),
  availability: fc.uniqueArray(fc.constantFrom(0, 50, 95), { maxLength: 2 }),
  watchedOnly: fc.boolean(),
  tags: fc.constant([]),
});

type Step = (store: UnitStore, model: StoreModel, finish: () => void) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  units.map(
    (page): Step =>
      (store, model, finish) => {
        finish();
        store.append(page);
        // A page stands at the end until the list is complete.
        store.end();
        put(model, page);
      },
  ),
  units.map(
    (list): Step =>
      (store, model) => {
        store.replace(list);
        model.units = [];
        put(model, list);
      },
  ),
  fc.array(unitUpdate, { maxLength: 20 }).map(
    (updates): Step =>
      (store, model) => {
        store.apply(updates);
        for (const each of updates) update(model, each);
      },
  ),
  fc.constantFrom('', 'a', 'air', 'airport', 'main', 'out of', 'lobby', 'lob', 'wer', '1').map(
    (query): Step =>
      (store, model) => {
        store.setQuery(query);
        model.query = query;
      },
  ),
  filters.map(
    (chosen): Step =>
      (store, model) => {
        store.setFilters(chosen);
        model.filters = chosen;
      },
  ),
  fc.uniqueArray(id).map(
    (ids): Step =>
      (store, model) => {
        store.setWatched(new Set(ids));
        model.watched = new Set(ids);
      },
  ),
  fc.constantFrom(...unitColumns).map(
    (column): Step =>
      (store, model) => {
        store.sortBy(column);
        const again = model.sort?.column === column;
        model.sort = again && model.sort?.descending ? null : { column, descending: again };
      },
  ),
);

/** How much of the work that is left is done after a step: all, or one slice of it. */
const pace = fc.constantFrom('all', 'one');

describe('the store, whatever happens to it in whatever order', () => {
  it('shows and counts what the plainest way of doing it shows and counts', async () => {
    await fuzz(
      fc.property(fc.array(fc.tuple(step, pace), { maxLength: 25 }), (steps) => {
        const { store, goOn, finish } = slowStore();
        const model = emptyModel();
        for (const [run, much] of steps) {
          run(store, model, finish);
          if (much === 'all') finish();
          else goOn();
        }
        finish();
        store.renew();
        finish();
        expect(shownIds(store)).toEqual(expectedIds(model));
        const { availability, totals } = store.scope();
        const all = (kind: keyof UnitFilters) =>
          expectedIds({ ...model, filters: { ...model.filters, [kind]: [] } }).length;
        expect(totals).toEqual({ conditions: all('conditions'), types: all('types') });
        const known = expectedAvailability(model);
        expect(availability.buckets.reduce((a, b) => a + b)).toBe(known.length);
        if (known.length === 0) expect(availability.mean).toBeNull();
        else expect(availability.mean).toBeCloseTo(known.reduce((a, b) => a + b) / known.length);
        expect(store.shownIds(0, store.shown).map((shown) => store.indexOf(shown))).toEqual(
          shownIds(store).map((_id, position) => position),
        );
        expect(store.stale).toBe(false);
      }),
      300,
    );
  });

  it('counts for each choice of a filter how many units it would show', async () => {
    await fuzz(
      fc.property(
        units,
        filters,
        fc.array(unitUpdate),
        fc.uniqueArray(id),
        (list, chosen, updates, watched) => {
          const { store, finish } = slowStore();
          const model = emptyModel();
          put(model, list);
          model.watched = new Set(watched);
          store.append(list);
          store.setWatched(model.watched);
          store.setFilters(chosen);
          finish();
          store.apply(updates);
          for (const each of updates) update(model, each);
          const counts = store.scope();
          const shown = (filter: Partial<UnitFilters>) =>
            expectedIds({ ...model, filters: { ...chosen, ...filter } }).length;
          expect(counts.conditions).toMatchObject({
            limited: shown({ conditions: ['limited'] }),
            'out-of-service': shown({ conditions: ['out-of-service'] }),
          });
          expect(counts.types).toMatchObject({ escalator: shown({ types: ['escalator'] }) });
          expect(counts.watched).toBe(shown({ watchedOnly: true }));
        },
      ),
      200,
    );
  });
});
