import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UnitUpdate } from '../../../../../electron/contract/live.ts';
import { type Grouping, groupings } from '../../../../../electron/contract/table.ts';
import type { Unit } from '../../../../../electron/contract/units.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { fuzz } from '../../../../fakes/fuzz.ts';
import { slowStore, unit } from '../sample.ts';
import { expectedRows, shownRows } from './group-model.ts';

const id = fc.integer({ min: 0, max: 30 }).map(String);
const condition = fc.constantFrom<Unit['condition'][]>(
  'in-service',
  'limited',
  'out-of-service',
  'unknown',
  'entrapment',
);
const name = fc.constantFrom('Harbour Tower', 'Airport', 'Gate 2', 'Gate 10', '');
const units = fc.array(
  fc
    .record({ id, condition, site: name, city: name, type: fc.constantFrom('elevator', 'escalator') })
    .map(({ id: own, ...part }) => unit(own, part)),
  { maxLength: 40 },
);
const tag = fc.constantFrom('VIP', 'night', 'Tag 2', 'Tag 10');
const updates: fc.Arbitrary<UnitUpdate[]> = fc.array(
  fc.record({ id, at: fc.nat(1_000), condition }, { requiredKeys: ['id', 'at'] }),
  { maxLength: 20 },
);

/** What happens, and what of it the plainest way has to know. */
interface Known {
  grouping: Grouping | null;
  tags: Map<string, string[]>;
  folded: Record<Grouping, { all: boolean; except: Set<string> }>;
}
type Step = (store: UnitStore, known: Known, finish: () => void) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  units.map(
    (page): Step =>
      (store, _known, finish) => {
        finish();
        store.append(page);
        store.end();
      },
  ),
  units.map(
    (list): Step =>
      (store) =>
        store.replace(list),
  ),
  updates.map(
    (some): Step =>
      (store) =>
        store.apply(some),
  ),
  fc.constantFrom('', 'a', 'gate', 'airport', 'night').map(
    (query): Step =>
      (store) =>
        store.setQuery(query),
  ),
  fc.uniqueArray(condition, { maxLength: 2 }).map(
    (conditions): Step =>
      (store) =>
        store.setFilters({ conditions }),
  ),
  fc.constantFrom('name', 'id', 'site', 'tags').map(
    (column): Step =>
      (store) =>
        store.sortBy(column as 'name'),
  ),
  fc.constantFrom(null, ...groupings).map(
    (grouping): Step =>
      (store, known) => {
        store.groups.set(grouping);
        known.grouping = grouping;
      },
  ),
  fc.tuple(fc.uniqueArray(id, { maxLength: 10 }), fc.uniqueArray(tag)).map(
    ([ids, tags]): Step =>
      (store, known) => {
        store.setNotes(ids.map((each) => ({ id: each, tags, note: '' })));
        for (const each of ids) known.tags.set(each, tags);
      },
  ),
  fc.tuple(fc.oneof(name, tag), fc.boolean()).map(
    ([key, folded]): Step =>
      (store, { grouping, folded: all }) => {
        store.groups.fold(key, folded);
        if (grouping === null) return;
        if (folded === all[grouping].all) all[grouping].except.delete(key);
        else all[grouping].except.add(key);
      },
  ),
  fc.boolean().map(
    (folded): Step =>
      (store, { grouping, folded: all }) => {
        store.groups.foldAll(folded);
        if (grouping !== null) all[grouping] = { all: folded, except: new Set() };
      },
  ),
);

it('groups have the rows and the counts that the plainest way has, whatever happens in whatever order', async () => {
  await fuzz(
    fc.property(
      fc.array(fc.tuple(step, fc.constantFrom('all', 'one')), { maxLength: 25 }),
      updates,
      (steps, late) => {
        const { store, goOn, finish } = slowStore();
        const none = () => ({ all: false, except: new Set<string>() });
        const known: Known = {
          grouping: null,
          tags: new Map(),
          folded: { site: none(), city: none(), tag: none() },
        };
        for (const [run, much] of steps) {
          run(store, known, finish);
          if (much === 'all') finish();
          else goOn();
        }
        finish();
        store.renew();
        finish();
        const { grouping } = known;
        const matches = store.matches();
        expect(matches).toHaveLength(store.matching);
        if (grouping === null) {
          expect(shownRows(store)).toEqual(matches.map((each) => each.id));
          return;
        }
        const isFolded = (key: string) => {
          const { all, except } = known.folded[grouping];
          return all !== except.has(key);
        };
        const tagsOf = (each: string) => known.tags.get(each) ?? [];
        // The same units in one list, for their order.
        store.groups.set(null);
        finish();
        const plain = store.matches();
        store.groups.set(grouping);
        finish();
        expect(shownRows(store)).toEqual(expectedRows(plain, grouping, tagsOf, isFolded));
        expect([...matches].map((each) => each.id).sort()).toEqual(plain.map((each) => each.id).sort());
        // The counts follow at once, wherever the rows stand.
        store.apply(late);
        const counts = shownRows(store).filter((row) => /^[+-] /.test(row));
        const now = plain.map((each) => store.find(each.id) ?? each);
        expect(counts.sort()).toEqual(
          expectedRows(now, grouping, tagsOf, isFolded)
            .filter((row) => /^[+-] /.test(row))
            .sort(),
        );
      },
    ),
    300,
  );
});
